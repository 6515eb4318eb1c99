import GRDB
import Glibc
import Synchronization

/// The only writer. Changes that arrive while a commit is in progress are committed together by the next one (group commit).
final class Writer: Sendable {
    /// Tells a change's caller its outcome, given the error of the commit; nil where the commit succeeded.
    typealias Outcome = @Sendable ((any Error)?) -> Void

    private struct Job: Sendable {
        let isRehearsal: Bool
        let run: @Sendable (WriteTransaction) throws -> Outcome
        let fail: @Sendable (any Error) -> Void
    }

    /// A structure around the function, because `Mutex` passes its value through generic code, which adds a wrapper to a bare function each
    /// time it is read. Every commit would lengthen the chain of calls, until the stack overflows.
    private struct Observer: Sendable {
        let tell: @Sendable (CommittedChanges) -> Void
    }

    /// Those of the connection that writes.
    private struct Statements {
        /// Nil before the first commit.
        var prepared: PreparedStatements?
        var areClosed = false
    }

    /// The state of one transaction.
    private struct Batch {
        var outcomes: [Outcome] = []
        var changes: [RecordChange] = []
        var entries: [EntrySummary] = []
        var erased = false
        var end: JournalEnd?
        var shared = CommitStates()
        /// Whether all changes have been made and only the commit is left.
        var isCommitting = false
        /// Whether the only change has been undone with the whole transaction, so that there is nothing to commit.
        var isUndone = false
        /// When the commit began.
        var commitBegan: ContinuousClock.Instant?
        /// The last errno where the commit failed.
        var systemError: CInt = 0
    }

    /// A larger batch does not make a commit cheaper, only later.
    private static let maxPerCommit = 256
    /// After this time the remaining changes are left to the next commit, so that a few users with large changes do not delay others.
    private static let maxBatchTime = Duration.milliseconds(20)

    private let pool: DatabasePool
    private let commitLog: any CommitLog
    private let files: DatabaseFiles
    private let alerts = AlertObserver()
    /// Whether a commit had an unknown outcome. Nothing is written after that.
    private let hasUnknownOutcome = Atomic(false)
    private let background: any Background
    private let queue: any WorkQueue
    /// By user; nil for the daemon itself.
    private let waiting = Mutex(FairQueue<UInt32?, Job>())
    private let observer = Mutex<Observer?>(nil)
    /// The end of the journal after the last commit; nil where it must be read. Only the writer adds entries.
    private let journalEnd = Mutex<JournalEnd?>(nil)
    private let statements = Mutex(Statements())
    private let secureDeletion: SecureDeletion
    private let log: WriteAheadLog
    private let counters = WriterCounters()

    init(_ pool: DatabasePool, _ commitLog: any CommitLog, _ files: DatabaseFiles, _ background: any Background) {
        self.pool = pool
        self.commitLog = commitLog
        self.files = files
        self.background = background
        queue = background.queue("crrtd.writer")
        secureDeletion = SecureDeletion(pool, queue, alerts)
        log = WriteAheadLog(pool, queue)
    }

    func observe(_ body: @escaping @Sendable (CommittedChanges) -> Void) { observer.withLock { $0 = Observer(tell: body) } }

    func observeAlerts(_ body: @escaping @Sendable (StoreAlert) -> Void) { alerts.observe(body) }

    /// The counts since the start, and how many changes wait.
    var figures: StoreFigures {
        var figures = counters.figures
        figures.waiting = waiting.withLock { $0.count }
        return figures
    }

    func checkFiles() {
        queue.async { [self] in
            if let loss = files.loss() { alerts.tell(.gone(reason: loss)) }
        }
    }

