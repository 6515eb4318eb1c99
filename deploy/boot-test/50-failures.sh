# what it will not start with: a bad configuration (78), a damaged database (74)
inside cp /etc/crrtd/policy.yaml /given/policy.yaml
printf 'siteFloor: SECRET\n' | write /etc/crrtd/policy.yaml
check_status "a bad configuration fails the start" 1 'failed' inside systemctl restart crrtd
check_unit "with exit status 78" crrtd.service ExecMainStatus 78
sleep 2.5
check_unit "systemd does not try again" crrtd.service NRestarts 0
check_unit "but calls it failed" crrtd.service ActiveState failed
check "there is an alert" grep -q 'crrtd.service has failed' <(inside journalctl --no-pager -t crrtd-alert -p alert)
said=$(entries MESSAGE_ID=2facbe4909394405adae06c3751cda1d CRRT_EXIT_STATUS=78)
grep -q 'policy.yaml:1:12' <<<"$said" || fail "the journal does not say where the configuration is bad"
pass "the journal says where it is bad"
check_status "a caller who connects meanwhile is told so before long" 69 '.' inside timeout 15 crrtctl ping
said=$(entries MESSAGE_ID=2facbe4909394405adae06c3751cda1d | wc -l)
[ "$said" -le 12 ] || fail "it was started $said times"
pass "and does not make systemd start it for ever"
inside cp /given/policy.yaml /etc/crrtd/policy.yaml
check "corrected, it starts" inside sh -c 'systemctl reset-failed crrtd.socket crrtd.service; systemctl start crrtd.socket crrtd.service'

before=$(as security crrtctl --json=short audit verify)
check "a copy before the damage" inside crrtctl backup $backups/before-damage.db
inside systemctl stop crrtd.socket crrtd.service
database=/var/lib/crrtd/crrtd.db
inside dd if=/dev/zero of=$database bs=4096 seek=1 count=20 conv=notrunc status=none
sum=$(inside sha256sum $database)
check_status "a damaged database fails the start" 1 'failed' inside systemctl start crrtd.service
check_unit "with exit status 74" crrtd.service ExecMainStatus 74
[ "$sum" = "$(inside sha256sum $database)" ] || fail "the damaged database was changed"
pass "and is left untouched"

inside systemctl stop crrtd.socket crrtd.service
check_status "a restore without a terminal and --yes is refused" 64 'nothing was changed' inside crrtctl restore $backups/before-damage.db
check "the copy takes its place, as docs/operations.md says" inside sh -ec "
    crrtctl restore --yes $backups/before-damage.db
    systemctl reset-failed crrtd.service
    systemctl start crrtd.socket crrtd.service"
check_status "what it replaced is kept beside it" 0 'crrtd.db.replaced-' inside ls /var/lib/crrtd
[ "$before" = "$(as security crrtctl --json=short audit verify)" ] || fail "the journal is not what it was"
pass "the journal is what it was, and holds"
