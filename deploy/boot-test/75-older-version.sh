# upgrade from a really older version: a database of the first schema is brought up, every row of it
# version-1.sql is what the programs of then left after the work below; with CRRT_OLDER they do it again, here.
folder=/var/lib/crrtd
inside systemctl stop crrtd.socket crrtd.service
inside sh -ec "mkdir /given/aside; mv $folder/crrtd.db* /given/aside"

# A time at which nothing becomes due while this package is in use.
work_of_then() {
    inside sh -c "awk -v from=2027-03-01 -v to=2090-03-01 -f /given/shift-dates.awk /given/samples/roster-sample.jsonl >/given/roster-2090.jsonl"
    write /given/request-2090.json <<'END'
{"nation": "ALB", "title": "Wiper in the land registry", "precedence": "immediate", "classification": "NR", "releasableTo": ["NATO"],
 "mode": "both", "location": "Tirana", "maxNoticeHours": 72, "start": "2090-03-01T06:00:00Z", "end": "2090-03-15T06:00:00Z",
 "seats": [{"skill": "PD-WRL-003", "minLevel": 4, "lead": true}, {"skill": "DD-WRL-001", "minLevel": 3}]}
END
    local nation request tasking
    for nation in EST ALB; do
        check "$nation brings in its roster" as "${nation,,}" crrtctl roster import /given/roster-2090.jsonl --nation $nation
    done
    check "a request is filed" as alb crrtctl request submit /given/request-2090.json
    request=$(grep -o -m 1 'REQ-ALB-[0-9]*-[0-9]*' <<<"$said" | head -n 1)
    check "validated" as duty crrtctl request validate "$request"
    check "answered by a proposal" as duty crrtctl tasking propose "$request" --candidate 1
    tasking=$(grep -o -m 1 'TSK-ALB-[0-9]*-[0-9]*-[0-9]*' <<<"$said" | head -n 1)
    for nation in est alb; do check "$nation agrees" as $nation crrtctl consent grant "$tasking"; done
    check "the authority orders it" as chief crrtctl tasking order "$tasking"
    check "another request is filed" as alb crrtctl request submit /given/request-2090.json
}

# Read as they lie there, while no daemon runs; nothing is left beside them.
sql() { sqlite3 "file:$machine$folder/$1?immutable=1" "$2"; }
# How many rows of a table of then are no longer there, by the columns that it still has: what those say besides stands in the records.
lost() {
    local then="ATTACH 'file:$machine/given/version-1.db?immutable=1' AS was;" columns
    columns=$(sql crrtd.db "$then SELECT group_concat(name) FROM (SELECT name FROM pragma_table_info('$1', 'was')
        INTERSECT SELECT name FROM pragma_table_info('$1', 'main'))")
    sql crrtd.db "$then SELECT count(*) FROM (SELECT $columns FROM was.$1 EXCEPT SELECT $columns FROM main.$1)"
}

if [ -n "${CRRT_OLDER-}" ]; then
    mkdir -p "$machine/given/first"
    cp "$CRRT_OLDER"/*.deb "$machine/given/first"
    check "the packages of the older version install" inside sh -c 'dpkg -i /given/first/*.deb; systemctl start crrtd.socket crrtd.service'
    work_of_then
    inside systemctl stop crrtd.socket crrtd.service
    { printf 'PRAGMA application_id = %s;\nPRAGMA user_version = %s;\n' "$(sql crrtd.db 'PRAGMA application_id')" "$(sql crrtd.db 'PRAGMA user_version')"
        sql crrtd.db .dump; } >.build/boot-test/older.sql
else
    sqlite3 "$machine$folder/crrtd.db" <deploy/boot-test/version-1.sql || fail "version-1.sql cannot be read"
    inside sh -ec "chown crrtd:crrtd $folder/crrtd.db; chmod 0600 $folder/crrtd.db"
fi
inside cp $folder/crrtd.db /given/version-1.db
said=$(sql crrtd.db 'PRAGMA user_version')
[ "$said" = 1 ] || fail "this is no database of the first version"
tables=$(sql crrtd.db "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
entries=$(sql crrtd.db 'SELECT count(*) FROM journal')
head=$(sql crrtd.db 'SELECT lower(hex(hash)) FROM journal ORDER BY seq DESC LIMIT 1')
[ "$entries" -ge 10 ] || fail "there is hardly anything in it"
pass "a database of the first schema is there, with $entries journal entries"

check "the packages of this version install" inside sh -c 'dpkg -i /given/*.deb && systemctl start crrtd.socket crrtd.service'
check_unit "READY on it" crrtd.service ActiveState active
check_status "crrtctl restore --check knows what it is" 0 'schema 1, to be brought up to' inside crrtctl restore --check /given/version-1.db
check_status "the journal holds, up to the entry that was the last" 0 intact \
    as security crrtctl audit verify --expect-head "$entries:$head"
check_status "what was ordered is ordered" 0 'TSK-ALB-.*ordered' as duty crrtctl tasking list
check_status "what was asked is open" 0 'REQ-ALB-.*submitted' as alb crrtctl request list
check_status "who was offered is offered" 0 'EST-0003' as est crrtctl expert list
inside systemctl stop crrtd.socket crrtd.service
[ "$(sql crrtd.db 'PRAGMA user_version')" -gt 1 ] || fail "it was not brought up"
for table in $tables; do
    said=$(lost "$table")
    [ "$said" = 0 ] || fail "$said rows of $table were changed or lost"
done
pass "every row of then is there as it was"
inside systemctl start crrtd.socket crrtd.service
check "and it goes on from there" as alb crrtctl request submit /given/albania-2022.json
check_status "with the next number" 0 "\"entries\":$((entries + 1))" as security crrtctl --json=short audit verify

inside systemctl stop crrtd.socket crrtd.service
inside sh -ec "rm $folder/crrtd.db; mv /given/aside/crrtd.db* $folder"
inside systemctl start crrtd.socket crrtd.service
