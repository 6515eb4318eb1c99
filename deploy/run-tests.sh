#!/bin/bash
# Runs the built Swift tests, those of the programs beside all others: the former wait for processes much of their time, so that one after
# the other leaves a processor idle. Says last how many passed, and how many were skipped and why. deploy/test.sh calls it.
#   run-tests.sh DIR [FLAG…]    DIR has the tests and the programs; the flags that they were built with
# CRRT_TESTS=… takes the tests that this pattern fits, as swift test --filter takes it, and no others.
# CRRT_EXPECTED_SKIPS=FILE names the reasons for which tests may be skipped, one a line; a skip for another reason fails. Without it, all
# reasons are accepted.
set -euo pipefail
bin=$(realpath "$1")
shift
expected=${CRRT_EXPECTED_SKIPS:+$(realpath "$CRRT_EXPECTED_SKIPS")}
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'kill 0; exit 130' INT
trap 'kill 0; exit 143' TERM

# Many tests start callers of other users. Without root they run in a user namespace, if there can be one; otherwise they are skipped.
within=()
if [ "$(id -u)" != 0 ]; then
    if why=$(deploy/user-namespace.sh --check 2>&1); then
        within=(deploy/user-namespace.sh)
        echo "the tests run in a user namespace, as its root"
    else
        echo "$why"
    fi
fi

# Not by swift test, of which one at a time can use a package.
run() { "${within[@]}" "$bin/crrtdPackageTests.xctest" --testing-library swift-testing --filter "$1" </dev/null; }

status=0
if [ -n "${CRRT_TESTS-}" ]; then
    run "$CRRT_TESTS" 2>&1 | tee "$folder/some" || status=$?
else
    run '^IntegrationTests\.' >"$folder/programs" 2>&1 &
    programs=$!
    "${within[@]}" swift test "$@" --skip-build --disable-xctest --filter '^(?!IntegrationTests\.)' 2>&1 | tee "$folder/others" || status=$?
    wait "$programs" || status=$?
    cat "$folder/programs"
fi
[ "$status" = 0 ] || { grep -h '✘' "$folder"/* || true; exit "$status"; }

tests=0
for log in "$folder"/*; do
    count=$(sed -n 's/.*Test run with \([0-9]*\) tests\{0,1\}.* passed.*/\1/p' "$log" | tail -n 1)
    [ "${count:-0}" -gt 0 ] || { echo "the tests did not say how many of them ran" >&2; exit 1; }
    tests=$((tests + count))
done

# A skipped test is among those that ran: `➜ Test "a name" skipped: "the reason"`, in colours. Its suite has a line of its own, too.
reasons=$(sed -n $'s/\e\\[[0-9;]*m//g; /^➜ Test / { s/.* skipped: "\\(.*\\)"$/\\1/p; s/.* skipped\\.$/no reason is given/p }' "$folder"/*)
skipped=$(grep -c . <<<"$reasons" || true)
if [ "$skipped" != 0 ]; then
    echo "skipped, and why:"
    sort <<<"$reasons" | uniq -c | sort -rn
fi
if [ -n "$expected" ]; then
    unexpected=$(grep . <<<"$reasons" | sort -u | grep -vxF -f <(grep -v '^#' "$expected" || true) || true)
    [ -z "$unexpected" ] || { printf 'tests were skipped for a reason that %s does not have:\n%s\n' "$expected" "$unexpected" >&2; exit 1; }
fi
echo "$((tests - skipped)) tests passed, $skipped skipped"
