# metrics: off until asked for, then a file each minute that the group of the unit may read
check_unit "the timer of the metrics is off" crrtd-metrics.timer ActiveState inactive
check_status "where systemd-report looks is the socket" 0 '^/run/crrtd/io.crrtd$' inside readlink -f /run/systemd/report/io.crrtd
inside groupadd -f monitoring
write /run/systemd/system/crrtd-metrics.service.d/test.conf <<'END'
[Service]
Group=monitoring
END
inside systemctl daemon-reload
check "the metrics are written" inside systemctl start crrtd-metrics.service
check_status "into a file for its owner and the group" 0 '^640 crrtd monitoring$' \
    inside stat -c '%a %U %G' /run/crrtd-metrics/crrtd.prom
check_status "in Prometheus's format" 0 '^# TYPE crrtd_commits_total counter$' inside cat /run/crrtd-metrics/crrtd.prom
inside rm -r /run/systemd/system/crrtd-metrics.service.d
inside systemctl daemon-reload
inside groupdel monitoring
