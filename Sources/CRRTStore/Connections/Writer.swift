import GRDB
import Glibc
import Synchronization

/// The one writer. Changes that arrive while a commit is under way are committed together by the next (group commit).
final class Writer: Sendable {
    /// Tells one change's outcome, once it is known whether the commit held.
    typealias Outcome = @Sendable ((any Error)?) -> Void

    private struct Job: Sendable {
        let isRehearsal: Bool
        let run: @Sendable (WriteTransaction) throws -> Outcome
        let fail: @Sendable (any Error) -> Void
    }

    /// A structure around the function, not the function: `Mutex` hands its value through generic code, which wraps a bare function
    /// anew each time it is looked at. Every commit would lengthen the chain of calls to it, until the stack overflows.
    private struct Observer: Sendable {
        let tell: @Sendable (Committed) -> Void
    }

    /// What one transaction has come to so far.
    private struct Batch {
        var outcomes: [Outcome] = []
        var changes: [RecordChange] = []
        var notes: [JournalNote] = []
        var erased = false
        var end: JournalEnd?
        var carried: (any Sendable)?
        /// Whether all changes have been made, and what is left is to commit them.
        var commits = false
        /// What the system said last where that failed.
        var systemError: CInt = 0
    }

    /// More changes than this do not make a commit cheaper, only later.
    private static let mostPerCommit = 256
    /// From then on what waits is left to the next commit, so that few users with much to change do not hold up those who come meanwhile.
    private static let longestWork = Duration.milliseconds(20)

    private let pool: DatabasePool
    private let files: DatabaseFiles
    private let troubles = Troubles()
    /// Whether a commit has come to an unknown outcome: nothing more is written then.
    private let hasBroken = Atomic(false)
    private let background: any Background
    private let queue: any WorkQueue
    /// By user; nil: the daemon itself.
    private let waiting = Mutex(FairQueue<UInt32?, Job>())
    private let observer = Mutex<Observer?>(nil)
    private let erasure: Erasure
    private let log: WriteAheadLog

    init(_ pool: DatabasePool, _ files: DatabaseFiles, _ background: any Background) {
        self.pool = pool
        self.files = files
        self.background = background
        queue = background.queue("crrtd.writer")
        erasure = Erasure(pool, queue, troubles)
        log = WriteAheadLog(pool, queue)
    }

    func observe(_ body: @escaping @Sendable (Committed) -> Void) { observer.withLock { $0 = Observer(tell: body) } }

    func observeTroubles(_ body: @escaping @Sendable (StoreTrouble) -> Void) { troubles.observe(body) }

    func lookAtFiles() {
        queue.later { [self] in
            if let loss = files.loss() { troubles.tell(.gone(reason: loss)) }
        }
    }

    /// Commits as many changes as wait now. Callers who go on sending do not keep it from its end.
    ///
    /// - Returns: whether there were any.
    @discardableResult
    func drain() -> Bool {
        queue.now {
            let all = waiting.withLock { $0.count }
            var left = all
            while left > 0 {
                let done = commit(min(left, Writer.mostPerCommit))
                left = done == 0 ? 0 : left - done
            }
            return all > 0
        }
    }

    func enqueue<Value: Sendable>(
        of user: UInt32?, rehearsing: Bool, _ body: @escaping @Sendable (WriteTransaction) throws -> Value,
        then: @escaping @Sendable (Result<Value, any Error>) -> Void
    ) {
        let job = Job(
            isRehearsal: rehearsing,
            run: { transaction in
                let value = try body(transaction)
                return { failure in then(failure.map { .failure($0) } ?? .success(value)) }
            },
            fail: { then(.failure($0)) })
        let isFirst = waiting.withLock { jobs in
            jobs.append(job, of: user)
            return jobs.count == 1
        }
        // Not under the lock, where the thread that wakes up would run into it at once.
        if isFirst { queue.later { self.commitWaiting() } }
    }

    /// One batch; the next one waits its turn in the queue, so that what else is to be done there is not kept waiting.
    private func commitWaiting() {
        let count = waiting.withLock { $0.count }
        guard count > 0 else { return }
        commit(min(count, Writer.mostPerCommit))
        if waiting.withLock({ !$0.isEmpty }) { queue.later { self.commitWaiting() } }
    }

    private func nextJob() -> Job? { waiting.withLock { $0.next() } }

