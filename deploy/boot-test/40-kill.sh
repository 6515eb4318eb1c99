# SIGKILL in the middle of work: what was acknowledged is there
inside sh -c 'rm -f /given/acknowledged*; touch /given/submitting'
for turn in 1 2 3; do
    inside runuser -u alb -- sh -c 'while [ -e /given/submitting ]; do crrtctl request submit /given/albania-2022.json 2>/dev/null; done' \
        >"$machine.acknowledged$turn" &
    eval "caller$turn=$!"
done
# More answers than callers can still be under way: the process that gave them runs now.
more_are_acknowledged() { [ "$(cat "$machine".acknowledged? | wc -l)" -gt $((known + 5)) ]; }
for turn in 1 2 3 4; do
    known=$(cat "$machine".acknowledged? | wc -l)
    within 15 more_are_acknowledged || fail "it does not come back"
    [ $turn = 4 ] || inside systemctl kill --kill-whom=main --signal=KILL crrtd
done
inside rm /given/submitting
for turn in 1 2 3; do eval "wait \$caller$turn" || true; done
within 15 inside crrtctl ping || fail "it does not come back"
cat "$machine".acknowledged? | grep -o 'REQ-ALB-[0-9]*-[0-9]* submitted' | cut -d ' ' -f 1 | sort >"$machine.acknowledged"
as alb crrtctl --no-legend request list | grep -o 'REQ-ALB-[0-9]*-[0-9]*' | sort -u >"$machine.there"
said=$(comm -23 "$machine.acknowledged" "$machine.there")
[ -z "$said" ] || fail "acknowledged and not there"
[ -z "$(uniq -d "$machine.acknowledged")" ] || fail "one number was given twice"
count=$(wc -l <"$machine.acknowledged")
[ "$count" -gt 10 ] || fail "only $count requests were acknowledged"
pass "killed three times; all $count requests that were acknowledged are there"
rm -f "$machine".acknowledged* "$machine.there"
check_status "the journal holds" 0 intact as security crrtctl audit verify
