import GRDB
import Synchronization

/// Keeps the write-ahead log short.
///
/// SQLite restarts the log once no reader needs it. Under constant reading that moment never comes, and after a large change the file keeps
/// its size. So a long log is truncated after a commit.
final class WriteAheadLog: Sendable {
    /// The log is truncated above this many bytes. SQLite itself copies it into the database at 4 MiB.
    static let maxBytes = 16 << 20
    /// How long the writer waits for readers, at most once a second. A turn of a list takes less.
    private static let busyTimeoutMilliseconds = 50

    private let pool: DatabasePool
    /// The writer's.
    private let queue: any WorkQueue
    private let isPending = Mutex(false)

    init(_ pool: DatabasePool, _ queue: any WorkQueue) {
        self.pool = pool
        self.queue = queue
    }

    /// Call after a commit, on the writer's queue. Where a reader still needs the log, it is tried again every second.
    func didCommit() {
        guard isLong else { return }
        let isFirst = isPending.withLock { isPending in
            defer { isPending = true }
            return !isPending
        }
        let isDone = pool.writeWithoutTransaction { WriteAheadLog.truncate($0, busyTimeout: isFirst ? Self.busyTimeoutMilliseconds : 0) }
        if isDone { isPending.withLock { $0 = false } } else if isFirst { retryLater() }
    }

    private func retryLater() {
        queue.async(after: .seconds(1)) { [weak self] in self?.retry() }
    }

    private func retry() {
        guard isPending.withLock({ $0 }) else { return }
        let isDone = !isLong || pool.writeWithoutTransaction { WriteAheadLog.truncate($0, busyTimeout: Self.busyTimeoutMilliseconds) }
        if isDone { isPending.withLock { $0 = false } } else { retryLater() }
    }

    private var isLong: Bool { FileInspection.bytes(pool.path + "-wal") > Self.maxBytes }

    /// Copies the log into the database and truncates the file.
    ///
    /// - Parameters:
    ///   - busyTimeout: how long to wait for readers, in milliseconds.
    ///   - onFailure: gets the reason where something else than a reader prevented it.
    /// - Returns: false where it should be tried again.
    static func truncate(_ db: Database, busyTimeout: Int, onFailure: (_ reason: String) -> Void = { _ in }) -> Bool {
        do {
            try db.execute(sql: "PRAGMA busy_timeout = \(busyTimeout)")
            defer { try? db.execute(sql: "PRAGMA busy_timeout = \(StoreOpening.busyTimeoutMilliseconds)") }
            try db.checkpoint(.truncate)
            return true
        } catch let error as DatabaseError {
            // A closed store needs nothing more: closing it truncates the log.
            if error.resultCode == .SQLITE_MISUSE { return true }
            if ![.SQLITE_BUSY, .SQLITE_LOCKED].contains(error.resultCode) {
                onFailure("\(error.extendedResultCode): \(error.message ?? "")")
            }
            return false
        } catch {
            return false
        }
    }
}
