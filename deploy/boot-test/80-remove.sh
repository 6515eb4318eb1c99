# removal: what the administrator made stays, and nothing else
check "remove" inside dpkg --remove crrtd crrtctl
check "leaves the database" inside test -s /var/lib/crrtd/crrtd.db
said=$(inside sh -c 'readlink /proc/[0-9]*/exe | grep crrtd' || true)
[ -z "$said" ] || fail "a daemon runs on"
pass "no daemon runs on"
check "install again" inside sh -c 'dpkg -i /given/*.deb'
check_status "finds everything as it was" 0 'duty' as duty crrtctl whoami
check "purge" inside dpkg --purge crrtd crrtctl
names_on_disk >"$machine.after"
# The administrator's: the exercise's configuration, people in the group crrt, ssh keys.
said=$(comm -13 "$machine.before" "$machine.after" | grep -v -e '^/etc/crrtd$' -e '^/etc/crrtd/exercise' -e '^/home/est/.ssh' || true)
rm -f "$machine.before" "$machine.after"
[ -z "$said" ] || fail "something stays"
pass "nothing stays but what the administrator made"
said=$(inside getent passwd crrtd || true)
[ -z "$said" ] || fail "the daemon's account stays"
pass "nor its account"
