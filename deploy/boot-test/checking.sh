# Sourced by deploy/boot-test.sh: what the parts check with.

passed=0

pass() {
    passed=$((passed + 1))
    echo "passed: $*"
}

fail() {
    printf 'FAILED: %s\n' "$*" >&2
    [ -z "${said-}" ] || printf '%s\n' "$said" >&2
    inside journalctl --no-pager -n 40 -o short-precise >&2 || true
    exit 1
}

# Checks that a command succeeds; what it says stays in $said.
#   check WHAT COMMAND…
check() {
    local what=$1
    shift
    said=$("$@" 2>&1 </dev/null) || fail "$what ($*: status $?)"
    pass "$what"
}

# Checks that a command ends with this exit status, and that what it says fits a pattern.
#   check_status WHAT STATUS PATTERN COMMAND…
check_status() {
    local what=$1 wanted=$2 pattern=$3 status=0
    shift 3
    said=$("$@" 2>&1 </dev/null) || status=$?
    [ "$status" = "$wanted" ] || fail "$what ($*: status $status instead of $wanted)"
    grep -q -e "$pattern" <<<"$said" || fail "$what ($*: does not say '$pattern')"
    pass "$what"
}

# Checks that a property of a unit has this value.
#   check_unit WHAT UNIT PROPERTY VALUE
check_unit() {
    said=$(inside systemctl show --value -p "$3" "$2")
    [ "$said" = "$4" ] || fail "$1 ($3 of $2 is '$said' instead of '$4')"
    pass "$1"
}

# Waits until a command succeeds.
#   within SECONDS COMMAND…
within() {
    local end=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1 </dev/null; do
        [ $SECONDS -lt $end ] || return 1
        sleep 0.1
    done
}

# Runs a command in the machine as one of its users.
as() {
    local user=$1
    shift
    inside runuser -u "$user" -- "$@"
}

unit_value() { inside systemctl show --value -p "$2" "$1"; }

# Milliseconds that a command takes; it must succeed.
milliseconds() {
    local began=${EPOCHREALTIME/./}
    "$@" >/dev/null </dev/null || fail "$*"
    echo $(((${EPOCHREALTIME/./} - began) / 1000))
}

# Puts what comes on standard input into a file of the machine.
write() { inside sh -c 'mkdir -p "$(dirname "$1")" && cat >"$1"' sh "$1"; }
