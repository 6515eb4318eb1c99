import GRDB
import Synchronization

/// Sees to it that what was erased leaves the files. `secure_delete` overwrites it in the pages, but the write-ahead log keeps the pages
/// of before until it is written over; so it is emptied after an erasure.
final class Erasure: Sendable {
    private let pool: DatabasePool
    /// The writer's.
    private let queue: any WorkQueue
    private let troubles: Troubles
    private let pending = Mutex(false)

    init(_ pool: DatabasePool, _ queue: any WorkQueue, _ troubles: Troubles) {
        self.pool = pool
        self.queue = queue
        self.troubles = troubles
    }

    /// After a commit that erased. Where a reader still needs the log, tries again every second.
    func follow(_ db: Database) {
        let first = pending.withLock { pending in
            defer { pending = true }
            return !pending
        }
        if first { settle(emptyLog(db)) }
    }

    private func settle(_ done: Bool) {
        if done { return pending.withLock { $0 = false } }
        queue.later(after: .seconds(1)) { [weak self] in self?.again() }
    }

    private func again() {
        settle(pool.writeWithoutTransaction(emptyLog))
    }

    /// Does not wait for readers: a backup may read for long, and the writer is needed.
    private func emptyLog(_ db: Database) -> Bool {
        WriteAheadLog.empty(db, waiting: 0) { [troubles] in troubles.tell(.notErased(reason: $0)) }
    }
}
