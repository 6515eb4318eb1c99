import CRRTDomain
import Foundation
import GRDB
import Glibc
import JournalProof
import Migrations
import Testing

@testable import CRRTStore

/// A backup on its way into the place of a database.
@Suite struct ReplacementTests {
    /// A closed database with this number of entries.
    private func filled(_ path: String, _ count: Int, key: SigningKey? = nil) throws {
        let store = try Store(path: path)
        for number in 1...count { try store.append(.expert(Sample.expert("EST-\(number)"))) }
        if let key {
            let (journal, last) = try store.read { (try $0.journalIdentity(), try $0.lastEntry()) }
            let entry = try #require(last)
            let checkpoint = try Checkpoint(journal: journal, instance: "", seq: entry.seq, hash: entry.hash, at: Sample.now, by: key)
            try store.writeAndWait { try $0.keep(checkpoint) }
        }
        try store.close()
    }

    private func change(_ path: String, _ body: (Database) throws -> Void) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction(body)
        try queue.close()
    }

    private func replace(_ database: String, by backup: String, keys: [VerifyingKey] = [], keeping end: String = ".kept") throws {
        let file = open(backup, O_RDONLY | O_CLOEXEC)
        let (log, rollback) = (open(backup + "-wal", O_RDONLY | O_CLOEXEC), open(backup + "-journal", O_RDONLY | O_CLOEXEC))
        defer { for descriptor in [file, log, rollback] where descriptor >= 0 { close(descriptor) } }
        try Replacement(of: (file, log < 0 ? nil : log, rollback < 0 ? nil : rollback), for: database, keys: keys)
            .putInPlace(keeping: database + end)
    }

    private func entries(_ path: String) throws -> Int { try DatabaseInspection.at(path).verdict.entries }

    /// As the version before has left it, with all that it held.
    @Test(arguments: [1, 2, 3, 4]) func anOlderVersionIsBroughtUp(version: Int) throws {
        try withFolder { folder in
            let (backup, database) = (folder + "/backup.db", folder + "/crrtd.db")
            let store = try Store(path: folder + "/present.db")
            var history = RandomHistory(seed: 5, campaigns: false)
            try history.live(60, in: store)
            let (rows, head) = (try store.rows(except: ["journal_identity", "checkpoint", "epoch"]), try store.verifyJournal().last)
            try OlderDatabase.write(version: version, store, to: backup)
            try store.close()
            let before = bytes(backup)
            let look = try DatabaseInspection.at(backup)
            #expect(look.version == version && look.verdict.last == head)
            try replace(database, by: backup)
            #expect(bytes(backup) == before)
            #expect(try DatabaseInspection.at(database).version == Schema.version)
            let restored = try Store(path: database)
            #expect(try restored.rows(except: ["journal_identity", "checkpoint", "epoch"]) == rows)
            #expect(try restored.verifyJournal().last == head)
            try restored.close()
        }
    }

    /// Rows of an earlier schema are compared once they are brought up.
    @Test(arguments: [1, 2, 3, 4]) func forgedRowsOfAnOlderVersionAreRefused(version: Int) throws {
        try withFolder { folder in
            let (backup, database) = (folder + "/backup.db", folder + "/crrtd.db")
            let store = try Store(path: folder + "/present.db")
            var history = RandomHistory(seed: 5, campaigns: false)
            try history.live(60, in: store)
            try OlderDatabase.write(version: version, store, to: backup)
            try store.close()
            try change(backup) { try $0.execute(sql: "UPDATE request SET ends_at = ends_at + 1") }
            let error = #expect(throws: StoreError.self) { try replace(database, by: backup) }
            #expect(error.map { "\($0)" }?.contains("is not what the journal says") == true)
            #expect(!FileManager.default.fileExists(atPath: database))
        }
    }

    /// What a killed daemon has committed stands in the log beside the file: it is kept with it, and not taken for the new one's.
    @Test func theLogOfAKilledDaemonIsKept() throws {
        try withFolder { folder in
            let (backup, database) = (folder + "/backup.db", folder + "/crrtd.db")
            try filled(backup, 3)
            let store = try Store(path: folder + "/live.db")
            for number in 1...9 { try store.append(.expert(Sample.expert("EST-\(number)"))) }
            for end in ["", "-wal"] { try FileManager.default.copyItem(atPath: store.path + end, toPath: database + end) }
            try store.close()
            try replace(database, by: backup)
            #expect(try entries(database) == 3)
            #expect(try entries(database + ".kept") == 9)
            // And back, with whatever lies beside it.
            try FileManager.default.removeItem(atPath: backup)
            try FileManager.default.moveItem(atPath: database + ".kept", toPath: backup)
            try replace(database, by: backup, keeping: ".kept-too")
            #expect(try entries(database) == 9)
        }
    }

    @Test func aBackupWithItsLogIsWhole() throws {
        try withFolder { folder in
            let store = try Store(path: folder + "/live.db")
            for number in 1...9 { try store.append(.expert(Sample.expert("EST-\(number)"))) }
            for end in ["", "-wal"] { try FileManager.default.copyItem(atPath: store.path + end, toPath: folder + "/copy.db" + end) }
            try store.close()
            try replace(folder + "/crrtd.db", by: folder + "/copy.db")
            #expect(try entries(folder + "/crrtd.db") == 9)
        }
    }

    /// The chain made anew: only the signature tells.
    @Test func aForgedJournalIsNotRestored() throws {
        try withFolder { folder in
            let (backup, database, key) = (folder + "/backup.db", folder + "/crrtd.db", try SigningKey())
            try filled(backup, 5, key: key)
            try filled(database, 2)
            #expect(try DatabaseInspection.at(backup, keys: [key.verifyingKey]).verdict.signed?.seq == 5)
            try change(backup) { db in
                try db.pastTriggers {
                    try db.execute(sql: "UPDATE journal SET principal = 'me' WHERE seq = 5")
                    var entry = try JournalEntry(
                        #require(try Row.fetchOne(db, sql: "SELECT \(JournalEntry.columns) FROM journal WHERE seq = 5")))
                    entry.hash = entry.computedHash()
                    try db.execute(sql: "UPDATE journal SET hash = ? WHERE seq = 5", arguments: [Data(entry.hash)])
                }
            }
            let error = #expect(throws: StoreError.self) { try replace(database, by: backup, keys: [key.verifyingKey]) }
            #expect(error.map { "\($0)" }?.contains("does not hold") == true)
            #expect(try entries(database) == 2)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder).allSatisfy { !$0.contains("restoring") && !$0.contains("kept") }
            )
        }
    }

    /// An index that has lost a row: SQLite answers wrongly, and no hash tells.
    @Test func aBrokenIndexIsNotRestored() throws {
        try withFolder { folder in
            let backup = folder + "/backup.db"
            try filled(backup, 5)
            try change(backup) { db in
                try db.execute(sql: "DROP INDEX expert_by_nation; CREATE INDEX expert_by_nation ON expert (id, nation)")
                try db.execute(sql: "PRAGMA writable_schema = ON")
                try db.execute(
                    sql: "UPDATE sqlite_schema SET sql = replace(sql, '(id, nation)', '(nation, id)') WHERE name = 'expert_by_nation'")
            }
            #expect(throws: StoreError.self) { try DatabaseInspection.at(backup) }
        }
    }

    /// Who has the old one open would go on writing into what is no database any more.
    @Test func whoHasItOpenIsInTheWay() throws {
        try withFolder { folder in
            let (backup, database) = (folder + "/backup.db", folder + "/crrtd.db")
            try filled(backup, 3)
            let store = try Store(path: database)
            for number in 1...9 { try store.append(.expert(Sample.expert("EST-\(number)"))) }
            try store.raw { db in
                try db.execute(sql: "BEGIN; SELECT count(*) FROM journal")
                #expect(throws: StoreError.self) { try replace(database, by: backup) }
                try db.execute(sql: "COMMIT")
            }
            #expect(try store.verifyJournal().entries == 9)
            try store.close()
        }
    }
}
