import Dispatch
import GRDB
import Synchronization

/// The connections for reading, besides the writer's.
///
/// GRDB's own pool prepares three statements for each read, which costs more than reading one record. These connections keep theirs.
final class ReaderPool: Sendable {
    private struct Connection {
        let queue: DatabaseQueue
        let statements: PreparedStatements

        init(_ queue: DatabaseQueue) throws {
            self.queue = queue
            statements = try queue.unsafeRead { try PreparedStatements($0) }
        }
    }

    private struct Connections {
        var idle: [Connection] = []
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
    func read<Value>(_ body: (ReadTransaction) throws -> Value) throws -> Value {
        try checkedOut { connection in
            let statements = connection.statements
            return try connection.queue.unsafeRead { db in
                try statements.execute("BEGIN DEFERRED")
                do {
                    let value = try body(try ReadTransaction(db, statements))
                    try statements.execute("COMMIT")
                    return value
                } catch {
                    // After a disk error SQLite has rolled back already.
                    if statements.isInsideTransaction { try statements.execute("ROLLBACK") }
                    throw error
                }
            }
        }
    }

    /// Calls `body` with a connection of its own.
    func withConnection<Value>(_ body: (DatabaseQueue) throws -> Value) throws -> Value {
        try checkedOut { try body($0.queue) }
    }

    private func checkedOut<Value>(_ body: (Connection) throws -> Value) throws -> Value {
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
        // The statements end here: while there are any, SQLite does not close a connection.
        let queues = connections.withLock { connections in
            defer { connections = Connections(isClosed: true) }
            return connections.idle.map(\.queue)
        }
        for queue in queues { try queue.close() }
    }

    private func checkOut() throws -> Connection {
        let idle = try connections.withLock { connections in
            if connections.isClosed { throw StoreError.cannotOpen(path: path, reason: "the store is closed") }
            return connections.idle.popLast()
        }
        return try idle ?? open()
    }

    /// Open connections stay valid when the database is moved away. A new one would open whatever took its place, hence the checks.
    private func open() throws -> Connection {
        func check() throws {
            if let loss = files.loss() { throw StoreError.cannotOpen(path: path, reason: loss) }
        }
        try check()
        let queue = try DatabaseQueue(path: path, configuration: StoreOpening.readConfiguration())
        do { try check() } catch {
            try queue.close()
            throw error
        }
        return try Connection(queue)
    }

    private func checkIn(_ connection: Connection) { connections.withLock { $0.idle.append(connection) } }
}
