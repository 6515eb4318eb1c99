import Dispatch
import GRDB
import Synchronization

/// The connections that read beside the writer.
///
/// GRDB's pool prepares three statements anew for each read, which costs more than reading one record; these keep theirs.
final class Readers: Sendable {
    private struct Connections {
        var idle: [DatabaseQueue] = []
        var closed = false
    }

    /// More threads than this would wait for each other. Those that read are fewer, whatever the machine (CRRTService/Scheduling), and a
    /// connection is opened only where all others are in use. Each costs up to a megabyte of cache.
    static let most = 24

    private let path: String
    private let files: DatabaseFiles
    private let places = DispatchSemaphore(value: Readers.most)
    private let connections = Mutex(Connections())

    init(path: String, _ files: DatabaseFiles) {
        self.path = path
        self.files = files
    }

    /// Runs `body` in a transaction, so that all it sees is of one moment.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try lend { connection in
            try connection.unsafeRead { db in
                try db.cachedStatement(sql: "BEGIN DEFERRED").execute()
                do {
                    let value = try body(db)
                    try db.cachedStatement(sql: "COMMIT").execute()
                    return value
                } catch {
                    // SQLite has rolled back by itself where the disk failed.
                    if db.isInsideTransaction { try db.cachedStatement(sql: "ROLLBACK").execute() }
                    throw error
                }
            }
        }
    }

    /// Gives `body` a connection for as long as it takes.
    func lend<Value>(_ body: (DatabaseQueue) throws -> Value) throws -> Value {
        places.wait()
        defer { places.signal() }
        let connection = try take()
        defer { giveBack(connection) }
        return try body(connection)
    }

    /// Waits for those who read, then closes.
    func close() throws {
        for _ in 0..<Readers.most { places.wait() }
        defer { for _ in 0..<Readers.most { places.signal() } }
        let idle = connections.withLock { connections in
            defer { connections = Connections(closed: true) }
            return connections.idle
        }
        for connection in idle { try connection.close() }
    }

    private func take() throws -> DatabaseQueue {
        let idle = try connections.withLock { connections in
            if connections.closed { throw StoreError.cannotOpen(path: path, reason: "the store is closed") }
            return connections.idle.popLast()
        }
        return try idle ?? opened()
    }

    /// Those that are open go on where the database has been moved away. A new one would see what is in its place.
    private func opened() throws -> DatabaseQueue {
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

    private func giveBack(_ connection: DatabaseQueue) { connections.withLock { $0.idle.append(connection) } }
}
