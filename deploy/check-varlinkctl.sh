#!/bin/bash
# Asks a running crrtd through systemd's own client: what it is, what it serves, and a call.
#   check-varlinkctl.sh CRRTD VARLINKCTL
# VARLINKCTL is systemd 257 or later; see get-varlinkctl.sh. Says one line for each check that passed, stops at the first that does not.
set -euo pipefail
[ $# = 2 ] || { echo "usage: ${0##*/} CRRTD VARLINKCTL" >&2; exit 64; }
crrtd=$(realpath "$1")
varlinkctl=$(realpath "$2")
cd "$(dirname "$0")/.."
. deploy/trial.sh

# Runs varlinkctl, which must end as expected and say something that fits a pattern.
#   check WHAT succeeds|fails PATTERN ARGUMENT…
check() {
    local what=$1 expected=$2 pattern=$3 said ended=succeeds
    shift 3
    said=$(timeout 30 "$varlinkctl" "$@" 2>&1 </dev/null) || ended=fails
    if [ $ended = "$expected" ] && grep -q -e "$pattern" <<<"$said"; then
        echo "passed: $what"
        return
    fi
    printf 'FAILED: %s\n$ varlinkctl %s\n%s\n' "$what" "$*" "$said" >&2
    cat "$trial/log" >&2
    exit 1
}

start_crrtd "$crrtd"
check "info" succeeds '^ *Product: crrtd$' info "$CRRT_SOCKET"
check "lists org.varlink.service" succeeds '^org\.varlink\.service$' list-interfaces "$CRRT_SOCKET"
for file in Sources/CRRTProtocol/Interfaces/*.varlink; do
    interface=$(sed -n "s/^interface //p" "$file")
    check "lists $interface" succeeds "^$interface\$" list-interfaces "$CRRT_SOCKET"
    check "introspects $interface" succeeds "^interface $interface" introspect "$CRRT_SOCKET" "$interface"
    check "takes $(basename "$file") as an interface" succeeds '' validate-idl "$file"
done
check "calls io.crrtd.Service.WhoAmI" succeeds "\"uid\" *: *$(id -u)\b" -j call "$CRRT_SOCKET" io.crrtd.Service.WhoAmI '{}'
check "streams io.crrtd.Roster.ListNations" succeeds Estonia -j call --more "$CRRT_SOCKET" io.crrtd.Roster.ListNations '{}'
check "is told of an unknown method" fails MethodNotFound call "$CRRT_SOCKET" io.crrtd.Service.Nothing '{}'
check "is told of an unknown field" fails '"parameter" *: *"colour"' -j call "$CRRT_SOCKET" io.crrtd.Service.WhoAmI '{"colour":"red"}'
