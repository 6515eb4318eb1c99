import CRRTDomain
import Foundation
import GRDB
import Glibc
import JournalProof
import Testing

@testable import CRRTStore

/// What is not ours, too new, damaged or out of reach is refused and left as it was, byte for byte.
@Suite struct OpeningTests {
    /// A closed database with ten entries.
    private func filled(_ folder: String) throws -> String {
        let store = try Store(path: folder + "/crrtd.db")
        for number in 1...10 { try store.append(.expert(Sample.expert("EST-\(number)"))) }
        try store.close()
        return store.path
    }

    private func refused(_ path: String, as expected: (StoreError) -> Bool, at place: SourceLocation = #_sourceLocation) {
        let before = [path, path + "-wal"].map(bytes)
        let error = #expect(throws: StoreError.self, sourceLocation: place) { _ = try Store(path: path) }
        #expect(error.map(expected) == true, "\(error.map { "\($0)" } ?? "it opened")", sourceLocation: place)
        #expect([path, path + "-wal"].map(bytes) == before, "the file was changed", sourceLocation: place)
    }

    private func isDamaged(_ error: StoreError) -> Bool {
        switch error {
        case .damaged, .journalBroken: true
        default: false
        }
    }
    private func isNotOurs(_ error: StoreError) -> Bool { if case .notOurs = error { true } else { false } }
    private func cannotOpen(_ error: StoreError) -> Bool { if case .cannotOpen = error { true } else { false } }

    @Test(arguments: ["x", "SQLite format 3", "SQLite format 2\0 and what follows", String(repeating: "{}\n", count: 5000)])
    func notSQLite(content: String) throws {
        try withFolder { folder in
            let path = folder + "/crrtd.db"
            try Data(content.utf8).write(to: URL(fileURLWithPath: path))
            refused(path, as: isNotOurs)
        }
    }

    @Test(arguments: ["CREATE TABLE t (a)", "PRAGMA application_id = 42", "PRAGMA user_version = 1"])
    func anotherProgram(sql: String) throws {
        try withFolder { folder in
            let path = folder + "/crrtd.db"
            let other = try DatabaseQueue(path: path)
            try other.writeWithoutTransaction { try $0.execute(sql: sql) }
            try other.close()
            refused(path, as: isNotOurs)
        }
    }

    @Test func newer() throws {
        try withFolder { folder in
            let path = try filled(folder)
            let other = try DatabaseQueue(path: path)
            try other.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 99") }
            try other.close()
            refused(path) { if case .tooNew(_, 99, Schema.version) = $0 { true } else { false } }
        }
    }

    /// As a kill leaves it: the newer version stands in the write-ahead log only.
    @Test func newerAfterAKill() throws {
        try withFolder { folder in
            let path = try filled(folder)
            let other = try DatabasePool(path: path)
            try other.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 99") }
            let left = folder + "/left.db"
            for end in ["", "-wal"] { try FileManager.default.copyItem(atPath: path + end, toPath: left + end) }
            try other.close()
            refused(left) { if case .tooNew(_, 99, Schema.version) = $0 { true } else { false } }
        }
    }

    /// Page 1 holds the schema; then the root of each table.
    @Test(arguments: ["sqlite_schema", "journal", "expert", "team", "effect", "request", "tasking", "assignment", "consent", "receipt"])
    func damagedPage(table: String) throws {
        try withFolder { folder in
            let path = try filled(folder)
            let queue = try DatabaseQueue(path: path)
            let root =
                try queue.read { try Int.fetchOne($0, sql: "SELECT rootpage FROM sqlite_schema WHERE name = ?", arguments: [table]) } ?? 1
            try queue.close()
            let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
            try file.seek(toOffset: UInt64((root - 1) * 4096 + (root == 1 ? 100 : 0)))
            try file.write(contentsOf: [UInt8](repeating: 0xA5, count: 3000))
            try file.close()
            refused(path, as: isDamaged)
        }
    }

