# socket activation: a caller who connects while it is away waits, and is served
took=$(milliseconds inside systemctl stop crrtd.service 2>/dev/null)
[ "$took" -lt 2000 ] || fail "stopping takes $took ms"
pass "it stops in less than two seconds ($took ms)"
check_unit "it is away" crrtd.service ActiveState inactive
check "a connection starts it" inside crrtctl ping
check_unit "it is back" crrtd.service ActiveState active

# Calls one after the other, each by a program of its own, until the file is gone; the first that fails ends them.
callers() {
    local file=$1 user=$2
    shift 2
    inside touch "$file"
    inside runuser -u "$user" -- sh -c 'n=0; while [ -e "$0" ]; do "$@" >/dev/null || exit 1; n=$((n + 1)); done; echo $n' "$file" "$@"
}
for turn in 1 2 3 4; do callers /given/calling duty crrtctl status >"$machine.calls$turn" 2>&1 & eval "caller$turn=$!"; done
for turn in 1 2 3; do
    sleep 0.5
    inside systemctl restart crrtd
done
sleep 0.5
inside rm /given/calling
calls=0
for turn in 1 2 3 4; do
    eval "wait \$caller$turn" || { said=$(cat "$machine.calls$turn"); fail "a call was lost over a restart"; }
    calls=$((calls + $(tail -n 1 "$machine.calls$turn")))
    rm "$machine.calls$turn"
done
pass "three restarts in the middle of $calls calls, and each of them was answered"

as duty sh -c 'echo $$ >/tmp/watcher; exec crrtctl watch' >/dev/null 2>&1 &
watcher=$!
sleep 0.3
took=$(milliseconds inside systemctl restart crrtd)
[ "$took" -lt 3000 ] || fail "a restart takes $took ms"
pass "a watcher does not delay it: stopped and started in $took ms"
# Itself: it would go on without the process that started it, and wake a daemon that is to stay down.
inside sh -c 'kill $(cat /tmp/watcher); rm /tmp/watcher'
wait $watcher 2>/dev/null || true
