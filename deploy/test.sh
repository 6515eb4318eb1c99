#!/bin/bash
# Runs everything that holds crrtd to its word, unattended: installs what is missing, builds, the tests, three other implementations of
# Varlink, Prometheus's and systemd's readers of metrics, the demo, and at four other dates what goes by the machine's clock. Stops at the
# first stage that fails and names it. A quarter of an hour from a fresh clone on two idle cores.
#   test.sh                         that
#   test.sh packages                and after it builds the Debian packages and tries them in a Debian of their own; ten minutes more the
#                                   first time
#   test.sh --only STAGE            one stage and what it needs: tests, certification, varlinkctl, metrics, calendars, demo, dates,
#                                   packages, boot
#   test.sh --only tests PATTERN    the Swift tests that this pattern fits, as swift test --filter takes it: a suite, or suite/test
# CRRT_SWIFT_FLAGS goes to swift build and swift test; other flags than last time mean that all is compiled again. CRRT_DAY_SEED draws the
# same other date as an earlier run (deploy/test-dates.sh). CRRT_EXPECTED_SKIPS names the reasons for which tests may be skipped
# (deploy/run-tests.sh).
set -euo pipefail
cd "$(dirname "$0")/.."
exec </dev/null
read -ra flags <<<"${CRRT_SWIFT_FLAGS-}"

usage() {
    echo "usage: ${0##*/} [packages | --only STAGE [PATTERN]]" >&2
    exit 64
}
parts=(tests certification varlinkctl metrics calendars demo dates)
case "$#:${1-}:${2-}" in
    0::) ;;
    1:packages:) parts+=(packages boot) ;;
    2:--only:tests | 2:--only:certification | 2:--only:varlinkctl | 2:--only:metrics | 2:--only:calendars | 2:--only:demo | \
        2:--only:dates | 2:--only:packages | 2:--only:boot) parts=("$2") ;;
    3:--only:tests)
        parts=(tests)
        export CRRT_TESTS=$3
        ;;
    *) usage ;;
esac
# Whether any of these is asked for.
wanted() {
    local part
    for part; do [[ " ${parts[*]} " != *" $part "* ]] || return 0; done
    return 1
}

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

tests=0 skipped=0 reasons='' passed=0 demos=0 dates='' booted=''
# Counts what a check from outside has said.
count() { passed=$((passed + $(grep -c '^passed: ' "$folder/log" || true))); }

if wanted tests certification varlinkctl metrics calendars demo dates; then
    stage install deploy/install-packages.sh tests
    stage build swift build "${flags[@]}" --build-tests
    programs=$(swift build "${flags[@]}" --show-bin-path)
fi

if wanted tests; then
    stage tests deploy/run-tests.sh "$programs" "${flags[@]}"
    read -r tests skipped < <(sed -n 's/^\([0-9]*\) tests passed, \([0-9]*\) skipped$/\1 \2/p' "$folder/log" | tail -n 1) ||
        { echo "the tests did not say how many of them ran" >&2; exit 1; }
    reasons=$(sed -n '/^skipped, and why:$/,/^[0-9]* tests passed/{/^ /p}' "$folder/log")
fi

varlinkctl=$PWD/.build/varlinkctl/varlinkctl
if wanted certification varlinkctl && [ ! -x "$varlinkctl" ]; then
    stage "get varlinkctl" deploy/get-varlinkctl.sh trixie .build/varlinkctl
fi
if wanted certification; then
    stage certification env PYTHON="$PWD/.build/python/bin/python" deploy/certify.sh "$programs/varlink-certification" "$varlinkctl"
    count
fi
if wanted varlinkctl; then
    stage varlinkctl deploy/check-varlinkctl.sh "$programs/crrtd" "$varlinkctl"
    count
fi

if wanted metrics; then
    promtool=.build/promtool/promtool
    [ -x $promtool ] || stage "get promtool" deploy/get-promtool.sh .build/promtool
    # Newer than any released Debian. Its packages change from day to day.
    reader=.build/systemd-report/systemd-report
    [ -x $reader ] || deploy/get-varlinkctl.sh forky .build/systemd-report systemd-report || reader=
    stage metrics deploy/check-metrics.sh "$programs" $promtool $reader
    count
fi

if wanted calendars; then
    stage calendars deploy/check-calendars.sh "$programs"
    count
fi

if wanted demo; then
    stage demo deploy/demo.sh --bin "$programs"
    demos=1
fi

if wanted dates; then
    stage "other dates" deploy/test-dates.sh "$programs"
    dates=$(grep '^at ' "$folder/log")
fi

if wanted packages; then stage "debian packages" deploy/build-deb.sh; fi
if wanted boot; then
    stage "boot test" deploy/boot-test.sh
    count
    left_out=$(grep '^skipped: ' "$folder/log" || true)
    booted=", of which $(grep -c '^passed: ' "$folder/log" || true) in a booted Debian${left_out:+ ($left_out)}"
fi

printf '\n=== summary\n'
printf '%s\n' "${summary[@]}"
printf '%s Swift tests, %s checks from outside%s%s\n' "$tests" "$passed" "$booted" "$([ $demos = 0 ] || echo ', the demo')"
[ "$skipped" = 0 ] || printf '%s Swift tests were skipped:\n%s\n' "$skipped" "$reasons"
[ -z "$dates" ] || printf 'again, not counted here:\n%s\n' "$dates"
printf '%d passed, 0 failed, %d skipped\n' $((tests + passed + demos)) "$skipped"
