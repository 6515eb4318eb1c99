# abuse: callers who ask for too much stop neither the daemon nor its end
write /run/systemd/system/crrtd.service.d/test.conf <<'END'
[Service]
WatchdogSec=5
END
inside systemctl daemon-reload
inside systemctl restart crrtd
process=$(unit_value crrtd.service MainPID)
since=$(inside date '+%F %T')
contact=$(inside id -u est) duty=$(inside id -u duty) group=$(inside getent group crrt | cut -d : -f 3)
abusers=()
# They are niced: their own threads change users so often that on two cores they keep the daemon from running at all, which is no fault of
# it, and tries the machine, not the limits.
for kind in $(python3 Benchmarks/abuse/abuse.py --kinds); do
    sleep 25 | nice -n 19 python3 Benchmarks/abuse/abuse.py "/proc/$first/root/run/crrtd/io.crrtd" "$kind" \
        --contact "$contact" --duty "$duty" --group "$group" \
        >/dev/null 2>&1 &
    abusers+=($!)
done
sleep 20
check "under ${#abusers[@]} kinds of abuse at once it answers" inside timeout 20 runuser -u chief -- crrtctl request list
began=${EPOCHREALTIME/./}
check "and stops" inside systemctl stop crrtd.socket crrtd.service
echo "        after $(((${EPOCHREALTIME/./} - began) / 1000)) ms"
for abuser in "${abusers[@]}"; do wait "$abuser" || true; done
said=$(inside journalctl --no-pager -u crrtd --since="$since")
! grep -qi -e watchdog -e 'SIGKILL' -e 'out of memory' -e 'Failed with' <<<"$said" || fail "the watchdog, or the kernel, has ended it"
pass "neither the watchdog nor the kernel has ended it"
inside rm -r /run/systemd/system/crrtd.service.d
inside systemctl daemon-reload
inside systemctl restart crrtd.socket crrtd.service
check "it serves again" inside crrtctl ping
