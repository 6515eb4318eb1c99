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
for day in 01 02 03; do inside runuser -u crrtd -- touch $backups/crrtd-202001${day}T000000Z.db; done
inside runuser -u crrtd -- touch $backups/mine.copy
# As docs/operations.md tells who wants to keep another number.
write /run/systemd/system/crrtd-backup.service.d/test.conf <<'END'
[Service]
Environment=CRRTD_BACKUP_KEEP=3
END
inside systemctl daemon-reload
inside systemctl restart crrtd-backup.timer
newest() { inside sh -c "ls $backups/*.db | grep -v crrtd-2020 | tail -n 1" | grep .; }
done_once() { newest && [ "$(unit_value crrtd-backup.service ActiveState)" = inactive ]; }
check "the timer makes a copy" within 20 done_once
check_unit "without a complaint" crrtd-backup.service Result success
check_status "which only its owner may read" 0 '^600 crrtd' inside stat -c '%a %U' "$(newest)"
check_status "of the copies the newest stay, three as the drop-in says" 0 '^crrtd-20200102T000000Z.db crrtd-20200103T000000Z.db mine.copy $' \
    inside sh -c "ls $backups | grep -e 2020 -e mine | tr '\\n' ' '"
check_status "which went, the journal says" 0 'removed: .*crrtd-20200101T000000Z.db' inside journalctl --no-pager -u crrtd-backup.service
inside rm -r /run/systemd/system/crrtd-backup.timer.d /run/systemd/system/crrtd-backup.service.d
inside systemctl daemon-reload
check "an administrator makes one by hand" inside crrtctl backup $backups/by-hand.db
