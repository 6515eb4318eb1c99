import GRDB
import Glibc
import Synchronization

/// Keeps the write-ahead log short. SQLite writes it over from its beginning once no reader needs it; where readers follow each other
/// closely that moment never comes, and the file of a large change keeps its size. So a long log is emptied after a commit.
final class WriteAheadLog: Sendable {
    /// Bytes from which on the log is emptied. SQLite itself copies it into the database at 4 MiB.
    static let most = 16 << 20
    /// How long the writer waits for those who read, at most once a second. A turn of a list takes less.
    private static let patienceMilliseconds = 50

    private let pool: DatabasePool
    /// The writer's.
    private let queue: any WorkQueue
    private let pending = Mutex(false)

    init(_ pool: DatabasePool, _ queue: any WorkQueue) {
        self.pool = pool
        self.queue = queue
    }

    /// After a commit, on the writer's queue. Where a reader still needs the log, tries again every second.
    func follow() {
        guard isLong else { return }
        let first = pending.withLock { pending in
            defer { pending = true }
            return !pending
        }
        let done = pool.writeWithoutTransaction { WriteAheadLog.empty($0, waiting: first ? Self.patienceMilliseconds : 0) }
        if done { pending.withLock { $0 = false } } else if first { tryLater() }
    }

    private func tryLater() {
        queue.later(after: .seconds(1)) { [weak self] in self?.again() }
    }

    private func again() {
        guard pending.withLock({ $0 }) else { return }
        let done = !isLong || pool.writeWithoutTransaction { WriteAheadLog.empty($0, waiting: Self.patienceMilliseconds) }
        if done { pending.withLock { $0 = false } } else { tryLater() }
    }

    private var isLong: Bool {
        var status = stat()
        return stat(pool.path + "-wal", &status) == 0 && status.st_size > Self.most
    }

    /// Copies the log into the database and makes the file empty.
    ///
    /// - Parameters:
    ///   - waiting: for readers, in milliseconds.
    ///   - failed: is told why, where it was no reader that was in the way.
    /// - Returns: false where it is to be tried again.
    static func empty(_ db: Database, waiting patience: Int, failed: (_ reason: String) -> Void = { _ in }) -> Bool {
        do {
            try db.execute(sql: "PRAGMA busy_timeout = \(patience)")
            defer { try? db.execute(sql: "PRAGMA busy_timeout = \(StoreOpening.patienceMilliseconds)") }
            try db.checkpoint(.truncate)
            return true
        } catch let error as DatabaseError {
            // A closed store is done: closing empties the log too.
            if error.resultCode == .SQLITE_MISUSE { return true }
            if ![.SQLITE_BUSY, .SQLITE_LOCKED].contains(error.resultCode) { failed("\(error.extendedResultCode): \(error.message ?? "")") }
            return false
        } catch {
            return false
        }
    }
}
