#!/bin/bash
# Measures crrtd beside its peers on this machine and prints one table:
#
#   Benchmarks/run.sh [quick|full|hidden|abuse]
#
# quick (the default): rosters of 1,000 to 100,000 experts, about ten minutes after the build. full: up to a million experts, more
# requests, thousands of problems for CP-SAT; about an hour. hidden: only whether the time of a refusal tells a hidden record from an
# absent one, a few minutes; as root, the callers are users of their own. abuse: only how long others wait while one caller abuses the
# daemon, ten minutes, as root.
# Everything built, downloaded and measured stays in .build/benchmarks.
# Exit status 1 where an answer differs from a peer's, whatever the figures say.
set -euo pipefail
cd "$(dirname "$0")/.."
exec </dev/null

depth=${1:-quick}
case $depth in
    quick) sizes=1000,10000,100000 socket_sizes=100000 requests=200 small=150 plans=100 ;;
    full) sizes=1000,10000,100000,1000000 socket_sizes=1000,10000,100000,1000000 requests=400 small=1500 plans=1000 ;;
    hidden | abuse) ;;
    *) echo "usage: Benchmarks/run.sh [quick|full|hidden|abuse]" >&2; exit 64 ;;
esac

folder=.build/benchmarks
tools=$folder/release
work=$folder/work
rows=$folder/rows-$depth.tsv
mkdir -p "$work"

echo "=== build"
deploy/install-packages.sh
flags=()
. deploy/release-flags.sh
programs=(crrtd crrtctl)
only=()
if [ "$depth" = hidden ] || [ "$depth" = abuse ]; then
    programs=(crrtd)
    only=(--product socket-bench)
fi
for product in "${programs[@]}"; do swift build "${flags[@]}" --product "$product"; done
swift build -c release --package-path Benchmarks --scratch-path "$folder" "${only[@]}"

read -r load _ </proc/loadavg
if awk "BEGIN { exit !($load > 1.5) }"; then
    echo "the load average is $load: figures taken beside other work mean little; only the comparison of answers does" >&2
fi

rm -f "$rows"
status=0
if [ "$depth" = hidden ]; then
    echo "=== hidden or absent"
    "$tools/socket-bench" --hidden-only --crrtd .build/release/crrtd --work "$work" --rows "$rows" || status=1
    echo "=== table"
    python3 Benchmarks/table.py "$rows"
    [ $status = 0 ] || echo "AN ANSWER TELLS WHAT IS HIDDEN, or something failed; see above" >&2
    exit $status
fi
if [ "$depth" = abuse ]; then
    echo "=== under abuse"
    "$tools/socket-bench" --abuse Benchmarks/abuse/abuse.py --crrtd .build/release/crrtd --work "$work" --rows "$rows"
    echo "=== table"
    exec python3 Benchmarks/table.py "$rows"
fi
python=$folder/python/bin/python
if ! "$python" -c 'import ortools' 2>/dev/null; then
    python3 -m venv "$folder/python"
    "$python" -m pip install --quiet ortools==9.15.6755
fi

echo "=== matching in process, beside C"
"$tools/matching-bench" --sizes "$sizes" --requests "$requests" --rows "$rows" --problems "$work/problems.jsonl" --small "$small" ||
    status=1
"$tools/matching-bench" --plans "$work/plans.jsonl" --planned "0:$plans" --rows "$rows"
echo "=== over the socket, and SQL on the same rows"
"$tools/socket-bench" --crrtd .build/release/crrtd --crrtctl .build/release/crrtctl --tools "$tools" --work "$work" \
    --sizes "$socket_sizes" --requests "$requests" --rows "$rows" || status=1
echo "=== the same problems for CP-SAT"
"$python" Benchmarks/cpsat/check.py "$work/problems.jsonl" "$rows" || status=1
"$python" Benchmarks/cpsat/plans.py "$work/plans.jsonl" "$rows" || status=1
rm -rf "$work"

echo "=== table"
python3 Benchmarks/table.py "$rows"
[ $status = 0 ] || echo "ANSWERS DIFFER, or something failed; see above" >&2
exit $status
