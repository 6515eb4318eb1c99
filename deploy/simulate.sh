#!/bin/bash
# Runs the simulator for a while: lives of the daemon, drawn from seeds, on a simulated disk and clock, with everything checked after each
# step. Says how fast it was, how often each method, error and fault was met, and what was never met. docs/reliability.md explains it.
#   simulate.sh MINUTES [SEED]    SEED is the first life's; by default it is drawn and printed
# Ends with status 1 at the first life that fails, having printed it as short as it can be made.
set -euo pipefail
[ $# = 1 ] || [ $# = 2 ] || { echo "usage: ${0##*/} MINUTES [SEED]" >&2; exit 64; }
cd "$(dirname "$0")/.."
swift build -c release --product crrtd-simulate
exec nice "$(swift build -c release --show-bin-path)/crrtd-simulate" --minutes "$1" ${2:+--seed "$2"}
