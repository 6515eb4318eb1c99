import CRRTDomain
import Foundation
import GRDB
import Glibc
import JournalProof
import Testing

@testable import CRRTStore

/// What lies beside a database: SQLite's journals, and what killed programs have left.
@Suite struct SideFileTests {
    /// A database with that number of experts, and a transaction under way in it, both files as a killed program leaves them: SQLite has
    /// written changed pages into the database, and what they were before into `-journal`.
    private func hot(_ path: String, experts: Int) throws {
        let store = try Store(path: path + ".made")
        for number in 1...experts {
            let draft = JournalDraft(by: "x", .expertPut, "x", [.expert(try Sample.expert("EST-\(number)"))])
            store.write({ try $0.append(draft, at: Sample.now) }) { _ in }
        }
        try store.close()
        let queue = try DatabaseQueue(path: path + ".made")
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN IMMEDIATE")
            try db.execute(sql: "UPDATE expert SET record = replace(record, 'Hours\":12', 'Hours\":77')")
            for end in ["", "-journal"] { try FileManager.default.copyItem(atPath: path + ".made" + end, toPath: path + end) }
            try db.execute(sql: "ROLLBACK")
        }
        try queue.close()
        try FileManager.default.removeItem(atPath: path + ".made")
        #expect(FileInspection.isNonEmpty(path + "-journal") && files(of: path, hold: "Hours\":77"))
    }

    private func replace(_ database: String, by backup: String) throws {
        let (file, rollback) = (open(backup, O_RDONLY | O_CLOEXEC), open(backup + "-journal", O_RDONLY | O_CLOEXEC))
        defer { for descriptor in [file, rollback] where descriptor >= 0 { close(descriptor) } }
        try Replacement(of: (file, nil, rollback < 0 ? nil : rollback), for: database, keys: []).putInPlace(keeping: database + ".kept")
    }

    @Test func aStartRollsBack() throws {
        try withFolder { folder in
            try hot(folder + "/crrtd.db", experts: 200)
            let store = try Store(path: folder + "/crrtd.db")
            #expect(try store.verifyJournal().entries == 200)
            #expect(try store.differingRows() == [])
            #expect(!FileManager.default.fileExists(atPath: store.path + "-journal"))
            try store.close()
        }
    }

    @Test func aBackupWithItsJournalIsRolledBack() throws {
        try withFolder { folder in
            try hot(folder + "/backup.db", experts: 200)
            try replace(folder + "/crrtd.db", by: folder + "/backup.db")
            #expect(try DatabaseInspection.at(folder + "/crrtd.db").counts.experts == 200)
            #expect(FileInspection.isNonEmpty(folder + "/backup.db-journal"))
        }
    }

    /// Rolled back into the new database, it would destroy it.
    @Test(arguments: [true, false]) func aRestoreTakesTheJournalAway(isReadable: Bool) throws {
        try withFolder { folder in
            let (backup, database) = (folder + "/backup.db", folder + "/crrtd.db")
            let store = try Store(path: backup)
            try store.append(.expert(Sample.expert("EST-1")))
            try store.close()
            try hot(database, experts: 200)
            if !isReadable {
                // No SQLite database any more: nothing can be rolled back, and both files are kept as they are.
                let file = try FileHandle(forWritingTo: URL(fileURLWithPath: database))
                try file.write(contentsOf: Data(repeating: 0xA5, count: 100))
                try file.close()
            }
            try replace(database, by: backup)
            #expect(!FileManager.default.fileExists(atPath: database + "-journal"))
            #expect(try DatabaseInspection.at(database).counts.experts == 1)
            #expect(FileInspection.isNonEmpty(database + ".kept-journal") == !isReadable)
            if isReadable { #expect(try DatabaseInspection.at(database + ".kept").counts.experts == 200) }
        }
    }

    @Test func leftoversOfProgramsThatAreNoMoreGo() throws {
        try withFolder { folder throws in
            let gone = [
                "crrtd.db.restoring-4194999", "crrtd.db.restoring-4194999-wal", "crrtd.db.restoring-4194999-8-journal",
                "crrtd.db.comparing-4194999-8", "crrtd-1.db.part-4194999-8", "crrtd-1.db.part-4194999-8-journal",
            ]
            let own = "crrtd.db.restoring-\(getpid())-8"
            let others = ["crrtd.db", "a.part-4194999", "a.part", "a.part-x-1", "crrtd.db.replaced-4194999-8", "b.part-\(getppid())-8"]
            for name in gone + others + [own] { #expect(FileManager.default.createFile(atPath: folder + "/" + name, contents: nil)) }
            TemporaryFiles.removeStale(in: folder)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == (others + [own]).sorted())
            TemporaryFiles.removeStale(in: folder, isStart: true)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == others.sorted())
            TemporaryFiles.removeStale(in: folder + "/none")
        }
    }
}
