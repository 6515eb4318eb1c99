#!/bin/bash
# One request for help, from the call to the way home, on an exercise instance with the sample roster of 32 nations.
#   demo.sh              installs what is missing, builds crrtd and crrtctl, and shows them at work
#   demo.sh --bin DIR    shows the crrtd and crrtctl that are in DIR
# Every command is printed as it is typed, with what it answered; the demo fails if an answer is not the expected one.
# It needs no root but for missing packages, and leaves nothing behind but the build. CRRT_SWIFT_FLAGS goes to swift build.
set -euo pipefail
cd "$(dirname "$0")/.."
read -ra flags <<<"${CRRT_SWIFT_FLAGS-}"

case $# in
    0)
        deploy/install-packages.sh
        echo "building; the first time takes five to ten minutes"
        swift build "${flags[@]}" --product crrtd
        swift build "${flags[@]}" --product crrtctl
        programs=$(swift build "${flags[@]}" --show-bin-path)
        ;;
    2)
        [ "$1" = --bin ] || { echo "usage: ${0##*/} [--bin DIR]" >&2; exit 64; }
        programs=$(realpath "$2")
        ;;
    *) echo "usage: ${0##*/} [--bin DIR]" >&2; exit 64 ;;
esac
samples=$PWD/samples
nations=$(awk -F, 'NR > 1 { print $1 }' etc/nations.csv | sort)
dates=$PWD/deploy/shift-dates.awk
. deploy/trial.sh

# ---- how it is shown

part() { printf '\n\n# %s\n' "$*"; }

# The words of a command as one would type them.
typed() {
    local word line=
    for word; do
        case $word in
            *[!A-Za-z0-9_.,:=/@+-]* | '') line+=" '${word//\'/\'\\\'\'}'" ;;
            *) line+=" $word" ;;
        esac
    done
    printf '%s' "${line# }"
}

# Runs a command that must end with the given exit status; its output stays in $said.
#   shown STATUS COMMAND…
shown() {
    local wanted=$1 status=0
    shift
    printf '\n$ %s\n' "$(typed "$@")"
    said=$("$@" 2>&1 </dev/null) || status=$?
    printf '%s\n' "$said"
    [ "$status" = "$wanted" ] || fail "this ended with exit status $status instead of $wanted"
    [ "$status" = 0 ] || printf '(exit status %s)\n' "$status"
}
run() { shown 0 "$@"; }

# Runs a command that must succeed and say nothing.
run_quietly() {
    printf '$ %s\n' "$(typed "$@")"
    said=$("$@" 2>&1 </dev/null) && [ -z "$said" ] || fail "$said"
}

# What the last command must have said.
expect() { grep -q -e "$1" <<<"$said" || fail "the answer does not say '$1'"; }

fail() {
    printf '\nTHE DEMO FAILED: %s\nThe daemon says:\n' "$1" >&2
    cat "$trial/log" >&2
    exit 1
}

# ---- the exercise

lower() { tr '[:upper:]' '[:lower:]' <<<"$1"; }

# Exercise control plays all other callers, so they need no users of their own.
"$programs/crrtd" --new-signing-key "$trial/etc/signing-key" >"$trial/log"
printf 'exercise: true\nsigningKey: %s\n' "$trial/etc/signing-key" >"$trial/etc/crrtd.yaml"
principal() { # NAME ROLE [NATION]
    printf '  - {name: %s, roles: [%s], clearance: CTS%s}\n' "$1" "$2" "${3:+, nation: $3}"
}
{
    echo "principals:"
    echo "  - {name: exercise-control, users: [$(id -u)], roles: [excon]}"
    principal duty-desk duty
    principal releasing-authority authority
    principal security-office auditor
    for nation in $nations; do principal "ncp-$(lower "$nation")" ncp "$nation"; done
} >"$trial/etc/principals.yaml"

# The samples are written for one spring. Moved by whole days, all of them by the same, the request begins in four days.
start=$(date -u -d '+4 days' +%F)
for file in roster-sample.jsonl scenarios/albania-2022.json; do
    awk -v from=2027-03-01 -v to="$start" -f "$dates" "$samples/$file" >"$trial/$(basename "$file")"
