import GRDB
import Testing

@testable import CRRTStore

/// SQLite trusts no writer: a row that contradicts itself or points nowhere is refused.
@Suite struct CheckTests {
    /// For each table a good row, as SQL expressions; in this order, so that each finds what it refers to.
    private static let good: KeyValuePairs<String, KeyValuePairs<String, String>> = [
        "journal": [
            "seq": "1", "at": "0", "principal": "'p'", "event": "'e'", "subject": "'s'", "payload": "'{}'", "previous_hash": "zeroblob(32)",
            "hash": "zeroblob(32)",
        ],
        "expert": ["id": "'EST-1'", "nation": "'EST'", "revision": "2", "record": #"'{"id":"EST-1","revision":2}'"#],
        "expert_name": ["id": "'EST-1'", "name": "'Mari'"],
        "expert_partner": ["id": "'EST-1'", "name": "'Company'", "agreement": "'MoU'"],
        "team": ["id": "'EST-T'", "nation": "'EST'", "revision": "2", "record": #"'{"id":"EST-T","revision":2}'"#],
        "effect": ["id": "'EST-E'", "nation": "'EST'", "revision": "2", "record": #"'{"id":"EST-E","revision":2}'"#],
        "request": [
            "id": "'REQ-EST-2026-0003'", "nation": "'EST'", "year": "2026", "number": "3", "state": "'validated'", "ends_at": "5",
            "revision": "2", "record": #"'{"id":"REQ-EST-2026-0003","revision":2,"state":"validated"}'"#, "linked": "0",
        ],
        "campaign": [
            "id": "'CMP-483920'", "state": "'open'", "revision": "2", "record": #"'{"id":"CMP-483920","revision":2,"state":"open"}'"#,
        ],
        "tasking": [
            "id": "'TSK-EST-2026-0003-4'", "request": "'REQ-EST-2026-0003'", "number": "4", "state": "'ordered'", "starts_at": "1",
            "ends_at": "2", "revision": "2", "record": #"'{"id":"TSK-EST-2026-0003-4","revision":2,"state":"ordered"}'"#,
            "active": "1", "holds": "1",
        ],
        "assignment": [
            "tasking": "'TSK-EST-2026-0003-4'", "seat": "0", "expert": "'EST-1'", "batch": "0", "starts_at": "1", "ends_at": "2",
            "state": "'ordered'",
        ],
        "consent": [
            "tasking": "'TSK-EST-2026-0003-4'", "nation": "'EST'", "kind": "'host'", "asked": "1", "digest": digest, "state": "'requested'",
            "reply_by": "3", "record": consent(),
        ],
        "contact": [
            "owner": "'REQ-EST-2026-0003'", "handle": "'it-lead'", "role": "'IT'",
            "salt": "'\(String(repeating: "5", count: 32))'",
        ],
        "exercise_message": [
            "number": "7", "kind": "'inject'", "state": "'planned'", "record": #"'{"kind":"inject","state":"planned"}'"#,
        ],
        "note": [
            "number": "7", "id": "'NTE-48392017'", "at": "1", "subject": "'REQ-EST-2026-0003'", "reader": "'all'", "kind": "'report'",
            "salt": "'5'",
            "record": #"'{"id":"NTE-48392017","subject":"REQ-EST-2026-0003","to":"all","kind":"report"}'"#,
        ],
        "receipt": ["principal": "'p'", "key": "'k'", "method": "'m'", "question": "zeroblob(32)", "answer": "'{}'", "at": "0"],
    ]

    private static let digest = "'\(String(repeating: "a", count: 64))'"

    private static func consent(
        tasking: String = "TSK-EST-2026-0003-4", nation: String = "EST", kind: String = "host", state: String = "requested"
    ) -> String {
        let digest = digest.dropFirst().dropLast()
        return #"'{"tasking":"\#(tasking)","nation":"\#(nation)","kind":"\#(kind)","state":"\#(state)","digest":"\#(digest)"}'"#
    }

    /// What spoils a good row.
    struct Spoiled: Sendable, CustomTestStringConvertible {
        var table: String
        var changes: [String: String]
        var testDescription: String { "\(table) \(changes)" }

        init(_ table: String, _ changes: [String: String]) {
            self.table = table
            self.changes = changes
        }
    }

    /// Every column of every table takes no NULL and no value of another type.
    private static let ofWrongType: [Spoiled] = good.flatMap { table, row in
        row.flatMap { column, value in
            let other = value.hasPrefix("'") ? "zeroblob(3)" : "'x'"
            return [Spoiled(table, [column: "NULL"]), Spoiled(table, [column: other])]
        }
    }
    // An absent seq or number is SQLite's to choose; the daemon always names it.
    .filter { !($0.table == "journal" && $0.changes == ["seq": "NULL"]) }
    .filter { !(["exercise_message", "note"].contains($0.table) && $0.changes == ["number": "NULL"]) }

    private static let contradicting: [Spoiled] = [
        Spoiled("journal", ["seq": "0"]), Spoiled("journal", ["seq": "-1"]), Spoiled("journal", ["payload": "'{'"]),
        Spoiled("journal", ["payload": "''"]), Spoiled("journal", ["previous_hash": "zeroblob(31)"]),
        Spoiled("journal", ["hash": "zeroblob(33)"]),
        Spoiled("expert", ["nation": "'ALB'"]), Spoiled("expert", ["id": "'ALB-1'"]), Spoiled("expert", ["revision": "3"]),
        Spoiled("expert", ["revision": "0", "record": #"'{"id":"EST-1","revision":0}'"#]), Spoiled("expert", ["record": "'{'"]),
        Spoiled("expert", ["record": #"'{"id":"EST-2","revision":2}'"#]), Spoiled("expert", ["record": #"'{"revision":2}'"#]),
        Spoiled("expert", ["record": #"'{"id":"EST-1"}'"#]), Spoiled("expert", ["record": "'{}'"]), Spoiled("expert", ["record": "'[]'"]),
        Spoiled("expert", ["record": #"'{"id":"EST-1","revision":2,"name":"Mari"}'"#]), Spoiled("expert_name", ["id": "'EST-2'"]),
        Spoiled("expert", ["record": #"'{"id":"EST-1","revision":2,"partner":{"name":"Company"}}'"#]),
        Spoiled("expert", ["record": #"'{"id":"EST-1","revision":2,"partner":{"agreement":"MoU"}}'"#]),
        Spoiled("expert_partner", ["id": "'EST-2'"]),
        Spoiled("team", ["nation": "'ALB'"]), Spoiled("team", ["revision": "3"]), Spoiled("team", ["record": "'{}'"]),
        Spoiled("team", ["revision": "0", "record": #"'{"id":"EST-T","revision":0}'"#]),
        Spoiled("effect", ["nation": "'ALB'"]), Spoiled("effect", ["revision": "3"]), Spoiled("effect", ["record": "'{}'"]),
        Spoiled("effect", ["revision": "0", "record": #"'{"id":"EST-E","revision":0}'"#]),
        Spoiled("campaign", ["id": "'CMP-483921'"]), Spoiled("campaign", ["revision": "3"]), Spoiled("campaign", ["record": "'{}'"]),
        Spoiled("campaign", ["state": "'closed'"]), Spoiled("request", ["linked": "2"]), Spoiled("request", ["nation": "'ALB'"]),
        Spoiled("request", ["year": "2027"]), Spoiled("request", ["number": "2"]),
        Spoiled("request", ["revision": "3"]), Spoiled("request", ["state": "'closed'"]), Spoiled("request", ["record": "'{}'"]),
        Spoiled("request", ["state": "'x'", "record": #"'{"id":"REQ-EST-2026-0003","revision":2,"state":"x"}'"#]),
        Spoiled(
            "request",
            ["number": "0", "id": "'REQ-EST-2026-0000'", "record": #"'{"id":"REQ-EST-2026-0000","revision":2,"state":"validated"}'"#]),
        Spoiled("tasking", ["request": "'REQ-EST-2026-0009'"]), Spoiled("tasking", ["number": "5"]), Spoiled("tasking", ["ends_at": "1"]),
        Spoiled("tasking", ["revision": "3"]), Spoiled("tasking", ["state": "'closed'"]), Spoiled("tasking", ["record": "'{}'"]),
        Spoiled(
            "tasking",
            [
                "id": "'TSK-EST-2026-0009-4'", "request": "'REQ-EST-2026-0009'",
                "record": #"'{"id":"TSK-EST-2026-0009-4","revision":2,"state":"ordered"}'"#,
            ]),
        Spoiled("tasking", ["state": "'x'", "record": #"'{"id":"TSK-EST-2026-0003-4","revision":2,"state":"x"}'"#]),
        Spoiled("assignment", ["tasking": "'TSK-EST-2026-0003-9'"]), Spoiled("assignment", ["expert": "'EST-9'"]),
        Spoiled("assignment", ["seat": "-1"]), Spoiled("assignment", ["ends_at": "1"]), Spoiled("assignment", ["state": "'x'"]),
        Spoiled("consent", ["tasking": "'TSK-EST-2026-0003-9'", "record": consent(tasking: "TSK-EST-2026-0003-9")]),
        Spoiled("consent", ["tasking": "'TSK-EST-2026-0003-9'"]), Spoiled("consent", ["nation": "'ALB'"]),
        Spoiled("consent", ["kind": "'effect'"]), Spoiled("consent", ["asked": "0"]),
        Spoiled("consent", ["kind": "'x'", "record": consent(kind: "x")]), Spoiled("consent", ["state": "'granted'"]),
        Spoiled("consent", ["state": "'x'", "record": consent(state: "x")]), Spoiled("consent", ["digest": "'a'"]),
        Spoiled("consent", ["record": "'{}'"]),
        Spoiled("exercise_message", ["number": "0"]), Spoiled("exercise_message", ["kind": "'x'"]),
        Spoiled("exercise_message", ["kind": "'noDuff'"]), Spoiled("exercise_message", ["state": "'released'"]),
        Spoiled("exercise_message", ["record": "'{'"]),
        Spoiled("note", ["number": "0"]), Spoiled("note", ["id": "'NTE-48392018'"]), Spoiled("note", ["kind": "'x'"]),
        Spoiled("note", ["kind": "'note'"]), Spoiled("note", ["subject": "'REQ-EST-2026-0004'"]), Spoiled("note", ["salt": "''"]),
        Spoiled("note", ["record": "'{}'"]), Spoiled("note", ["record": "'{'"]), Spoiled("note", ["reader": "'desk'"]),
        Spoiled(
            "note", ["record": #"'{"id":"NTE-48392017","subject":"REQ-EST-2026-0003","to":"all","kind":"report","text":"Called"}'"#]),
        Spoiled("receipt", ["key": "''"]), Spoiled("receipt", ["key": "'\(String(repeating: "k", count: 201))'"]),
        Spoiled("receipt", ["question": "zeroblob(31)"]), Spoiled("receipt", ["answer": "'{'"]),
    ]

    private static func insert(_ table: String, _ changes: [String: String] = [:]) -> String {
        let row = good.first { $0.key == table }!.value
        return "INSERT INTO \(table) (\(row.map(\.key).joined(separator: ", "))) "
            + "VALUES (\(row.map { changes[$0.key] ?? $0.value }.joined(separator: ", ")))"
    }

    /// One store for all: every bad row is tried after the good ones that it needs, and none of them stays.
    @Test func badRowsAreRefused() throws {
        try withStore { store in
            try store.raw { db in
                for (table, _) in CheckTests.good {
                    let bad = (CheckTests.ofWrongType + CheckTests.contradicting).filter { $0.table == table }
                    #expect(bad.count > 4, "\(table)")
                    for bad in bad {
                        let error = #expect(throws: DatabaseError.self, "\(bad)") {
                            try db.execute(sql: CheckTests.insert(table, bad.changes))
                        }
                        #expect(
                            [.SQLITE_CONSTRAINT, .SQLITE_MISMATCH].contains(error?.resultCode), "\(bad): \(error.map { "\($0)" } ?? "")")
                    }
                    try db.execute(sql: CheckTests.insert(table))
                }
            }
        }
    }

    @Test func keysAreUnique() throws {
        try withStore { store in
            try store.raw { db in
                for (table, _) in CheckTests.good { try db.execute(sql: CheckTests.insert(table)) }
                for (table, _) in CheckTests.good {
                    #expect(throws: DatabaseError.self, "\(table)") { try db.execute(sql: CheckTests.insert(table)) }
                }
                let exercise = ["id": "'EXR-EST-2026-0003'", "record": #"'{"id":"EXR-EST-2026-0003","revision":2,"state":"validated"}'"#]
                #expect(throws: DatabaseError.self) { try db.execute(sql: CheckTests.insert("request", exercise)) }
            }
        }
    }

    /// What others refer to is not taken away.
    @Test(arguments: ["expert", "request", "tasking"]) func referredRowsStay(table: String) throws {
        try withStore { store in
            try store.raw { db in
                for (table, _) in CheckTests.good { try db.execute(sql: CheckTests.insert(table)) }
                #expect(throws: DatabaseError.self) { try db.execute(sql: "DELETE FROM \(table)") }
            }
        }
    }
}
