import Dispatch
import GRDB
import Synchronization

/// The one writer. Changes that arrive while a commit is under way are committed together by the next (group commit).
final class Writer: Sendable {
    private struct Job: Sendable {
        /// Runs the change in a savepoint and returns what to tell once the commit is known.
        let run: @Sendable (Writing) throws -> (@Sendable ((any Error)?) -> Void)
        let fail: @Sendable (any Error) -> Void
    }

    /// More changes than this do not make a commit cheaper, only later.
    private static let mostPerCommit = 256

    private let pool: DatabasePool
    private let queue = DispatchQueue(label: "crrtd.writer")
    private let waiting = Mutex<[Job]>([])
    private let observer = Mutex<(@Sendable (Committed) -> Void)?>(nil)

    init(_ pool: DatabasePool) { self.pool = pool }

    func observe(_ body: @escaping @Sendable (Committed) -> Void) { observer.withLock { $0 = body } }

    func drain() { queue.sync {} }

    func enqueue<Value: Sendable>(
        _ body: @escaping @Sendable (Writing) throws -> Value, then: @escaping @Sendable (Result<Value, any Error>) -> Void
    ) {
        let job = Job(
            run: { writing in
                let value = try body(writing)
                return { failure in then(failure.map { .failure($0) } ?? .success(value)) }
            },
            fail: { then(.failure($0)) })
        let first = waiting.withLock { jobs in
            jobs.append(job)
            return jobs.count == 1
        }
        if first { queue.async { self.commitWaiting() } }
    }

    private func commitWaiting() {
        let (jobs, more) = waiting.withLock { jobs in
            let batch = Array(jobs.prefix(Writer.mostPerCommit))
            jobs.removeFirst(batch.count)
            return (batch, !jobs.isEmpty)
        }
        commit(jobs)
        if more { queue.async { self.commitWaiting() } }
    }

    private func commit(_ jobs: [Job]) {
        var outcomes: [@Sendable ((any Error)?) -> Void] = []
        var changes: [RecordChange] = []
        var seq = 0
        do {
            try pool.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    for job in jobs { outcomes.append(try Writer.run(job, db, &changes)) }
                    seq = try Reading(db).seq()
                    return .commit
                }
            }
        } catch {
            // The commit failed as a whole: no change of this batch is there, whatever each of them had concluded.
            let failure = Writer.failure(error)
            for outcome in outcomes { outcome(failure) }
            for job in jobs.dropFirst(outcomes.count) { job.fail(failure) }
            return
        }
        if !changes.isEmpty { observer.withLock { $0 }?(Committed(seq: seq, changes: changes)) }
        for outcome in outcomes { outcome(nil) }
    }

    /// One change in its savepoint. Only an error that spoils the transaction itself is thrown on.
    private static func run(_ job: Job, _ db: Database, _ changes: inout [RecordChange]) throws -> @Sendable ((any Error)?) -> Void {
        let writing = Writing(db)
        do {
            var outcome: (@Sendable ((any Error)?) -> Void)?
            try db.inSavepoint {
                outcome = try job.run(writing)
                return .commit
            }
            changes += writing.changes
            return outcome ?? { _ in }
        } catch let error as DatabaseError where [.SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOMEM].contains(error.resultCode) {
            throw error
        } catch {
            let failure = failure(error)
            return { job.fail($0 ?? failure) }
        }
    }

    private static func failure(_ error: any Error) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        switch error.resultCode {
        case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_READONLY: return WriteFailure.storageFull
        // Without the arguments: they hold personal data, and this text goes to the log.
        default: return WriteFailure.refused("\(error.extendedResultCode): \(error.message ?? "") in \(error.sql ?? "")")
        }
    }
}
