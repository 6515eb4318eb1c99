# an exercise instance beside the real one
write /etc/crrtd/exercise/principals.yaml <<'END'
principals:
  - {name: exercise-control, users: [duty], roles: [excon]}
  - {name: desk, roles: [duty], clearance: CTS}
  - {name: ncp-alb, roles: [ncp], nation: ALB, clearance: NS}
END
exercise() { as duty crrtctl --instance exercise "$@"; }
real=$(as duty crrtctl --no-legend request list | wc -l)
check_status "crrtd --check-config finds its configuration by its name" 0 '/etc/crrtd/exercise can be used' \
    inside crrtd --check-config --instance exercise
check "it starts" inside systemctl enable --now crrtd@exercise.socket crrtd@exercise.service
check_unit "READY" crrtd@exercise.service ActiveState active
check_status "it is an exercise, without having been told" 0 EXERCISE exercise --as desk status
check_status "exercise control plays a contact point; ids are the exercise's" 0 'EXR-ALB' \
    exercise --as ncp-alb request submit /given/albania-2022.json
check_status "which the real one does not allow" 77 . as duty crrtctl --as ncp-alb whoami
check_status "and does not know of" 4 . as duty crrtctl request show "$(grep -o -m 1 'EXR-ALB-[0-9-]*' <<<"$(exercise --as desk request list)")"
[ "$real" = "$(as duty crrtctl --no-legend request list | wc -l)" ] || fail "the real instance has changed"
pass "the real instance has nothing new"
check "it has a database of its own" inside test -s /var/lib/crrtd/exercise/crrtd.db
seen() { inside nsenter -t "$(unit_value crrtd@exercise.service MainPID)" -m find /var/lib/crrtd /etc/crrtd -mindepth 1 -maxdepth 1; }
said=$(seen | sort | tr '\n' ' ')
[ "$said" = "/etc/crrtd/exercise /var/lib/crrtd/exercise " ] || fail "the exercise sees other files than its own"
pass "and sees no file of the real one"
check "it reloads" inside systemctl reload crrtd@exercise
check "it is backed up" inside systemctl start crrtd-backup@exercise.service
check "into its own folder" inside sh -c 'ls /var/lib/crrtd/exercise/backups/*.db'
check "it stops, and the real one runs on" inside sh -c 'systemctl stop crrtd@exercise.socket crrtd@exercise.service && crrtctl ping'
check "it starts again by its socket" inside sh -c 'systemctl start crrtd@exercise.socket && crrtctl --instance exercise ping'
