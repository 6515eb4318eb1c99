import CRRTDomain
import Dispatch
import Foundation
import GRDB
import Glibc
import JournalProof
import Testing

@testable import CRRTStore

/// What a start goes by beside the rows themselves: deadlines, indexes, and the entries that rows are compared with.
@Suite struct ForgedBesideRowsTests {
    private static let tasking = "TSK-EST-2026-0001-1"

    /// One request with an ordered tasking, and one that waits for its end.
    private func withRecords(_ body: (Store) throws -> Void) throws {
        try withStore { store in
            try store.append(.expert(Sample.expert("EST-1")))
            for id in ["REQ-EST-2026-0001", "REQ-EST-2026-0002"] {
                try store.append(.request(Sample.request(id, .submitted)), event: .requestSubmitted, subject: id)
                try store.append(.request(Sample.request(id)), event: .requestValidated, subject: id)
            }
            let id = Self.tasking
            try store.append(
                .tasking(Sample.tasking(id, .awaitingConsent, ["EST-1"])), .consent(Sample.consent(id, "EST")),
                event: .taskingProposed, subject: id)
            try store.append(.consent(Sample.consent(id, "EST", .contribute, .granted)), event: .consentGranted, subject: id)
            try store.append(.tasking(Sample.tasking(id, .ordered, ["EST-1"])), event: .taskingOrdered, subject: id)
            try store.checkOpenRows()
            try body(store)
        }
    }

    private func forge(_ store: Store, _ sql: String, _ arguments: StatementArguments = []) throws {
        try store.raw { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
            try db.pastTriggers {
                try db.execute(sql: sql, arguments: arguments)
                #expect(db.changesCount > 0, "\(sql) changes nothing")
            }
        }
    }

    private func complaint(_ store: Store) -> String {
        let error = #expect(throws: StoreError.self) { try store.checkOpenRows() }
        return error.map { "\($0)" } ?? ""
    }

    @Test(arguments: [
        ("INSERT INTO expiry VALUES ('REQ-EST-2026-0001', 1)", "expiry of REQ-EST-2026-0001 is in no entry"),
        ("UPDATE expiry SET ends_at = 1", "expiry of REQ-EST-2026-0002 is not what the journal says"),
        ("DELETE FROM expiry", "expiry of REQ-EST-2026-0002 is missing"),
    ]) func forgedDeadlinesAreFound(sql: String, words: String) throws {
        try withRecords { store in
            let honest = try store.read { try $0.nextDeadline() }
            try forge(store, sql)
            #expect(complaint(store).contains(words))
            // Should it happen behind a running daemon: what was invented does not fire, and keeps nothing from firing.
            let next = try store.read { try $0.nextDeadline() }
            #expect(next?.at == (sql.hasPrefix("INSERT") ? honest?.at : nil))
        }
    }

    /// Its hash does not hold; made anew, the next entry does not follow it, or it does not follow the one before.
    @Test(arguments: [2, 3, 6, 7, 8]) func forgedEntriesAreNotBelieved(seq: Int) throws {
        try withRecords { store in
            try forge(store, "UPDATE journal SET principal = 'me' WHERE seq = ?", [seq])
            #expect(complaint(store).contains("journal entry \(seq) does not hold"))
        }
        for (seq, named) in [(seq, min(seq + 1, 8)), (8, 8)] {
            try withRecords { store in
                let found = try store.read { try $0.journal(since: seq - 1, limit: 1).first }
                var entry = try #require(found)
                if seq == 8 { entry.previousHash = JournalEntry.genesis }
                entry.principal = "me"
                entry.hash = entry.computedHash()
                try forge(
                    store, "UPDATE journal SET principal = 'me', hash = ?, previous_hash = ? WHERE seq = ?",
                    [Data(entry.hash), Data(entry.previousHash), seq])
                #expect(complaint(store).contains("journal entry \(named) does not follow the one before it"))
            }
        }
    }

    @Test(arguments: [
        ("journal_by_subject", "journal", "seq = 8"), ("assignment_by_expert", "assignment", "TRUE"), ("expiry_by_time", "expiry", "TRUE"),
        ("tasking_by_number", "tasking", "TRUE"), ("tasking_that_holds_a_request", "tasking", "TRUE"),
        ("request_by_state", "request", "id LIKE '%1'"), ("request_by_deadline", "request", "id LIKE '%1'"),
        ("consent_by_nation", "consent", "TRUE"),
    ]) func anIndexThatLacksARowIsFound(index: String, table: String, rows: String) throws {
        try withRecords { store in
            try hide(rows, of: table, from: index, store)
            // Without its index, a deadline is missing.
            let found = complaint(store)
            let named = found.contains("\(index) does not have the rows of \(table)")
            #expect(named || (table == "expiry" && found.contains("expiry of")), "\(found)")
            #expect(try store.fileFaults().contains { $0.contains(index) })
            #expect(throws: StoreError.self) { try store.backup(to: store.path + ".copy") }
        }
    }

