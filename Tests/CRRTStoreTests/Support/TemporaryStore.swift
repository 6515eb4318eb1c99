import CRRTDomain
import Dispatch
import Foundation
import GRDB
import JournalProof

@testable import CRRTStore

/// A folder of its own for one test, gone afterwards.
func withFolder<Value>(_ body: (String) throws -> Value) throws -> Value {
    let folder = NSTemporaryDirectory() + "/crrtd-store-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
}

/// A new store in such a folder.
func withStore<Value>(on background: any Background = SystemBackground(), _ body: (Store) throws -> Value) throws -> Value {
    try withFolder { folder in
        let store = try Store(path: folder + "/crrtd.db", background: background)
        let value = try body(store)
        try store.close()
        return value
    }
}

extension Store {
    /// One entry with these changes; waits until it is durable.
    @discardableResult
    func append(_ changes: RecordChange..., event: JournalEvent = .expertPut, subject: String = "EST-1") throws -> Int {
        try writeAndWait { try $0.append(JournalDraft(by: "test (uid 1)", event, subject, changes), at: Sample.now).seq }
    }

    /// Every row of every table but for some, in the order of the keys, in which SQLite passes through a table.
    func rows(except left: Set<String> = []) throws -> [String: [Row]] {
        try read { rows in
            let tables = try String.fetchAll(rows.db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
            return try Dictionary(
                uniqueKeysWithValues: tables.filter { !left.contains($0) }.map { table in
                    (table, try Row.fetchAll(rows.db, sql: "SELECT * FROM \(table)"))
                })
        }
    }

    /// A second connection to the same file, as somebody with the sqlite3 shell has it.
    func raw<Value>(_ body: (Database) throws -> Value) throws -> Value {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.writeWithoutTransaction(body)
    }
}

extension Database {
    /// Changes what triggers keep from being changed, and leaves the triggers as they were.
    func pastTriggers(_ body: () throws -> Void) throws {
        let triggers = try Row.fetchAll(self, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
            .map { (name: $0[0] as String, sql: $0[1] as String) }
        for trigger in triggers { try execute(sql: "DROP TRIGGER \(trigger.name)") }
        try body()
        for trigger in triggers { try execute(sql: trigger.sql) }
    }
}

/// The bytes of a file; empty where there is none.
func bytes(_ path: String) -> [UInt8] { FileManager.default.contents(atPath: path).map(Array.init) ?? [] }

/// Whether a text stands anywhere in the files of a database.
func files(of path: String, hold text: String) -> Bool {
    [path, path + "-wal", path + "-journal"].contains { file in
        FileManager.default.contents(atPath: file)?.range(of: Data(text.utf8)) != nil
    }
}

func hex(_ bytes: some Sequence<UInt8>) -> String { bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }

/// The system's queues and threads, on a machine where no computing time passes: the writer ends no batch for the time that it took.
struct TimelessBackground: Background {
    private let system = SystemBackground()
    let now = ContinuousClock.now

    func queue(_ label: String) -> any WorkQueue { system.queue(label) }
    func start(niceness: Int32, _ turn: @escaping @Sendable () -> Bool) { system.start(niceness: niceness, turn) }
    var turnsMayBlock: Bool { system.turnsMayBlock }
    func wait(for semaphore: DispatchSemaphore) { system.wait(for: semaphore) }
    var processors: Int { system.processors }
}