    /// Commits what waits by now, as far as the time allows.
    ///
    /// - Returns: how many changes that were.
    @discardableResult
    private func commit(_ most: Int) -> Int {
        if hasBroken.load(ordering: .relaxed) { return refuse(most, CommitFate(WriteFailure.ending)) }
        if let loss = files.loss() { return refuse(most, .gone(loss)) }
        var (jobs, batch): ([Job], Batch) = ([], Batch())
        let end = background.now + Writer.longestWork
        do {
            try pool.writeWithoutTransaction { db in
                do {
                    try db.inTransaction(.immediate) {
                        while jobs.count < most, let job = nextJob() {
                            jobs.append(job)
                            try Writer.run(job, db, &batch)
                            if background.now >= end { break }
                        }
                        batch.commits = true
                        // What is found there afterwards is of this commit.
                        errno = 0
                        return .commit
                    }
                } catch {
                    batch.systemError = errno
                    throw error
                }
                if batch.erased { erasure.follow(db) }
            }
        } catch {
            let fate = CommitFate(of: error, committing: batch.commits, systemError: batch.systemError)
            // Where no transaction could be begun, none of those who wait has been asked yet.
            if jobs.isEmpty { return refuse(most, fate) }
            refuse(jobs, batch, fate)
            return jobs.count
        }
        // An entry need not change a record: that an expert is recalled says nothing of what they are in.
        if let end = batch.end, !batch.notes.isEmpty {
            observer.withLock { $0 }?.tell(Committed(seq: end.seq, changes: batch.changes, notes: batch.notes))
        }
        // Release the batch's records before replying, so that back-to-back imports do not hold two copies.
        (batch.changes, batch.notes) = ([], [])
        // Taken away in between, the file has this commit, and no start will find it.
        let loss = files.loss()
        for outcome in batch.outcomes { outcome(loss.map { _ in WriteFailure.outcomeUnknown }) }
        if let loss { troubles.tell(.gone(reason: loss)) } else { log.follow() }
        return jobs.count
    }

    private func refuse(_ most: Int, _ fate: CommitFate) -> Int {
        var jobs: [Job] = []
        while jobs.count < most, let job = nextJob() { jobs.append(job) }
        refuse(jobs, Batch(), fate)
        return jobs.count
    }

    /// Tells all of a batch that failed as a whole, whatever each of them had concluded, and then the administrator.
    private func refuse(_ jobs: [Job], _ batch: Batch, _ fate: CommitFate) {
        if case .outcomeUnknown = fate.trouble { hasBroken.store(true, ordering: .relaxed) }
        for outcome in batch.outcomes { outcome(fate.failure) }
        for job in jobs.dropFirst(batch.outcomes.count) { job.fail(fate.failure) }
        if let trouble = fate.trouble { troubles.tell(trouble) }
    }

    /// One change in its savepoint. Only what spoils the transaction itself is thrown on.
    private static func run(_ job: Job, _ db: Database, _ batch: inout Batch) throws {
        let transaction = WriteTransaction(db, end: batch.end, carried: batch.carried)
        var outcome: Outcome = { _ in }
        do {
            try within(db, undoing: job.isRehearsal) { outcome = try job.run(transaction) }
        } catch {
            // SQLite rolls back the whole transaction for some errors, also where the change has caught them: nothing of the batch is
            // left then, and what came next would commit by itself.
            guard db.isInsideTransaction, !spoils(error) else { throw error }
            let failure = CommitFate(of: error, committing: false).failure
            batch.outcomes.append { job.fail($0 ?? failure) }
            return
        }
        batch.outcomes.append(outcome)
        // What has been undone is nobody's news, and the journal ends where it did.
        if job.isRehearsal { return }
        batch.changes += transaction.changes
        batch.notes += transaction.notes
        batch.end = transaction.end
        batch.carried = transaction.carried
        batch.erased = batch.erased || transaction.erased
    }

    /// In a savepoint. GRDB's own would compile three statements for each change.
    private static func within(_ db: Database, undoing: Bool, _ body: () throws -> Void) throws {
        func run(_ sql: String) throws { try db.cachedStatement(sql: sql).execute() }
        try run("SAVEPOINT change")
        do {
            try body()
        } catch {
            // Where SQLite has rolled back the whole transaction, there is no savepoint any more.
            if db.isInsideTransaction {
                try run("ROLLBACK TO change")
                try run("RELEASE change")
            }
            throw error
        }
        if undoing { try run("ROLLBACK TO change") }
        try run("RELEASE change")
    }

    private static func spoils(_ error: any Error) -> Bool {
        guard let error = error as? DatabaseError else { return false }
        return [.SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOMEM].contains(error.resultCode)
    }
}
