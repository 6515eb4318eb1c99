# configuration: principals, a good reload, work of several people
for role in duty chief est alb security; do inside usermod --append --groups crrt "$role"; done
write /etc/crrtd/principals.yaml <<'END'
principals:
  - {name: duty-desk, users: [duty], roles: [duty], clearance: CTS}
  - {name: releasing-authority, users: [chief], roles: [authority], clearance: CTS}
  - {name: ncp-est, users: [est], roles: [ncp], nation: EST, clearance: NS}
  - {name: ncp-alb, users: [alb], roles: [ncp], nation: ALB, clearance: NS}
  - {name: security-office, users: [security], roles: [auditor], clearance: CTS}
END
check_status "crrtd --check-config, as root, has nothing against it" 0 'can be used' inside crrtd --check-config
check "a good configuration reloads" inside systemctl reload crrtd
check_status "and is in force: the duty officer is one" 0 'duty' as duty crrtctl whoami

start=$(date -u -d '+4 days' +%F)
for file in roster-sample.jsonl scenarios/albania-2022.json; do
    inside sh -c "awk -v from=2027-03-01 -v to=$start -f /given/shift-dates.awk /given/samples/$file >/given/$(basename "$file")"
done
check "Estonia brings in its roster" as est crrtctl roster import /given/roster-sample.jsonl --nation EST
check "Albania brings in its roster" as alb crrtctl roster import /given/roster-sample.jsonl --nation ALB
check "Albania files a request" as alb crrtctl request submit /given/albania-2022.json
request=$(grep -o -m 1 'REQ-ALB-[0-9]*-[0-9]*' <<<"$said" | head -n 1)
check "the duty officer validates it" as duty crrtctl request validate "$request"
check_status "and matches it: two nations have no expert for it" 3 'What would help' as duty crrtctl match "$request"
check_status "bash completes its id, as the daemon has it now" 0 "^$request" as duty bash -c '
    . /usr/share/bash-completion/completions/crrtctl
    COMP_LINE="crrtctl request show REQ-" COMP_POINT=25 COMP_WORDS=(crrtctl request show REQ-) COMP_CWORD=3
    _crrtctl crrtctl REQ- show
    printf "%s\n" "${COMPREPLY[@]}"'

decision=901db1215e6b40ad851d8c13fe25e974
entries() { inside journalctl -o json --no-pager _SYSTEMD_UNIT=crrtd.service "$@"; }
said=$(entries MESSAGE_ID=$decision "CRRT_REQUEST=$request" CRRT_EVENT=request.submitted)
for field in '"PRIORITY":"6"' "\"CRRT_CALLER_UID\":\"$(inside id -u alb)\"" '"CRRT_NATION":"ALB"' '"CRRT_SEQ":"' '"CRRT_PRINCIPAL":"ncp-alb'; do
    grep -q -F -e "$field" <<<"$said" || fail "the journal has no $field for the request that was filed"
done
pass "a decision is in the journal with fields of its own"
check_status "journalctl -x explains it" 0 "A decision about $request" \
    inside journalctl -x --no-pager _SYSTEMD_UNIT=crrtd.service MESSAGE_ID=$decision "CRRT_REQUEST=$request"
said=$(entries -p warning)
[ -z "$said" ] || fail "the log complains"
# Without the capability to raise limits, as in some containers, systemd cannot give it LimitNICE=.
said=$(entries | grep 'Failed to' || true)
[ -z "$said" ] || ! inside bash -c 'ulimit -e 24' 2>/dev/null || fail "the log complains"
pass "the log has nothing to complain of"
sed -n 's/.*"name":"\([^"]*\)".*/\1/p' samples/roster-sample.jsonl | sort -u >"$machine.names"
said=$(entries | grep -F -f "$machine.names" || true)
rm -f "$machine.names"
[ -z "$said" ] || fail "the log names people"
pass "the log has no names of people"
