#!/bin/bash
# Runs everything that holds crrtd to its word, unattended: installs what is missing, builds, the tests, three other implementations of
# Varlink, the demo, and at four other dates what goes by the machine's clock. Stops at the first stage that fails and names it. A
# quarter of an hour from a fresh clone on two idle cores.
#   test.sh             that
#   test.sh packages    and after it builds the Debian packages and tries them in a Debian of their own; ten minutes more the first time
# CRRT_SWIFT_FLAGS goes to swift build and swift test; other flags than last time mean that all is compiled again. CRRT_DAY_SEED draws the
# same other date as an earlier run (deploy/test-dates.sh).
set -euo pipefail
cd "$(dirname "$0")/.."
exec </dev/null
read -ra flags <<<"${CRRT_SWIFT_FLAGS-}"
case "$*" in '' | packages) ;; *) echo "usage: ${0##*/} [packages]" >&2; exit 64 ;; esac

folder=$(mktemp -d)
name=none
finish() {
    local status=$?
    rm -rf "$folder"
    [ $status = 0 ] || printf '\nFAILED in stage: %s\n' "$name" >&2
    exit $status
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# A stage that hangs has failed. Ctrl-C on a terminal reaches the stage only if it stays in the terminal's group.
limit=(timeout -k 30 2400)
[ ! -t 1 ] || limit=(timeout --foreground -k 30 2400)
summary=()
# Runs one stage; its output also goes to $folder/log.
#   stage NAME COMMAND…
stage() {
    name=$1
    local began=$SECONDS
    shift
    printf '\n=== %s\n' "$name"
    "${limit[@]}" "$@" 2>&1 | tee "$folder/log"
    summary+=("$(printf '%-16s passed in %4d s' "$name" $((SECONDS - began)))")
}

stage packages deploy/install-packages.sh tests
stage build swift build "${flags[@]}" --build-tests
programs=$(swift build "${flags[@]}" --show-bin-path)

stage tests deploy/run-tests.sh "$programs" "${flags[@]}"
tests=$(sed -n 's/^\([0-9]*\) tests passed$/\1/p' "$folder/log" | tail -n 1)
[ -n "$tests" ] || { echo "the tests did not say how many of them ran" >&2; exit 1; }

varlinkctl=$PWD/.build/varlinkctl/varlinkctl
[ -x "$varlinkctl" ] || stage "get varlinkctl" deploy/get-varlinkctl.sh trixie .build/varlinkctl
stage certification env PYTHON="$PWD/.build/python/bin/python" deploy/certify.sh "$programs/varlink-certification" "$varlinkctl"
passed=$(grep -c '^passed: ' "$folder/log")
stage varlinkctl deploy/check-varlinkctl.sh "$programs/crrtd" "$varlinkctl"
passed=$((passed + $(grep -c '^passed: ' "$folder/log")))

stage demo deploy/demo.sh --bin "$programs"

stage "other dates" deploy/test-dates.sh "$programs"
dates=$(grep '^at ' "$folder/log")

booted=
if [ "${1-}" = packages ]; then
    stage "debian packages" deploy/build-deb.sh
    stage "boot test" deploy/boot-test.sh
    booted=$(grep -c '^passed: ' "$folder/log" || true)
    passed=$((passed + booted))
    left_out=$(grep '^skipped: ' "$folder/log" || true)
    booted=", of which $booted in a booted Debian${left_out:+ ($left_out)}"
fi

printf '\n=== summary\n'
printf '%s\n' "${summary[@]}"
printf '%s Swift tests, %s checks from outside%s, the demo\n' "$tests" "$passed" "$booted"
printf 'again, not counted here:\n%s\n' "$dates"
printf '%d passed, 0 failed\n' $((tests + passed + 1))
