#!/bin/bash
# Runs what goes by the machine's clock at four other instants: a leap day, the last half minute of a year, a change to summer time, and
# a drawn day. That is the tests that start crrtd and crrtctl and depend on dates, and the demo. Says one line for each instant.
#   test-dates.sh DIR    DIR has the tests and the programs, as swift build --build-tests leaves them
# CRRT_DAY_SEED=… draws the same day again; by default the seed is today's date. CRRT_DATE_TESTS=… takes other tests, a pattern as
# swift test --filter takes it.
#
# libfaketime moves CLOCK_REALTIME for the tests and for all that they start, by the same number of seconds, so that one clock goes on for
# all of them. CLOCK_MONOTONIC stays as it is. Times of files are moved too.
set -euo pipefail
[ $# = 1 ] || { echo "usage: ${0##*/} DIR" >&2; exit 64; }
programs=$(realpath "$1")
cd "$(dirname "$0")/.."

library=/usr/lib/$(uname -m)-linux-gnu/faketime/libfaketimeMT.so.1
[ -e "$library" ] || { echo "libfaketime is missing: deploy/install-packages.sh tests installs it" >&2; exit 69; }

# Suites in which a date decides something. The others need minutes and are about limits, crashes, rights, signatures and the terminal.
suites=(
    BoardTests CommandLineTests CrisisTests DeadlineTests GuideTests MissionTests ReportTests RequestToDispatchTests RosterFileTests
    RotationTests ScenarioTests SignedConsentTests WaitTests WithdrawalTests
)
tests=${CRRT_DATE_TESTS:-IntegrationTests\\.($(IFS="|" && echo "${suites[*]}"))/}
# One of theirs is about size, and takes as long as ten others.
skipped='RosterFileTests/many'

# Other users run crrtd and crrtctl too, so all may read what is preloaded.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
chmod 755 "$folder"
clang -shared -fPIC -O1 -o "$folder/monotonic-timers.so" deploy/monotonic-timers.c
chmod 755 "$folder/monotonic-timers.so"

# Runs inside the moved time: $1 is the instant in seconds, $2 the programs, $3 and $4 the tests and those of them left out.
# libfaketime shares memory among its processes and names it in the environment; whom the tests start may be another user. The first
# process makes it and this shell removes it when it ends. It must be there before a Swift program starts: libfaketime would add the
# name to the program's environment, and Swift looks for its arguments beside the environment.
# The memory is named by the process id. libfaketime makes none, and says nothing, where a killed process has left one of that name.
again=75
inside='
set -eu
[ -n "${FAKETIME_SHARED-}" ] || exit '$again'
trap "exit 130" INT
trap "exit 143" TERM
late=$(($(date +%s) - $1))
[ "$late" -ge 0 ] && [ "$late" -lt 10 ] || { echo "the clock was not moved: it is $(date)"; exit 1; }
for name in ${FAKETIME_SHARED/\/faketime_sem/\/sem.faketime_sem}; do chmod 666 "/dev/shm$name"; done
date
timeout -k 10 900 "$2/crrtdPackageTests.xctest" --testing-library swift-testing --filter "$3" --skip "$4" </dev/null
timeout -k 10 300 deploy/demo.sh --bin "$2" </dev/null
date
'

# Runs tests and demo from an instant on, and leaves the line to say, or what was printed, in a folder.
#   from FOLDER WHAT INSTANT [ZONE]
from() {
    local here=$1 what=$2 instant offset count began=$SECONDS
    instant=$(date -u -d "$3" +%s)
    offset=$((instant - $(date +%s)))
    [ "$offset" -lt 0 ] || offset=+$offset
    mkdir "$here"
    # Another attempt is another process, with another id.
    local status=$again
    for _ in {1..100}; do
        [ "$status" = "$again" ] || break
        status=0
        env TZ="${4:-UTC}" LD_PRELOAD="$folder/monotonic-timers.so:$library" FAKETIME="$offset" FAKETIME_DONT_FAKE_MONOTONIC=1 \
            FAKE_UTIME=1 bash -c "$inside" inside "$instant" "$programs" "$tests" "$skipped" >"$here/log" 2>&1 || status=$?
    done
    if [ "$status" != 0 ]; then
        [ "$status" != "$again" ] || echo "libfaketime made no shared memory: /dev/shm has names that killed processes left" >>"$here/log"
        printf 'FAILED at %s (%s)\n' "$3" "$what" >"$here/failed"
        return
    fi
    count=$(sed -n 's/.*Test run with \([0-9]*\) tests\{0,1\}.* passed.*/\1/p' "$here/log")
    [ "${count:-0}" -gt 0 ] || { printf 'no tests ran at %s (%s)\n' "$3" "$what" >"$here/failed"; return; }
    printf 'at %s, %s%s: %d tests and the demo passed in %d s\n' "$3" "$what" "${4:+ in $4}" "$count" $((SECONDS - began)) >"$here/passed"
}

# Waits for instants that run side by side: a test waits for processes much of its time, so that one alone leaves a processor idle.
#   both FOLDER…
both() {
    wait
    for here; do
        if [ -e "$here/failed" ]; then cat "$here/log"; echo; cat "$here/failed"; exit 1; fi >&2
        cat "$here/passed"
    done
}

seed=${CRRT_DAY_SEED:-$(date -u +%F)}
number=$(sha256sum <<<"$seed")
# Any second of ten years.
drawn=$(date -u -d "@$(($(date -u -d 2027-01-01 +%s) + 16#${number:0:12} % (3653 * 86400)))" +%FT%TZ)

from "$folder/1" "a leap day" 2028-02-29T12:00:00Z &
from "$folder/2" "the end of a year" 2027-12-31T23:59:30Z &
both "$folder/1" "$folder/2"
from "$folder/3" "summer time begins" 2027-03-28T00:59:45Z Europe/Berlin &
from "$folder/4" "drawn by CRRT_DAY_SEED=$seed" "$drawn" &
both "$folder/3" "$folder/4"
