import CRRTDomain
import Foundation
import GRDB
import JournalProof
import Testing

@testable import CRRTStore

/// A database whose rows are made anew from its journal.
@Suite struct RebuildTests {
    private static let beside: Set = [
        "contact", "exercise_message", "note", "expert_name", "expert_partner", "receipt", "journal_identity", "checkpoint", "epoch",
    ]

    private func rebuild(_ path: String, keys: [VerifyingKey] = []) throws {
        try Replacement(rebuilding: path, keys: keys).putInPlace(keeping: path + ".kept")
    }

    private func forge(_ path: String, _ sql: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA writable_schema = ON;" + sql) }
        try queue.close()
    }

    /// A closed database with a random life, names, receipts and a checkpoint.
    private func withLife(_ body: (_ path: String, _ rows: [String: [Row]], _ key: SigningKey) throws -> Void) throws {
        try withFolder { folder in
            let (path, key) = (folder + "/crrtd.db", try SigningKey())
            let store = try Store(path: path)
            var history = RandomHistory(seed: 21)
            try history.live(120, in: store)
            let (journal, last) = try store.read { (try $0.journalIdentity(), try $0.lastEntry()) }
            let entry = try #require(last)
            let checkpoint = try Checkpoint(journal: journal, instance: "", seq: entry.seq, hash: entry.hash, at: Sample.now, by: key)
            try store.writeAndWait { transaction in
                try transaction.keep(checkpoint)
                let receipt = Receipt(method: "m", question: Receipt.digest(of: [1]), answer: "{}")
                try transaction.keep(receipt, principal: "p", key: "k", at: Sample.now)
                let expert = try #require(try transaction.rows.experts(nation: nil, after: nil, limit: 1).first)
                try transaction.setPartner(
                    Partner(name: "Company", agreement: "MoU", until: CalendarDate("2030-06-30")), of: expert.id)
                try transaction.put(
                    ExerciseMessage(
                        ExerciseMessageID(.inject, number: 1), text: "inject", to: [.desk], by: Principal(name: "control", uid: 1),
                        addedAt: Sample.now))
                let request = try #require(
                    try transaction.rows.requests(nation: nil, state: nil, after: nil, limit: 1).first?.id)
                try transaction.add(
                    Note(
                        id: NoteID("NTE-48392017"), subject: .request(request), to: .desk, by: Principal(name: "duty", uid: 1),
                        at: Sample.now, texts: Note.Texts("Called")), salt: "salt")
                try transaction.put(
                    Contact(handle: "watch", role: "watch", phone: "112"), of: .nation(NationCode("EST")), salt: "salt")
            }
            let rows = try store.rows()
            #expect(Self.beside.allSatisfy { rows[$0]?.isEmpty == false })
            try store.close()
            try body(path, rows, key)
        }
    }

    @Test(arguments: [
        "UPDATE request SET ends_at = ends_at + 1; DELETE FROM assignment",
        // What SQLite itself complains of, or does not see.
        "DROP TABLE granter", "DROP TRIGGER consent_has_granters; DROP INDEX expert_by_nation",
        "DROP TABLE team; CREATE TABLE team (id TEXT); INSERT INTO team VALUES ('x')",
        "UPDATE sqlite_schema SET sql = replace(sql, '(nation, id)', '(id, nation)') WHERE name = 'expert_by_nation'",
    ]) func rowsAreMadeAnew(sql: String) throws {
        try withLife { path, rows, key in
            try forge(path, sql)
            try rebuild(path, keys: [key.verifyingKey])
            let store = try Store(path: path)
            #expect(try store.rows() == rows)
            #expect(try store.differingRows() == [])
            #expect(try store.verifyJournal(keys: [key.verifyingKey], signedThrough: 1).isIntact)
            try store.append(.expert(Sample.expert("EST-NEW")))
            try store.close()
            #expect(FileManager.default.fileExists(atPath: path + ".kept"))
        }
    }

    /// Rules that are newer than what they would refuse.
    @Test(arguments: [1, 2, 3, 4]) func anOlderSchemaIsBroughtUp(version: Int) throws {
        try withFolder { folder in
            let (old, path) = (folder + "/old.db", folder + "/crrtd.db")
            let store = try Store(path: old)
            var history = RandomHistory(seed: 6, campaigns: false)
            try history.live(80, in: store)
            let rows = try store.rows(except: Self.beside.subtracting(["expert_name"]))
            try OlderDatabase.write(version: version, store, to: path)
            try store.close()
            try forge(path, "UPDATE request SET ends_at = ends_at + 1")
            try rebuild(path)
            let anew = try Store(path: path)
            #expect(try anew.rows(except: Self.beside.subtracting(["expert_name"])) == rows)
            try anew.close()
        }
    }

    @Test func aBrokenJournalMakesNoRows() throws {
        try withLife { path, _, _ in
            try forge(path, "DROP TRIGGER journal_is_not_changed; UPDATE journal SET principal = 'me' WHERE seq = 3")
            let before = bytes(path)
            let error = #expect(throws: StoreError.self) { try rebuild(path) }
            #expect(error.map { "\($0)" }?.contains("entry 3 does not hold") == true)
            #expect(bytes(path) == before)
            let folder = String(path.dropLast("/crrtd.db".count))
            let left = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(left.allSatisfy { !$0.contains("restoring") && !$0.contains("kept") }, "\(left)")
        }
    }
}
