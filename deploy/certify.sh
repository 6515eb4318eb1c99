#!/bin/bash
# Tries crrtd's Varlink with three other implementations of it.
#   certify.sh BIN [VARLINKCTL]
# BIN is a built varlink-certification. Go's and Python's clients run against it as a service, and it runs as a client against Python's
# service; with VARLINKCTL (see get-varlinkctl.sh) systemd's client does its run, too.
# Installs nothing. Needs varlink-go-certification (Debian: varlink-go) and python3 with varlink (PyPI: varlink==31.0.0).
set -euo pipefail

[ $# -ge 1 ] && [ $# -le 2 ] || { echo "usage: ${0##*/} BIN [VARLINKCTL]" >&2; exit 2; }
bin=$(realpath "$1")
varlinkctl=${2:+$(realpath "$2")}
python=${PYTHON:-python3}
limit=60 # seconds for any one step; a step that hangs has failed

folder=$(mktemp -d)
children=()
finish() {
    for child in "${children[@]}"; do kill "$child" 2>/dev/null || true; wait "$child" 2>/dev/null || true; done
    rm -rf "$folder"
}
trap finish EXIT
cd "$folder"

missing() { echo "missing: $1" >&2; exit 1; }
[ -x "$bin" ] || missing "$bin"
command -v varlink-go-certification >/dev/null || missing "varlink-go-certification (Debian: varlink-go)"
"$python" -c 'import varlink.tests.test_certification' 2>/dev/null || missing "$python: varlink.tests.test_certification (PyPI: varlink==31.0.0)"

# Starts a service whose first line says that it listens, and waits for that line.
#   serve NAME COMMAND…
serve() {
    local name=$1 line
    shift
    mkfifo "$name.ready"
    "$@" >"$name.ready" 2>"$name.log" &
    children+=($!)
    exec 3<"$name.ready"
    if ! read -r -t "$limit" line <&3; then
        echo "FAILED: the $name service does not start" >&2
        cat "$name.log" >&2
        exit 1
    fi
    # Whatever it says later must not make it wait for a reader.
    cat <&3 >>"$name.log" &
    exec 3<&-
}

# Runs one client to its end.
#   run WHAT COMMAND…
passed=()
run() {
    local what=$1
    shift
    if timeout "$limit" "$@" >client.log 2>&1; then
        passed+=("$what")
    else
        echo "FAILED: $what (status $?)" >&2
        cat client.log ./*.log >&2
        exit 1
    fi
}

# The same run, call by call, each on a connection of its own.
systemd_client() {
    local interface=org.varlink.certification id type structure
    call() { "$varlinkctl" call "${@:3}" "$folder/swift" "$interface.$1" "{\"client_id\":\"$id\"$2}"; }
    # Prints one line of JSON whatever it is printed to.
    [ "$("$varlinkctl" -j list-interfaces "$folder/swift" | grep -c "$interface")" = 1 ]
    "$varlinkctl" info "$folder/swift"
    "$varlinkctl" introspect "$folder/swift" org.varlink.service
    id=$("$varlinkctl" call "$folder/swift" "$interface.Start" '{}' | sed -n 's/.*"client_id" *: *"\([^"]*\)".*/\1/p')
    structure='{"bool":false,"int":2,"float":3.141592653589793,"string":"a lot of string"}'
    call Test01 ''
    call Test02 ',"bool":true'
    call Test03 ',"int":1'
    call Test04 ',"float":1.0'
    call Test05 ',"string":"ping"'
    call Test06 ",${structure:1:-1}"
    call Test07 ",\"struct\":$structure"
    call Test08 ',"map":{"foo":"Foo","bar":"Bar"}'
    type=$(call Test09 ',"set":{"one":{},"two":{},"three":{}}' -j | sed 's/^{//; s/}$//')
    [ "$(call Test10 ",$type" --more -j | grep -c 'Reply number')" = 10 ]
    call Test11 ",\"last_more_replies\":[$(printf '"Reply number %d",' {1..9})\"Reply number 10\"]" --oneway
    call End '' | grep -q true
}

serve swift "$bin" "--varlink=unix:$folder/swift"
serve python "$python" -u -m varlink.tests.test_certification "--varlink=unix:$folder/python"

run "Go's client against crrtd's service" varlink-go-certification -client -varlink "unix:$folder/swift"
run "Python's client against crrtd's service" "$python" -m varlink.tests.test_certification --client "--varlink=unix:$folder/swift"
run "crrtd's client against Python's service" "$bin" --client "--varlink=unix:$folder/python"
run "crrtd's client against crrtd's service" "$bin" --client "--varlink=unix:$folder/swift"
if [ -n "$varlinkctl" ]; then
    export -f systemd_client
    export varlinkctl folder
    run "systemd's client against crrtd's service ($("$varlinkctl" --version | sed -n 1p))" bash -euo pipefail -c systemd_client
fi

printf 'passed: %s\n' "${passed[@]}"
