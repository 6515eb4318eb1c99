import Dispatch
import GRDB
import Synchronization

/// The connections for reading, besides the writer's.
///
/// GRDB's own pool prepares three statements for each read, which costs more than reading one record. These connections keep theirs.
final class ReaderPool: Sendable {
    private struct Connections {
        var idle: [DatabaseQueue] = []
        var isClosed = false
    }

    /// The most threads that read at once; further ones wait. The scheduler has fewer, whatever the machine (CRRTService/Scheduling), and a
    /// connection is opened only when all others are in use. Each costs up to a megabyte of cache.
    static let capacity = 24

    private let path: String
    private let files: DatabaseFiles
    private let permits = DispatchSemaphore(value: ReaderPool.capacity)
    private let connections = Mutex(Connections())

    init(path: String, _ files: DatabaseFiles) {
        self.path = path
        self.files = files
    }

    /// Runs `body` in one transaction, so that all it reads is consistent.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try withConnection { connection in
            try connection.unsafeRead { db in
                try db.cachedStatement(sql: "BEGIN DEFERRED").execute()
                do {
                    let value = try body(db)
                    try db.cachedStatement(sql: "COMMIT").execute()
                    return value
                } catch {
                    // After a disk error SQLite has rolled back already.
                    if db.isInsideTransaction { try db.cachedStatement(sql: "ROLLBACK").execute() }
                    throw error
                }
            }
        }
    }

    /// Calls `body` with a connection of its own.
    func withConnection<Value>(_ body: (DatabaseQueue) throws -> Value) throws -> Value {
        permits.wait()
        defer { permits.signal() }
        let connection = try checkOut()
        defer { checkIn(connection) }
        return try body(connection)
    }

    /// Waits until no connection is in use, then closes them.
    func close() throws {
        for _ in 0..<ReaderPool.capacity { permits.wait() }
        defer { for _ in 0..<ReaderPool.capacity { permits.signal() } }
        let idle = connections.withLock { connections in
            defer { connections = Connections(isClosed: true) }
            return connections.idle
        }
        for connection in idle { try connection.close() }
    }

    private func checkOut() throws -> DatabaseQueue {
        let idle = try connections.withLock { connections in
            if connections.isClosed { throw StoreError.cannotOpen(path: path, reason: "the store is closed") }
            return connections.idle.popLast()
        }
        return try idle ?? open()
    }

    /// Open connections stay valid when the database is moved away. A new one would open whatever took its place, hence the checks.
    private func open() throws -> DatabaseQueue {
        func check() throws {
            if let loss = files.loss() { throw StoreError.cannotOpen(path: path, reason: loss) }
        }
        try check()
        let connection = try DatabaseQueue(path: path, configuration: StoreOpening.readConfiguration())
        do { try check() } catch {
            try connection.close()
            throw error
        }
        return connection
    }

    private func checkIn(_ connection: DatabaseQueue) { connections.withLock { $0.idle.append(connection) } }
}
