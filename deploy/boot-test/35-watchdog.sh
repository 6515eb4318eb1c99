# watchdog: a daemon that hangs is a daemon that is restarted
write /run/systemd/system/crrtd.service.d/test.conf <<'END'
[Service]
WatchdogSec=2
END
inside systemctl daemon-reload
inside systemctl restart crrtd
process=$(unit_value crrtd.service MainPID)
sleep 3
check_unit "with a watchdog of two seconds it lives on while it works" crrtd.service MainPID "$process"
inside kill -STOP "$process"
began=$SECONDS
another() { [ "$(unit_value crrtd.service MainPID)" != "$process" ] && [ "$(unit_value crrtd.service ActiveState)" = active ]; }
check "stopped by SIGSTOP, it is another process soon" within 15 another
echo "        after $((SECONDS - began)) s"
check "and answers" inside crrtctl ping
check "the alert was not for nothing: systemd names the watchdog" grep -q watchdog <(inside journalctl --no-pager -u crrtd --since=-1min)
inside rm -r /run/systemd/system/crrtd.service.d
inside systemctl daemon-reload
inside systemctl restart crrtd