    /// No crrtd has written such a one; and a number that was changed does not make an older schema of a newer one.
    @Test(arguments: [-1, 0, 1, 4]) func wrongVersion(version: Int) throws {
        try withFolder { folder in
            let path = try filled(folder)
            try change(path, "PRAGMA user_version = \(version)")
            refused(path, as: isDamaged)
        }
    }

    /// Whatever is not as the migrations make it is named.
    @Test(arguments: [
        ("DROP TRIGGER journal_is_not_changed", "the trigger journal_is_not_changed of schema"),
        ("DROP TABLE label", "the table label of schema"), ("DROP INDEX consent_by_deadline", "the index consent_by_deadline of schema"),
        ("ALTER TABLE receipt ADD COLUMN more TEXT", "the table receipt is not that of schema"),
        ("ALTER TABLE team RENAME COLUMN nation TO country", "the index team_by_nation is not that of schema"),
        (
            "DROP TRIGGER label_is_not_removed; CREATE TRIGGER label_is_not_removed BEFORE DELETE ON label BEGIN SELECT 1; END",
            "the trigger label_is_not_removed is not that of schema"
        ),
        ("CREATE TRIGGER more AFTER INSERT ON team BEGIN DELETE FROM receipt; END", "the trigger more is none of schema"),
        ("CREATE VIEW people AS SELECT * FROM expert_name", "the view people is none of schema"),
    ])
    func changedSchema(sql: String, reason: String) throws {
        try withFolder { folder in
            let path = try filled(folder)
            try change(path, sql)
            refused(path) { self.isDamaged($0) && "\($0)".contains(reason) }
            #expect(throws: StoreError.self) { try DatabaseInspection.at(path) }
        }
    }

    /// Statistics are SQLite's own.
    @Test func analysedOpens() throws {
        try withFolder { folder in
            let path = try filled(folder)
            try change(path, "ANALYZE")
            try Store(path: path).close()
        }
    }

    /// Every released schema opens, and is then the present one to the letter.
    @Test(arguments: 1..<Schema.version) func olderSchemas(version: Int) throws {
        try withFolder { folder in
            let store = try Store(path: folder + "/present.db")
            try store.append(.expert(Sample.expert("EST-1")), .request(Sample.request("REQ-EST-2026-0001")))
            try OlderDatabase.write(version: version, store, to: folder + "/old.db")
            let old = try Store(path: folder + "/old.db")
            let schema = "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name"
            let (found, wanted) = try (
                old.read { try Row.fetchAll($0.db, sql: schema) }, store.read { try Row.fetchAll($0.db, sql: schema) }
            )
            #expect(found == wanted)
            try old.close()
            try Store(path: old.path).close()
            try store.close()
        }
    }

    private func change(_ path: String, _ sql: String) throws {
        let other = try DatabaseQueue(path: path)
        try other.writeWithoutTransaction { try $0.execute(sql: "PRAGMA foreign_keys = OFF; " + sql) }
        try other.close()
    }

    @Test func shortened() throws {
        try withFolder { folder in
            let path = try filled(folder)
            #expect(truncate(path, 4096 * 3) == 0)
            refused(path, as: isDamaged)
        }
    }

    @Test func lastEntryChanged() throws {
        try withFolder { folder in
            let path = try filled(folder)
            let other = try DatabaseQueue(path: path)
            try other.writeWithoutTransaction { db in
                try db.pastTriggers { try db.execute(sql: "UPDATE journal SET principal = 'me' WHERE seq = 10") }
            }
            try other.close()
            refused(path, as: isDamaged)
        }
    }

