/// The place where a batch of changes becomes durable. No change is acknowledged before.
protocol CommitLog: Sendable {
    /// Makes the open transaction durable and commits it.
    ///
    /// - Throws: `DatabaseError` where it did not happen, or its outcome is unknown (`CommitFailure`). The transaction may still be open
    ///   then.
    func commit(_ statements: PreparedStatements) throws
}

/// The database is the log: with `synchronous = FULL`, SQLite commits once the batch is on the disk.
struct LocalLog: CommitLog {
    func commit(_ statements: PreparedStatements) throws { try statements.execute("COMMIT") }
}