    /// The rows are there as before, and the index was not looking when they came.
    private func hide(_ rows: String, of table: String, from index: String, _ store: Store) throws {
        try store.raw { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            try db.pastTriggers {
                try db.execute(sql: "CREATE TABLE kept AS SELECT * FROM \(table) WHERE \(rows); DELETE FROM \(table) WHERE \(rows)")
            }
        }
        let schema = try store.raw { db in
            try db.execute(sql: "PRAGMA writable_schema = ON")
            let row = try Row.fetchOne(db, sql: "SELECT * FROM sqlite_schema WHERE name = ?", arguments: [index])
            try db.execute(sql: "DELETE FROM sqlite_schema WHERE name = ?", arguments: [index])
            return Array(try #require(row).databaseValues)
        }
        try store.raw { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            try db.pastTriggers { try db.execute(sql: "INSERT INTO \(table) SELECT * FROM kept") }
            try db.execute(sql: "DROP TABLE kept")
        }
        try store.raw { db in
            try db.execute(sql: "PRAGMA writable_schema = ON")
            try db.execute(sql: "INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", arguments: StatementArguments(schema))
        }
    }
}

/// Files that no start can go by, told in words and at once.
@Suite struct UnusableFileTests {
    @Test(arguments: ["epoch", "journal_identity"]) func anEmptiedTableIsNamed(table: String) throws {
        try withFolder { folder in
            let store = try Store(path: folder + "/crrtd.db")
            try store.append(.expert(Sample.expert("EST-1")))
            try store.raw { db in try db.pastTriggers { try db.execute(sql: "DELETE FROM \(table)") } }
            try store.close()
            let error = #expect(throws: StoreError.self) { try Store(path: store.path) }
            guard case .damaged(_, let reason) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(reason == "the table \(table) is empty")
            guard table == "epoch" else { return }
            try Replacement(rebuilding: store.path, keys: []).putInPlace(keeping: store.path + ".kept")
            let anew = try Store(path: store.path)
            #expect(try anew.read { try $0.epochs().count } == 1)
            try anew.close()
        }
    }

    @Test func anUnreadableReceiptIsLeftBehind() throws {
        try withFolder { folder in
            let store = try Store(path: folder + "/crrtd.db")
            try store.append(.expert(Sample.expert("EST-1")))
            try store.raw { db in
                try db.execute(sql: "PRAGMA ignore_check_constraints = ON")
                for (key, answer) in [("a", "'{'"), ("b", "'{}'"), ("c", #"CAST(x'7b2261223a22ff227d' AS TEXT)"#)] {
                    try db.execute(sql: "INSERT INTO receipt VALUES ('p', '\(key)', 'm', zeroblob(32), \(answer), 0)")
                }
            }
            try store.close()
            let replacement = try Replacement(rebuilding: store.path, keys: [])
            #expect(replacement.omittedRows == ["receipt of p", "receipt of p"])
            try replacement.putInPlace(keeping: store.path + ".kept")
            let anew = try Store(path: store.path)
            #expect(try anew.read { try String.fetchAll($0.db, sql: "SELECT key FROM receipt") } == ["b"])
            try anew.close()
        }
    }

    /// To open one waits for its other end.
    @Test(arguments: ["", "-journal", "-wal"]) func aPipeIsRefusedAtOnce(end: String) throws {
        try withFolder { folder in
            let path = folder + "/crrtd.db"
            if !end.isEmpty { try Store(path: path).close() }
            _ = unlink(path + end)
            #expect(mkfifo(path + end, 0o600) == 0)
            let openings: [() throws -> Void] = [
                { _ = try Store(path: path) }, { _ = try DatabaseInspection.at(path) }, { _ = try Replacement(rebuilding: path, keys: []) },
            ]
            for refused in openings {
                let error = unwaited(path + end) { #expect(throws: StoreError.self) { try refused() } }
                #expect(error.map { "\($0)" }?.contains("crrtd.db\(end): it is not a regular file") == true)
            }
        }
    }

    /// Gives a pipe its other end where that is waited for, so that a fault fails here and does not hang.
    private func unwaited<Value>(_ pipe: String, _ body: () -> Value) -> Value {
        let (timer, waited) = (DispatchSource.makeTimerSource(), DispatchSemaphore(value: 0))
        timer.schedule(deadline: .now() + 20, repeating: 5)
        timer.setEventHandler {
            close(open(pipe, O_RDWR | O_CLOEXEC))
            waited.signal()
        }
        timer.resume()
        defer {
            timer.cancel()
            #expect(waited.wait(timeout: .now()) == .timedOut, "it waited for the other end of \(pipe)")
        }
        return body()
    }

    @Test(.enabled(if: SmallDisk.isPossible, "a small disk cannot be mounted here")) func aRebuildOnAFullDisk() throws {
        try withFolder { folder in
            let disk = try #require(SmallDisk(at: folder))
            defer { disk.remove() }
            let store = try Store(path: folder + "/crrtd.db")
            try store.append(.expert(Sample.expert("EST-1")))
            // A daemon that was killed leaves a log, which is read with a file of shared memory beside it.
            try withFolder { other in
                for end in ["", "-wal"] { try FileManager.default.copyItem(atPath: store.path + end, toPath: other + "/crrtd.db" + end) }
                try store.close()
                for end in ["", "-wal"] {
                    try? FileManager.default.removeItem(atPath: store.path + end)
                    try FileManager.default.copyItem(atPath: other + "/crrtd.db" + end, toPath: store.path + end)
                }
            }
            disk.fill(folder + "/ballast")
            let error = #expect(throws: StoreError.self) { _ = try Replacement(rebuilding: store.path, keys: []) }
            #expect(error.map { "\($0)" }?.contains("the disk is full") == true)
        }
    }
}
