internal import Synchronization

/// What the writer has done since the store was opened, and the size of the files.
public struct StoreFigures: Sendable, Hashable {
    /// Commits that succeeded, those with no change in them too.
    public var commits = 0
    /// Commits that failed, those that could not be begun too.
    public var failedCommits = 0
    /// Changes that took part in a commit: refused and rehearsed ones as well. Divided by `commits`, the size of a batch.
    public var changes = 0
    /// The time that commits took from the last change of a batch until it was durable.
    public var commitTime = Duration.zero
    /// Changes that wait for a commit now.
    public var waiting = 0
    /// Bytes of the database's file; 0 where it is gone.
    public var databaseBytes = 0
    /// Bytes of the write-ahead log; 0 where there is none.
    public var logBytes = 0
}

/// Counts what the writer does. One thread adds, any thread reads, and no lock is taken.
final class WriterCounters: Sendable {
    private let commits = Atomic(0)
    private let failedCommits = Atomic(0)
    private let changes = Atomic(0)
    private let commitNanoseconds = Atomic<Int64>(0)

    func committed(_ count: Int, taking time: Duration) {
        commits.add(1, ordering: .relaxed)
        changes.add(count, ordering: .relaxed)
        commitNanoseconds.add(time.wholeNanoseconds, ordering: .relaxed)
    }

    func failed() { failedCommits.add(1, ordering: .relaxed) }

    var figures: StoreFigures {
        StoreFigures(
            commits: commits.load(ordering: .relaxed), failedCommits: failedCommits.load(ordering: .relaxed),
            changes: changes.load(ordering: .relaxed), commitTime: .nanoseconds(commitNanoseconds.load(ordering: .relaxed)))
    }
}

extension Duration {
    /// The duration in nanoseconds, up to 292 years.
    fileprivate var wholeNanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}
