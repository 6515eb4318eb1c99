# backup: by its timer, verified, rotated
write /run/systemd/system/crrtd-backup.timer.d/test.conf <<'END'
[Timer]
OnCalendar=
OnActiveSec=1
RandomizedDelaySec=0
AccuracySec=100ms
END
backups=/var/lib/crrtd/backups
inside install -d -o crrtd -g crrtd -m 0700 $backups
inside runuser -u crrtd -- touch -d '15 days ago' $backups/crrtd-20200101T000000Z.db
inside runuser -u crrtd -- touch -d '13 days ago' $backups/crrtd-20200102T000000Z.db
inside systemctl daemon-reload
inside systemctl restart crrtd-backup.timer
newest() { inside sh -c "ls $backups/*.db | grep -v crrtd-2020 | tail -n 1" | grep .; }
done_once() { newest && [ "$(unit_value crrtd-backup.service ActiveState)" = inactive ]; }
check "the timer makes a copy" within 20 done_once
check_unit "without a complaint" crrtd-backup.service Result success
check_status "which only its owner may read" 0 '^600 crrtd' inside stat -c '%a %U' "$(newest)"
check_status "copies of more than 14 days go, others stay" 0 '^crrtd-20200102T000000Z.db$' inside sh -c "ls $backups | grep 2020"
inside rm -r /run/systemd/system/crrtd-backup.timer.d
inside systemctl daemon-reload
check "an administrator makes one by hand" inside crrtctl backup $backups/by-hand.db
