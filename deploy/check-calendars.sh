#!/bin/bash
# Reads crrtctl's calendars with other programs, and has crrtctl read the calendars that these are tested with.
#   check-calendars.sh PROGRAMS
# PROGRAMS is the folder of crrtd and crrtctl. Installs nothing. PYTHON is a python3 with icalendar, vobject and khal; KHAL_TESTS is the
# folder of khal's own calendars, which its wheel does not have (see install-packages.sh). Says one line for each check that passed.
set -euo pipefail
[ $# = 1 ] || { echo "usage: ${0##*/} PROGRAMS" >&2; exit 64; }
programs=$(realpath "$1")
cd "$(dirname "$0")/.."
samples=$PWD/samples deploy=$PWD/deploy
python=$(realpath -s "${PYTHON:-.build/python/bin/python}")
khal_tests=$(realpath "${KHAL_TESTS:-.build/python/khal}")
. deploy/trial.sh
export PATH="$programs:$PATH"

# An exercise, in which exercise control plays everybody.
echo "exercise: true" >"$trial/etc/crrtd.yaml"
{
    echo "principals:"
    echo "  - {name: control, users: [$(id -u)], roles: [excon]}"
    echo "  - {name: duty-desk, roles: [duty], clearance: CTS}"
    echo "  - {name: wall, roles: [observer], clearance: CTS}"
    for nation in alb deu est usa; do
        echo "  - {name: ncp-$nation, roles: [ncp], nation: ${nation^^}, clearance: CTS}"
    done
} >"$trial/etc/principals.yaml"
start=$(date -u -d '+4 days' +%F)
for file in roster-sample.jsonl scenarios/albania-2022.json; do
    awk -v from=2027-03-01 -v to="$start" -f "$deploy/shift-dates.awk" "$samples/$file" >"$trial/$(basename "$file")"
done
start_crrtd "$programs/crrtd"
cd "$trial"
quietly() { "$@" >said 2>&1 </dev/null || { echo "FAILED: $*" >&2; cat said >&2; exit 1; }; }

for nation in alb deu est usa; do quietly crrtctl --as "ncp-$nation" roster import roster-sample.jsonl --nation "${nation^^}"; done
quietly crrtctl --as ncp-alb request submit albania-2022.json
request=$(grep -o 'EXR-ALB-[0-9-]*' said | head -n 1)
quietly crrtctl --as duty-desk request validate "$request"
quietly crrtctl --as duty-desk tasking propose "$request" --candidate 1
tasking=$(grep -o 'EXT-ALB-[0-9-]*' said | head -n 1)
quietly crrtctl --as ncp-deu consent grant "$tasking"
quietly crrtctl --as ncp-est standby put --id EST-STB-1 --experts EST-0003 --start +24h --end +7d --tier first --notice 2h
quietly crrtctl --as ncp-est standby put --id EST-STB-2 --experts EST-0004 --start +9d --end +7d --tier second --notice 12h
quietly crrtctl --as ncp-est standby withdraw EST-STB-2 --reason over --yes
quietly crrtctl --as wall calendar --until +800d --output all.ics
quietly crrtctl --as ncp-est calendar --nation EST --output est.ics
"$python" "$deploy/check-calendars.py" written all.ics est.ics "$tasking"

# khal keeps its calendars and its database in folders of its own.
mkdir khal calendar
cat >khal/config <<END
[calendars]
[[a]]
path = $trial/calendar
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = $trial/khal/db
END
khal() { HOME=$trial timeout 60 "$python" -m khal -c "$trial/khal/config" "$@"; }
khal import --batch -a a all.ics >said 2>&1 || { echo "FAILED: khal import" >&2; cat said >&2; exit 1; }
khal list --format '{title} {uid} {status}' "$start" 40d >said 2>&1 || { echo "FAILED: khal list" >&2; cat said >&2; exit 1; }
grep -q "EXERCISE NS: $tasking .*$tasking@crrtd.io" said || { echo "FAILED: khal does not list $tasking" >&2; cat said >&2; exit 1; }
echo "passed: khal imports and lists a calendar"

# An expert without absences, so that what is added is all of a file.
cat >expert.json <<'END'
{"id": "EST-9000", "nation": "EST", "clearance": {"level": "NR"}, "skills": {"PD-WRL-003": 4}, "noticeHours": 12, "mode": "both"}
END
quietly crrtctl --as ncp-est expert put expert.json
"$python" "$deploy/check-calendars.py" read "$khal_tests" EST-9000