    /// A damaged page far from all that opening looks at shows where it is read.
    @Test func damageWithinIsToldWhenRead() throws {
        try withFolder { folder in
            let store = try Store(path: folder + "/crrtd.db")
            try store.writeAndWait { transaction in
                for number in 1...500 {
                    try transaction.append(
                        JournalDraft(by: "test", .expertPut, "x", [.expert(Sample.expert("EST-\(number)"))]), at: Sample.now)
                }
            }
            try store.close()
            let pages = Set(1...bytes(store.path).count / 4096)
            let file = try FileHandle(forUpdating: URL(fileURLWithPath: store.path))
            // A leaf of the journal: the page on which entry 250's payload stands.
            let needle = Data("\"id\":\"EST-250\"".utf8)
            let content = Data(bytes(store.path))
            let hits = pages.filter { content[($0 - 1) * 4096..<$0 * 4096].range(of: needle) != nil }
            for page in hits {
                try file.seek(toOffset: UInt64((page - 1) * 4096))
                try file.write(contentsOf: [UInt8](repeating: 0, count: 8))
            }
            try file.close()
            let reopened = try Store(path: store.path)
            #expect(throws: StoreError.self) { try reopened.verifyJournal() }
            try reopened.close()
        }
    }

    @Test func folderMissing() throws {
        try withFolder { folder in
            refused(folder + "/none/crrtd.db", as: cannotOpen)
            #expect(!FileManager.default.fileExists(atPath: folder + "/none"))
        }
    }

    @Test func pathIsAFolder() throws { try withFolder { refused($0, as: cannotOpen) } }

    @Test(arguments: [false, true]) func readOnlyFolder(existing: Bool) throws {
        try withFolder { folder in
            let path = existing ? try filled(folder) : folder + "/crrtd.db"
            if existing { chmod(path, 0o444) }
            chmod(folder, 0o555)
            defer { chmod(folder, 0o755) }
            try asNobody { refused(path, as: cannotOpen) }
        }
    }

    /// Root may write anywhere, so while it tests it is nobody to the file system, on this thread: setfsuid(2), which Glibc's module
    /// leaves out.
    private func asNobody(_ body: () throws -> Void) throws {
        guard geteuid() == 0 else { return try body() }
        let symbol = try #require(dlsym(dlopen(nil, RTLD_NOW), "setfsuid"))
        let setFileUser = unsafeBitCast(symbol, to: (@convention(c) (uid_t) -> CInt).self)
        _ = setFileUser(65534)
        defer { _ = setFileUser(0) }
        try body()
    }

    @Test func emptyFileOpens() throws {
        try withFolder { folder in
            let path = folder + "/crrtd.db"
            #expect(FileManager.default.createFile(atPath: path, contents: nil))
            let store = try Store(path: path)
            #expect(try store.append(.expert(Sample.expert("EST-1"))) == 1)
            try store.close()
        }
    }

    /// Killed after the file was made and before the first migration.
    @Test func databaseWithoutTablesOpens() throws {
        try withFolder { folder in
            let path = folder + "/crrtd.db"
            let other = try DatabaseQueue(path: path)
            try other.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL; CREATE TABLE t (a); DROP TABLE t") }
            try other.close()
            try Store(path: path).close()
        }
    }

    /// What a kill leaves is all there again: the acknowledged changes stand in the write-ahead log.
    @Test func killedStoreOpens() throws {
        try withFolder { folder in
            let store = try Store(path: folder + "/crrtd.db")
            for number in 1...10 { try store.append(.expert(Sample.expert("EST-\(number)"))) }
            let left = folder + "/left.db"
            for end in ["", "-wal"] { try FileManager.default.copyItem(atPath: store.path + end, toPath: left + end) }
            try store.close()
            let reopened = try Store(path: left)
            #expect(try reopened.verifyJournal().entries == 10)
            try reopened.close()
        }
    }

    @Test func closedStoreRefuses() throws {
        try withFolder { folder in
            let store = try Store(path: folder + "/crrtd.db")
            try store.close()
            #expect(throws: StoreError.self) { try store.read { try $0.seq() } }
            #expect(throws: WriteFailure.self) { try store.append(.expert(Sample.expert("EST-1"))) }
        }
    }
}