    /// Commits the changes that are waiting now. Changes that arrive meanwhile do not prolong it.
    ///
    /// - Returns: whether there were any.
    @discardableResult
    func drain() -> Bool {
        queue.sync {
            let all = waiting.withLock { $0.count }
            var left = all
            while left > 0 {
                let done = commit(min(left, Writer.maxPerCommit))
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
        // Outside the lock, which the woken thread takes at once.
        if isFirst { queue.async { self.commitWaiting() } }
    }

    /// Commits one batch. The next one is queued again, so that other work on the queue is not delayed.
    private func commitWaiting() {
        let count = waiting.withLock { $0.count }
        guard count > 0 else { return }
        commit(min(count, Writer.maxPerCommit))
        if waiting.withLock({ !$0.isEmpty }) { queue.async { self.commitWaiting() } }
    }

    /// Ends the statements, so that the connection can be closed. What is written later fails.
    func close() { queue.sync { statements.withLock { $0 = Statements(areClosed: true) } } }

    private func statements(of db: Database) throws -> PreparedStatements {
        try statements.withLock { statements in
            if statements.areClosed { throw PreparedStatements.isClosed }
            let prepared = try statements.prepared ?? PreparedStatements(db)
            statements.prepared = prepared
            return prepared
        }
    }

    private func nextJob() -> Job? { waiting.withLock { $0.next() } }

    /// Commits up to `limit` waiting changes, as far as the time allows.
    ///
    /// - Returns: the number of changes.
    @discardableResult
    private func commit(_ limit: Int) -> Int {
        if hasUnknownOutcome.load(ordering: .relaxed) { return refuse(limit, CommitFailure(WriteFailure.ending)) }
        if let loss = files.loss() { return refuse(limit, .gone(loss)) }
        var (jobs, batch): ([Job], Batch) = ([], Batch())
        // Taken, so that it is read again after any failure.
        batch.end = journalEnd.withLock { $0.take() }
        let end = background.now + Writer.maxBatchTime
        do {
            try pool.writeWithoutTransaction { db in
                let statements = try statements(of: db)
                try statements.execute("BEGIN IMMEDIATE")
                do {
                    while jobs.count < limit, let job = nextJob() {
                        jobs.append(job)
                        try Writer.run(job, isAlone: limit == 1, db, statements, &batch)
                        if background.now >= end { break }
                    }
                    batch.isCommitting = true
                    batch.commitBegan = background.now
                    // So that an errno found afterwards is of this commit.
                    errno = 0
                    if !batch.isUndone { try commitLog.commit(statements) }
                } catch {
                    batch.systemError = errno
                    // After some errors SQLite has rolled back already.
                    if statements.isInsideTransaction { _ = try? statements.execute("ROLLBACK") }
                    throw error
                }
                if batch.erased { secureDeletion.didErase(db) }
            }
        } catch {
            let failure = CommitFailure(of: error, committing: batch.isCommitting, systemError: batch.systemError)
            // No transaction could be begun, so no job has been taken yet.
            if jobs.isEmpty { return refuse(limit, failure) }
            refuse(jobs, batch, failure)
            return jobs.count
        }
        journalEnd.withLock { $0 = batch.end }
        counters.committed(jobs.count, taking: batch.commitBegan.map { background.now - $0 } ?? .zero)
        // An entry may change no record, such as the recall of an expert who is in no tasking.
        if let end = batch.end, !batch.entries.isEmpty {
            observer.withLock { $0 }?.tell(CommittedChanges(seq: end.seq, changes: batch.changes, entries: batch.entries))
        }
        // Release the batch's records before replying, so that back-to-back imports do not hold two copies.
        (batch.changes, batch.entries) = ([], [])
        // If the files were moved away meanwhile, they have this commit, but no start will find it.
        let loss = files.loss()
        for outcome in batch.outcomes { outcome(loss.map { _ in WriteFailure.outcomeUnknown }) }
        if let loss { alerts.tell(.gone(reason: loss)) } else { log.didCommit() }
        return jobs.count
    }

    private func refuse(_ limit: Int, _ failure: CommitFailure) -> Int {
        var jobs: [Job] = []
        while jobs.count < limit, let job = nextJob() { jobs.append(job) }
        refuse(jobs, Batch(), failure)
        return jobs.count
    }

    /// Tells every caller of a failed batch, whatever their own outcome was, and then the administrator.
    private func refuse(_ jobs: [Job], _ batch: Batch, _ failure: CommitFailure) {
        counters.failed()
        if case .outcomeUnknown = failure.alert { hasUnknownOutcome.store(true, ordering: .relaxed) }
        for outcome in batch.outcomes { outcome(failure.error) }
        for job in jobs.dropFirst(batch.outcomes.count) { job.fail(failure.error) }
        if let alert = failure.alert { alerts.tell(alert) }
    }

    /// Runs one change, in a savepoint where others may follow. It throws only errors that end the whole transaction.
    private static func run(_ job: Job, isAlone: Bool, _ db: Database, _ statements: PreparedStatements, _ batch: inout Batch) throws {
        let transaction = try WriteTransaction(db, statements, end: batch.end, shared: batch.shared)
        var outcome: Outcome = { _ in }
        do {
            if isAlone {
                outcome = try job.run(transaction)
            } else {
                try inSavepoint(statements, undoing: job.isRehearsal) { outcome = try job.run(transaction) }
            }
        } catch {
            // Some errors make SQLite roll back the whole transaction, even if the change caught them. Nothing of the batch is left then,
            // and further statements would commit by themselves.
            guard statements.isInsideTransaction, !endsTransaction(error) else { throw error }
            let failure = CommitFailure(of: error, committing: false).error
            batch.outcomes.append { job.fail($0 ?? failure) }
            if isAlone { try undo(statements, &batch) }
            return
        }
        batch.outcomes.append(outcome)
        // A rehearsal was undone: there is nothing to publish, and the end of the journal has not moved.
        if job.isRehearsal {
            if isAlone { try undo(statements, &batch) }
            return
        }
        batch.changes += transaction.changes
        batch.entries += transaction.entries
        batch.end = transaction.end
        batch.shared = transaction.shared
        batch.erased = batch.erased || transaction.erased
    }

    private static func undo(_ statements: PreparedStatements, _ batch: inout Batch) throws {
        try statements.execute("ROLLBACK")
        batch.isUndone = true
    }

    private static func inSavepoint(_ statements: PreparedStatements, undoing: Bool, _ body: () throws -> Void) throws {
        try statements.execute("SAVEPOINT change")
        do {
            try body()
        } catch {
            // If SQLite rolled back the whole transaction, the savepoint is gone.
            if statements.isInsideTransaction {
                try statements.execute("ROLLBACK TO change")
                try statements.execute("RELEASE change")
            }
            throw error
        }
        if undoing { try statements.execute("ROLLBACK TO change") }
        try statements.execute("RELEASE change")
    }

    private static func endsTransaction(_ error: any Error) -> Bool {
        guard let error = error as? DatabaseError else { return false }
        return [.SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOMEM].contains(error.resultCode)
    }
}
