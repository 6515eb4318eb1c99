# upgrade of a filled database, while people work
before=$(as security crrtctl --json=short audit verify)
for turn in 1 2; do callers /given/calling duty crrtctl status >"$machine.calls$turn" 2>&1 & eval "caller$turn=$!"; done
sleep 0.3
process=$(unit_value crrtd.service MainPID)
instance=$(unit_value crrtd@exercise.service MainPID)
check "the packages of this version install" inside sh -c 'dpkg -i /given/*.deb'
inside rm /given/calling
for turn in 1 2; do
    eval "wait \$caller$turn" || { said=$(cat "$machine.calls$turn"); fail "a call was lost over the upgrade"; }
    rm "$machine.calls$turn"
done
pass "no call was lost over it"
[ "$process" != "$(unit_value crrtd.service MainPID)" ] || fail "the old program runs on"
[ "$instance" != "$(unit_value crrtd@exercise.service MainPID)" ] || fail "the exercise's old program runs on"
pass "the new program runs"
check_unit "also as the exercise" crrtd@exercise.service ActiveState active
check "it has the same journal, which holds" test "$before" = "$(as security crrtctl --json=short audit verify)"
check_status "the configuration is the administrator's" 0 'duty' as duty crrtctl whoami
