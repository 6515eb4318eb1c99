import CRRTDomain
import Foundation
import GRDB
import JournalProof
import Migrations
import Testing

@testable import CRRTStore

/// A database file whose chain was made anew is found by what was signed before.
@Suite struct CheckpointTests {
    private static let key = Result { try SigningKey() }
    private static let length = 10

    /// Ten entries; the fourth and the last are signed.
    private func withSigned(_ body: (Store, [VerifyingKey]) throws -> Void) throws {
        try withStore { store in
            for number in 1...Self.length {
                try store.append(.expert(Sample.expert("EST-\(number)")))
                if number == 4 || number == Self.length { try sign(store) }
            }
            try body(store, [Self.key.get().verifyingKey])
        }
    }

    @discardableResult
    private func sign(_ store: Store, by key: SigningKey? = nil) throws -> Checkpoint {
        let (journal, last) = try store.read { (try $0.journalIdentity(), try $0.lastEntry()) }
        let entry = try #require(last)
        let checkpoint = try Checkpoint(
            journal: journal, instance: "test", seq: entry.seq, hash: entry.hash, at: Sample.now, by: key ?? Self.key.get())
        try store.writeAndWait { try $0.keep(checkpoint) }
        return checkpoint
    }

    /// Like a writer of the file: no trigger stops them.
    private func tamper(_ store: Store, _ body: (Database) throws -> Void) throws {
        try store.raw { db in
            for trigger in try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'") {
                try db.execute(sql: "DROP TRIGGER \(trigger)")
            }
            try body(db)
        }
    }

    /// Hashes all entries from one on again, as the daemon would have.
    private func chainAnew(_ db: Database, from seq: Int) throws {
        var previous = JournalEntry.genesis
        for row in try Row.fetchAll(db, sql: "SELECT \(JournalEntry.columns) FROM journal ORDER BY seq") {
            var entry = try JournalEntry(row)
            if entry.seq >= seq {
                entry.previousHash = previous
                entry.hash = entry.computedHash()
                try db.execute(
                    sql: "UPDATE journal SET previous_hash = ?, hash = ? WHERE seq = ?",
                    arguments: [Data(entry.previousHash), Data(entry.hash), entry.seq])
            }
            previous = entry.hash
        }
    }

    private func expectBroken(
        at seq: Int, _ words: String, _ store: Store, _ keys: [VerifyingKey], expected: [JournalHead] = [], signedThrough: Int = 0,
        place: SourceLocation = #_sourceLocation
    ) throws {
        let verdict = try store.verifyJournal(keys: keys, expected: expected, signedThrough: signedThrough)
        #expect(verdict.broken == seq, "\(verdict.faults)", sourceLocation: place)
        #expect(verdict.faults.contains { $0.text.contains(words) }, "\(verdict.faults)", sourceLocation: place)
    }

    @Test func untouchedJournalHolds() throws {
        try withSigned { store, keys in
            let verdict = try store.verifyJournal(keys: keys, signedThrough: Self.length)
            #expect(verdict.faults == [])
            #expect(verdict.checkpoints == 2 && verdict.signed?.seq == Self.length)
            // Without the key they are compared with their entries only.
            #expect(try store.verifyJournal().unchecked == 2)
        }
    }

    @Test(arguments: ["principal = 'me'", "payload = replace(payload, '12', '13')", "at = at + 1"])
    func changedAndChainedAnew(change: String) throws {
        try withSigned { store, keys in
            try tamper(store) { db in
                try db.execute(sql: "UPDATE journal SET \(change) WHERE seq = 6")
                try chainAnew(db, from: 6)
            }
            try expectBroken(at: 5, "an entry from 5 to 10 was changed and the chain made anew", store, keys)
        }
    }

    @Test func removedAndChainedAnew() throws {
        try withSigned { store, keys in
            try tamper(store) { db in
                try db.execute(sql: "DELETE FROM journal WHERE seq = 6; UPDATE journal SET seq = seq - 1 WHERE seq > 6")
                try chainAnew(db, from: 6)
            }
            try expectBroken(at: 10, "entry 10 is cut off at the end: a signed checkpoint names entry 10", store, keys)
        }
    }

    @Test func insertedAndChainedAnew() throws {
        try withSigned { store, keys in
            try tamper(store) { db in
                try db.execute(
                    sql: "UPDATE journal SET seq = seq + 1000 WHERE seq > 4; UPDATE journal SET seq = seq - 999 WHERE seq > 1000")
                try db.execute(
                    sql: "INSERT INTO journal SELECT 5, at, principal, event, subject, payload, hash, hash FROM journal WHERE seq = 2")
                try chainAnew(db, from: 5)
            }
            try expectBroken(at: 5, "an entry from 5 to 10 was changed", store, keys)
        }
    }

    @Test func swappedAndChainedAnew() throws {
        try withSigned { store, keys in
            try tamper(store) { db in
                for (from, to) in [(6, 1000), (7, 6), (1000, 7)] {
                    try db.execute(sql: "UPDATE journal SET seq = \(to) WHERE seq = \(from)")
                }
                try chainAnew(db, from: 6)
            }
            try expectBroken(at: 5, "chain made anew", store, keys)
        }
    }

    @Test(arguments: [1, 5, 10]) func truncated(first: Int) throws {
        try withSigned { store, keys in
            try tamper(store) { try $0.execute(sql: "DELETE FROM journal WHERE seq >= \(first)") }
            try expectBroken(at: first, "cut off at the end", store, keys)
        }
    }

    /// With its checkpoints the end leaves no trace, but for those who remember it.
    @Test func truncatedWithItsCheckpoints() throws {
        try withSigned { store, keys in
            let head = try store.verifyJournal().last
            try tamper(store) { try $0.execute(sql: "DELETE FROM journal WHERE seq > 7; DELETE FROM checkpoint WHERE seq > 7") }
            #expect(try store.verifyJournal(keys: keys).isIntact)
            try expectBroken(at: 8, "entries 8 to 10 are cut off at the end", store, keys, expected: [head])
            try expectBroken(at: 5, "entries 5 to 7 are signed by no checkpoint", store, keys, signedThrough: 10)
        }
    }

    @Test func signedAnewByAnotherKey() throws {
        try withSigned { store, keys in
            let other = try SigningKey()
            try tamper(store) { db in
                try db.execute(sql: "UPDATE journal SET principal = 'me' WHERE seq = 2; DELETE FROM checkpoint")
                try chainAnew(db, from: 2)
            }
            let checkpoint = try sign(store, by: other)
            try expectBroken(at: 1, "signed by no checkpoint", store, keys, signedThrough: 10)
            // Under the other's name.
            let mine = keys[0].id
            try tamper(store) { try $0.execute(sql: "UPDATE checkpoint SET key = '\(mine)'") }
            try expectBroken(at: checkpoint.seq, "does not bear the signature of key \(mine)", store, keys)
        }
    }

    /// The same key, another journal: as where somebody takes the checkpoints of a test instance.
    @Test func replayedFromAnotherInstance() throws {
        try withSigned { store, keys in
            try withSigned { other, _ in
                let theirs = try other.read { try $0.checkpoints(since: 0) }
                #expect(theirs[0].journal != (try store.read { try $0.journalIdentity() }))
                try tamper(store) { db in
                    try db.execute(
                        sql: "UPDATE checkpoint SET hash = ?, signature = ? WHERE seq = 4",
                        arguments: [Data(theirs[0].hash), Data(theirs[0].signature)])
                }
            }
            try expectBroken(at: 4, "does not bear the signature", store, keys)
        }
    }

    @Test(arguments: [
        "UPDATE checkpoint SET at = at + 1", "UPDATE checkpoint SET instance = 'real'", "UPDATE checkpoint SET signature = zeroblob(3309)",
        "UPDATE journal_identity SET id = '00000000000000000000000000000000'",
    ])
    func changedCheckpoint(sql: String) throws {
        try withSigned { store, keys in
            try tamper(store) { try $0.execute(sql: sql) }
            try expectBroken(at: 4, "does not bear the signature", store, keys)
        }
    }

    @Test(arguments: [
        "UPDATE checkpoint SET at = 1", "DELETE FROM checkpoint", "DELETE FROM journal_identity",
        "UPDATE journal_identity SET id = '00000000000000000000000000000000'",
        "INSERT INTO journal_identity (id) VALUES ('00000000000000000000000000000000')",
        "INSERT INTO checkpoint SELECT 3, key, instance, at, hash, signature FROM checkpoint WHERE seq = 4",
    ])
    func triggersRefuse(sql: String) throws {
        try withSigned { store, keys in
            try store.raw { db in
                #expect(throws: DatabaseError.self) { try db.execute(sql: sql) }
                return ()
            }
            #expect(try store.verifyJournal(keys: keys, signedThrough: Self.length).isIntact)
        }
    }

    @Test func aCheckpointIsKeptOnce() throws {
        try withSigned { store, keys in
            try sign(store)
            #expect(try store.read { try $0.checkpoints(since: 0) }.map(\.seq) == [4, 10])
            #expect(try store.read { try $0.lastCheckpoint(by: keys[0]) }?.seq == 10)
            #expect(try store.read { try $0.lastCheckpoint(by: SigningKey().verifyingKey) } == nil)
        }
    }

    @Test func theCopyHoldsThem() throws {
        try withSigned { store, keys in
            _ = try store.backup(to: store.path + ".copy")
            let copy = try Store(path: store.path + ".copy")
            #expect(try copy.verifyJournal(keys: keys, signedThrough: Self.length).checkpoints == 2)
            try copy.close()
        }
    }

    @Test func aPartIsCheckedFromWhatIsKnown() throws {
        try withSigned { store, _ in
            let entries = try store.read { try $0.journal(since: 0, limit: 100) }
            let known = JournalHead(seq: 4, hash: entries[3].hash)
            #expect(try store.verifyJournal(after: known) == JournalHead(seq: 10, hash: entries[9].hash))
            try tamper(store) { try $0.execute(sql: "UPDATE journal SET principal = 'me' WHERE seq = 7") }
            #expect(throws: JournalFault.self) { try store.verifyJournal(after: known) }
        }
    }

    /// A database of an earlier schema keeps all that it holds, gets an identity of its own where it had none, and can be signed.
    @Test(arguments: 1..<Migrations.all.count) func anEarlierSchemaIsBroughtUp(version: Int) throws {
        try withFolder { folder in
            let (path, left) = (folder + "/crrtd.db", Set(["journal_identity", "checkpoint", "epoch"]))
            let store = try Store(path: folder + "/present.db")
            var history = RandomHistory(seed: 3, campaigns: false)
            try history.live(400, in: store)
            let (before, head) = (try store.rows(except: left), try store.verifyJournal().last)
            let empty = [
                "receipt", "expiry", "campaign", "contact", "exercise_message", "expert_partner", "note", "standby", "standby_reader",
            ]
            #expect(before.allSatisfy { !$1.isEmpty || empty.contains($0) })
            try OlderDatabase.write(version: version, store, to: path)
            try store.close()
            let again = try Store(path: path)
            let rows = try again.rows(except: left)
            #expect(Set(rows.keys) == Set(before.keys))
            for (table, rows) in rows { #expect(rows == before[table], "\(table)") }
            #expect(try again.read { try $0.journalIdentity() }.count == 32)
            #expect(try again.verifyJournal().last == head)
            try sign(again)
            #expect(try again.verifyJournal(keys: [Self.key.get().verifyingKey], signedThrough: head.seq).isIntact)
            try again.close()
        }
    }
}
