import CRRTDomain
import GRDB
import JournalProof
import Testing

@testable import CRRTStore

/// A change of the journal behind the daemon's back is found, at the right entry.
///
/// One thing the chain alone cannot show: that entries are missing at its end. To see that, compare the verdict's `entries`
/// and `head` with ones written down elsewhere.
@Suite struct JournalTests {
    private static let length = 10

    private func withJournal(_ body: (Store) throws -> Void) throws {
        try withStore { store in
            for number in 1...JournalTests.length { try store.append(.expert(Sample.expert("EST-\(number)"))) }
            try body(store)
        }
    }

    /// Tampers through a second connection, past the triggers.
    private func tamper(_ store: Store, _ sql: String...) throws {
        try store.raw { db in
            try db.execute(sql: "DROP TRIGGER IF EXISTS journal_is_not_changed; DROP TRIGGER IF EXISTS journal_is_not_shortened")
            for sql in sql { try db.execute(sql: sql) }
        }
    }

    @Test func emptyJournalHolds() throws {
        let verdict = try withStore { try $0.verifyJournal() }
        #expect(verdict == JournalVerdict())
    }

    @Test func chainHolds() throws {
        try withJournal { store in
            let entries = try store.read { try $0.journal(since: 0, limit: 100) }
            #expect(entries.map(\.seq) == Array(1...10))
            #expect(entries.dropFirst().map(\.previousHash) == entries.dropLast().map(\.hash))
            #expect(try store.verifyJournal().last == JournalHead(seq: 10, hash: entries[9].hash))
            #expect(try store.verifyJournal().isIntact)
        }
    }

    /// The hash of a known entry, computed by another program:
    /// `(head -c 32 /dev/zero; printf '%s' '{"seq":1,"at":"2026-11-23T05:00:00Z",…,"payload":{"changes":[]}}') | sha256sum`
    @Test func hashIsTheDocumentedOne() throws {
        let entry = JournalEntry(
            seq: 1, at: try Instant("2026-11-23T05:00:00Z"), principal: "duty \"x\" (uid 1)", event: "expert.put", subject: "EST-1",
            payload: #"{"changes":[]}"#, previousHash: JournalEntry.genesis, hash: [])
        #expect(hex(entry.computedHash()) == "0bea3e76a307bd36853d821a138498ec79bacf22e1050b35024b0ca528367ef1")
    }

    @Test(
        arguments: [
            "at = at + 1", "at = -9223372036854775808", "at = 9223372036854775807", "principal = principal || ' '",
            "event = 'expert.offer'",
            "subject = 'EST-999'", "payload = replace(payload, '12', '13')", "payload = payload || ' '", "previous_hash = zeroblob(32)",
            "hash = zeroblob(32)",
        ], [2, 5, 10])
    func changedColumn(change: String, seq: Int) throws {
        try withJournal { store in
            try tamper(store, "UPDATE journal SET \(change) WHERE seq = \(seq)")
            let verdict = try store.verifyJournal()
            #expect(verdict.broken == seq)
            #expect(verdict.entries == seq - 1)
        }
    }

    @Test(arguments: [1, 5, 9]) func removed(seq: Int) throws {
        try withJournal { store in
            try tamper(store, "DELETE FROM journal WHERE seq = \(seq)")
            #expect(try store.verifyJournal().broken == seq)
        }
    }

    @Test(arguments: [1, 5, 9]) func removedAndClosedUp(seq: Int) throws {
        try withJournal { store in
            try tamper(store, "DELETE FROM journal WHERE seq = \(seq)", "UPDATE journal SET seq = seq - 1 WHERE seq > \(seq)")
            #expect(try store.verifyJournal().broken == seq)
        }
    }

    @Test(arguments: [(1, 2), (4, 5), (3, 8)]) func reordered(one: Int, other: Int) throws {
        try withJournal { store in
            try tamper(
                store, "UPDATE journal SET seq = 1000 WHERE seq = \(one)", "UPDATE journal SET seq = \(one) WHERE seq = \(other)",
                "UPDATE journal SET seq = \(other) WHERE seq = 1000")
            #expect(try store.verifyJournal().broken == one)
        }
    }

    @Test(arguments: [1, 5, 10]) func inserted(seq: Int) throws {
        try withJournal { store in
            try tamper(
                store, "UPDATE journal SET seq = seq + 1000 WHERE seq >= \(seq)", "UPDATE journal SET seq = seq - 999 WHERE seq > 1000",
                "INSERT INTO journal SELECT \(seq), at, principal, event, subject, payload, previous_hash, hash FROM journal WHERE seq = 3")
            #expect(try store.verifyJournal().broken == (seq == 3 ? 4 : seq))
        }
    }

    @Test func repeatedAtTheEnd() throws {
        try withJournal { store in
            try tamper(
                store,
                "INSERT INTO journal SELECT 11, at, principal, event, subject, payload, previous_hash, hash FROM journal WHERE seq = 10")
            #expect(try store.verifyJournal().broken == 11)
        }
    }

    /// Someone who knows the rule can make a changed entry hold by itself; the next one gives it away.
    @Test func changedAndHashedAnew() throws {
        try withJournal { store in
            var entry = try store.read { try $0.journal(since: 4, limit: 1) }[0]
            entry.principal = "somebody else"
            entry.hash = entry.computedHash()
            let hash = hex(entry.hash)
            try tamper(store, "UPDATE journal SET principal = 'somebody else', hash = x'\(hash)' WHERE seq = 5")
            #expect(try store.verifyJournal().broken == 6)
        }
    }

    @Test(arguments: [
        "UPDATE journal SET principal = 'me' WHERE seq = 5", "DELETE FROM journal WHERE seq = 10", "DELETE FROM journal",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 5",
    ])
    func triggersRefuse(sql: String) throws {
        try withJournal { store in
            try store.raw { db in
                try db.execute(sql: "PRAGMA recursive_triggers = ON")
                #expect(throws: DatabaseError.self) { try db.execute(sql: sql) }
            }
            #expect(try store.verifyJournal().entries == 10)
        }
    }

    @Test func readingBySubjectAndRange() throws {
        try withStore { store in
            for number in 1...9 { try store.append(.expert(Sample.expert("EST-\(number)")), subject: "EST-\(number % 3)") }
            #expect(try store.read { try $0.journal(since: 0, limit: 100, subject: "EST-1") }.map(\.seq) == [1, 4, 7])
            #expect(try store.read { try $0.journal(since: 4, limit: 1, subject: "EST-1") }.map(\.seq) == [7])
            #expect(try store.read { try $0.journal(since: 7, limit: 100) }.map(\.seq) == [8, 9])
            #expect(try store.read { try $0.lastEntry() }?.seq == 9)
        }
    }

    @Test func detailAndChangesAreInThePayload() throws {
        try withStore { store in
            let draft = JournalDraft(
                by: "duty (uid 7)", .requestReturned, "REQ-EST-2026-0001", [.request(try Sample.request("REQ-EST-2026-0001", .returned))],
                detail: ["reason": "no \"seats\"\n", "a": "1"])
            try store.writeAndWait { _ = try $0.append(draft, at: Sample.now) }
            let entry = try #require(try store.read { try $0.lastEntry() })
            #expect(entry.payload.hasSuffix(#","detail":{"a":"1","reason":"no \"seats\"\n"}}"#))
            #expect(try entry.changes() == draft.changes)
            #expect([entry.principal, entry.event, entry.subject] == ["duty (uid 7)", "request.returned", "REQ-EST-2026-0001"])
        }
    }
}
