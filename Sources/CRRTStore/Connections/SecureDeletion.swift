import GRDB
import Synchronization

/// Removes erased data from the files as well.
///
/// `secure_delete` overwrites the data in its page, but the write-ahead log keeps earlier versions of the page until it is reused. So the
/// log is truncated after an erasure.
final class SecureDeletion: Sendable {
    private let pool: DatabasePool
    /// The writer's.
    private let queue: any WorkQueue
    private let alerts: AlertObserver
    private let isPending = Mutex(false)

    init(_ pool: DatabasePool, _ queue: any WorkQueue, _ alerts: AlertObserver) {
        self.pool = pool
        self.queue = queue
        self.alerts = alerts
    }

    /// Call after a commit that erased something. Where a reader still needs the log, it is tried again every second.
    func didErase(_ db: Database) {
        let isFirst = isPending.withLock { isPending in
            defer { isPending = true }
            return !isPending
        }
        if isFirst { finish(truncateLog(db)) }
    }

    private func finish(_ isDone: Bool) {
        if isDone { return isPending.withLock { $0 = false } }
        queue.async(after: .seconds(1)) { [weak self] in self?.retry() }
    }

    private func retry() {
        finish(pool.writeWithoutTransaction(truncateLog))
    }

    /// Does not wait for readers: a backup may read for long, and the writer is needed.
    private func truncateLog(_ db: Database) -> Bool {
        WriteAheadLog.truncate(db, busyTimeout: 0) { [alerts] in alerts.tell(.notErased(reason: $0)) }
    }
}
