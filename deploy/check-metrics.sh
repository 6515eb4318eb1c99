#!/bin/bash
# Reads the metrics of a running crrtd with the programs that will: Prometheus's promtool, and systemd-report.
#   check-metrics.sh DIR PROMTOOL [SYSTEMD-REPORT]
# DIR has crrtd and crrtctl. Says one line for each check that passed, stops at the first that does not. Without systemd-report, which
# get-varlinkctl.sh fetches, its checks are skipped with a word.
set -euo pipefail
[ $# = 2 ] || [ $# = 3 ] || { echo "usage: ${0##*/} DIR PROMTOOL [SYSTEMD-REPORT]" >&2; exit 64; }
bin=$(realpath "$1")
promtool=$(realpath "$2")
report=${3:+$(realpath "$3")}
cd "$(dirname "$0")/.."
. deploy/trial.sh

# Runs a command, which must succeed and say something that fits a pattern.
#   check WHAT PATTERN COMMAND…
check() {
    local what=$1 pattern=$2 said
    shift 2
    if said=$(timeout 30 "$@" 2>&1 </dev/null) && grep -q -e "$pattern" <<<"$said"; then
        echo "passed: $what"
        return
    fi
    printf 'FAILED: %s\n$ %s\n%s\n' "$what" "$*" "$said" >&2
    cat "$trial/log" >&2
    exit 1
}
# What promtool says of a file on its standard input must be nothing.
#   accepts WHAT FILE
accepts() {
    local said
    if said=$("$promtool" check metrics <"$2" 2>&1) && [ -z "$said" ]; then
        echo "passed: $1"
        return
    fi
    printf 'FAILED: %s\n%s\n' "$1" "$said" >&2
    exit 1
}

start_crrtd "$bin/crrtd"
"$bin/crrtctl" request validate REQ-EST-2026-0001 >/dev/null 2>&1 || true
check "a file is written" '' "$bin/crrtctl" metrics --output "$trial/crrtd.prom"
accepts "promtool has nothing to say about it" "$trial/crrtd.prom"
"$bin/crrtctl" metrics --by-method >"$trial/each.prom"
accepts "nor about calls by method" "$trial/each.prom"
check "a call that was refused is counted by its method" '^crrtd_call_errors_total{.*method="io.crrtd.Requests.Validate",outcome="denied"} 1$' \
    cat "$trial/each.prom"

awk '/^groups:/ { shown = 1 } /^```/ { shown = 0 } shown' docs/operations.md >"$trial/rules.yaml"
check "the alert rules of docs/operations.md are rules" '2 rules found' "$promtool" check rules "$trial/rules.yaml"
cat >"$trial/rules-test.yaml" <<END
rule_files: [rules.yaml]
evaluation_interval: 1m
tests:
  - interval: 1m
    input_series:
      - series: 'crrtd_failed_calls_total{unit="crrtd",instance="a"}'
        values: '0x5 1x20'
      - series: 'crrtd_call_errors_total{unit="crrtd",outcome="refused",instance="a"}'
        values: '0+9x20'
      - series: 'node_textfile_mtime_seconds{file="/var/lib/prometheus/node-exporter/crrtd.prom",instance="a"}'
        values: '0x30'
    alert_rule_test:
      - eval_time: 4m
        alertname: CrrtdFailsCalls
        exp_alerts: []
      - eval_time: 8m
        alertname: CrrtdFailsCalls
        exp_alerts:
          - exp_labels: { unit: crrtd, instance: a }
            exp_annotations: { summary: "crrtd on a fails calls; journalctl -u crrtd -p err" }
      - eval_time: 4m
        alertname: CrrtdMetricsStale
        exp_alerts: []
      - eval_time: 9m
        alertname: CrrtdMetricsStale
        exp_alerts:
          - exp_labels: { file: /var/lib/prometheus/node-exporter/crrtd.prom, instance: a }
            exp_annotations: { summary: "crrtd on a has written no metrics for five minutes; systemctl status crrtd" }
END
check "which fire when they should, and not before" 'SUCCESS' "$promtool" test rules "$trial/rules-test.yaml"

if [ -z "$report" ]; then
    echo "skipped: systemd-report, which is not there"
    exit
fi
mkdir -p "$trial/run/systemd/report"
ln -s "$CRRT_SOCKET" "$trial/run/systemd/report/io.crrtd"
report() { XDG_RUNTIME_DIR=$trial/run "$report" --user --no-pager "$@"; }
export -f report
export report trial
check "systemd-report finds it" 'io\.crrtd' bash -c 'report list-sources'
check "systemd-report describes every family" 'io\.crrtd\.WriteAheadLogBytes' bash -c 'report describe'
check "systemd-report shows commits" 'io\.crrtd\.Commits' bash -c 'report metrics'
check "systemd-report shows calls by method" 'io\.crrtd\.Requests\.Validate' bash -c 'report metrics'