done

export PATH="$programs:$PATH"
start_crrtd "$programs/crrtd"
cd "$trial"

part "An exercise instance of crrtd is running. Exercise control (you) plays the others with --as."
run crrtctl whoami

part "Each nation's contact point offers that nation's experts, teams and effects; no other caller can."
run crrtctl --as ncp-alb roster import roster-sample.jsonl --nation ALB
echo
for nation in $nations; do
    # -q: without a word about what went well, 31 times.
    [ "$nation" = ALB ] || run_quietly crrtctl -q --as "ncp-$(lower "$nation")" roster import roster-sample.jsonl --nation "$nation"
done
run crrtctl --as duty-desk status
# An entry for each record, and one that closes each nation's import.
offered=$(($(wc -l <roster-sample.jsonl) + $(grep -o '"nation":"[A-Z]*"' roster-sample.jsonl | sort -u | wc -l)))
expect "journal: seq $offered\$"

part "Albania's contact point files a request; the duty officer accepts it."
run crrtctl --as ncp-alb request submit albania-2022.json
request=$(grep -o -m 1 'EXR-ALB-[0-9]*-[0-9]*' <<<"$said" | head -n 1)
run crrtctl --as duty-desk request show "$request"
run crrtctl --as duty-desk request validate "$request"

part "Who could go?"
run crrtctl --as duty-desk match "$request"

part "Why not one of Norway's standing teams?"
run crrtctl --as duty-desk match "$request" --why NOR-CRRT-2
expect 'NOR-CRRT-2 cannot go as a team'

part "The duty officer proposes the best candidate. That asks its nations, and Albania as the host."
run crrtctl --as duty-desk tasking propose "$request" --candidate 1
tasking=$(grep -o -m 1 'EXT-ALB-[0-9]*-[0-9]*-[0-9]*' <<<"$said" | head -n 1)

part "Nothing moves without every nation's word: the order is refused."
shown 1 crrtctl --as releasing-authority tasking order "$tasking"

part "The nations answer."
run crrtctl --as duty-desk consent show "$tasking"
conditions=(--conditions 'Restoration only; home by the end of the period')
for nation in $(crrtctl --as duty-desk --json=short consent list --state requested |
    sed -n 's/.*"nation":"\([A-Z]*\)","kind":"contribute".*/\1/p'); do
    run crrtctl --as "ncp-$(lower "$nation")" consent grant "$tasking" "${conditions[@]}"
    conditions=() # one nation makes them, the others agree as they are asked
done
run crrtctl --as ncp-alb consent grant "$tasking"

part "Who proposes does not order: that is for another person, the releasing authority."
shown 77 crrtctl --as duty-desk tasking order "$tasking"
run crrtctl --as releasing-authority tasking order "$tasking"

part "The team departs. Its work does not begin before the agreed time; Albania can do without it, and it comes home."
run crrtctl --as duty-desk tasking depart "$tasking"
shown 1 crrtctl --as duty-desk tasking begin "$tasking"
run crrtctl --as duty-desk tasking show "$tasking"
run crrtctl --as ncp-alb tasking release "$tasking"
run crrtctl --as duty-desk tasking home "$tasking"
run crrtctl --as duty-desk tasking close "$tasking" --report 'Portal rebuilt from clean media; everybody is home'
run crrtctl --as duty-desk request close "$request" --outcome 'Services restored'

part "Every step is on record, and the record holds."
run crrtctl --as security-office audit log --since "$offered"
run crrtctl --as security-office audit verify
expect 'intact'

part "The exported journal proves the same without a daemon. Only the holder of the key can make such a file."
run crrtctl --as security-office audit export journal.jsonl
run crrtctl audit verify --file journal.jsonl --public-key etc/signing-key.pub
expect 'intact'
sed 's/Services restored/Services destroyed/' journal.jsonl >forged.jsonl
shown 1 crrtctl audit verify --file forged.jsonl --public-key etc/signing-key.pub
expect 'was changed'

end_trial
part "Done; the daemon is stopped and its folder is gone."
