#!/bin/bash
# Runs the built Swift tests, those of the programs beside all others: the former wait for processes much of their time, so that one after
# the other leaves a processor idle. Says last how many passed. deploy/test.sh calls it.
#   run-tests.sh DIR [FLAG…]    DIR has the tests and the programs; the flags that they were built with
set -euo pipefail
bin=$(realpath "$1")
shift
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'kill 0; exit 130' INT
trap 'kill 0; exit 143' TERM

# Not by swift test, of which one at a time can use a package.
"$bin/crrtdPackageTests.xctest" --testing-library swift-testing --filter '^IntegrationTests\.' </dev/null >"$folder/programs" 2>&1 &
programs=$!
status=0
swift test "$@" --skip-build --disable-xctest --filter '^(?!IntegrationTests\.)' 2>&1 | tee "$folder/others" || status=$?
wait "$programs" || status=$?
cat "$folder/programs"
[ "$status" = 0 ] || { grep -h '✘' "$folder/others" "$folder/programs" || true; exit "$status"; }

tests=0
for log in "$folder/others" "$folder/programs"; do
    count=$(sed -n 's/.*Test run with \([0-9]*\) tests\{0,1\}.* passed.*/\1/p' "$log" | tail -n 1)
    [ "${count:-0}" -gt 0 ] || { echo "the tests did not say how many of them ran" >&2; exit 1; }
    tests=$((tests + count))
done
echo "$tests tests passed"
