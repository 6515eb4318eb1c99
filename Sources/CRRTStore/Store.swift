import GRDB
public import JournalProof
import Synchronization

/// The database of one instance: reads from any thread, writes through one writer, each acknowledged after it is durable.
public final class Store: Sendable {
    /// The number of threads that can read at once. Further ones wait.
    public static let maxReaders = ReaderPool.capacity

    /// The path of the database.
    public let path: String
    /// Whether there was no database before, or an empty file.
    public let isNew: Bool
    let pool: DatabasePool
    /// The queues, timers and threads for work that no caller waits for.
    public let background: any Background
    private let files: DatabaseFiles
    private let readers: ReaderPool
    private let writer: Writer
    private let isClosing = Atomic(false)

    /// Opens or creates the file and brings its schema up to date.
    ///
    /// - Parameter background: provides the writer's queue and all other threads.
    /// - Throws: `StoreError`; then nothing has been changed.
    public init(path: String, background: any Background = SystemBackground()) throws {
        self.path = path
        self.background = background
        (pool, isNew) = try StoreOpening.pool(at: path)
        files = try DatabaseFiles(of: path)
        readers = ReaderPool(path: path, files)
        writer = Writer(pool, LocalLog(), files, background)
    }

    /// Reads in one consistent transaction. It blocks the calling thread while `body` runs, and no writer.
    ///
    /// - Throws: what `body` throws, and `StoreError` where SQLite cannot read.
    public func read<Value>(_ body: (ReadTransaction) throws -> Value) throws -> Value {
        do {
            return try readers.read(body)
        } catch let error as DatabaseError {
            throw StoreOpening.explain(error, path)
        }
    }

    /// Queues one change. Changes that wait together share one commit, and so one fsync. Users take turns.
    ///
    /// - Parameters:
    ///   - user: the uid of the caller whose change it is; nil for the daemon's own.
    ///   - rehearsing: whether all that `body` has written is undone. Nobody else ever sees it.
    ///   - body: runs on the writer, in a savepoint of its own. If it throws, nothing is written and the error is the outcome.
    ///   - then: gets the outcome on the writer's thread, once the change is durable or has failed.
    public func write<Value: Sendable>(
        of user: UInt32? = nil, rehearsing: Bool = false, _ body: @escaping @Sendable (WriteTransaction) throws -> Value,
        then: @escaping @Sendable (Result<Value, any Error>) -> Void
    ) {
        writer.enqueue(of: user, rehearsing: rehearsing, body, then: then)
    }

    /// Observes commits that added entries. The observer runs on the writer's thread before the outcomes of the changes are told, so
    /// in-memory views are up to date before any caller is answered.
    public func onCommit(_ observer: @escaping @Sendable (CommittedChanges) -> Void) { writer.observe(observer) }

    /// Observes alerts, mostly on the writer's thread. An alert is repeated as long as its cause lasts. After an unknown outcome, the
    /// callers of the changes are told first.
    public func onAlert(_ observer: @escaping @Sendable (StoreAlert) -> Void) { writer.observeAlerts(observer) }

    /// Checks that the database files are still where they were opened, as each commit does. Returns at once.
    public func checkFiles() { writer.checkFiles() }

    /// What the writer has done since the store was opened, and the size of the files now.
    public var figures: StoreFigures {
        var figures = writer.figures
        figures.databaseBytes = FileInspection.bytes(path)
        figures.logBytes = FileInspection.bytes(path + "-wal")
        return figures
    }

    /// Waits until all changes queued so far have been written and their outcomes told. Never call it on the writer's own thread.
    public func drain() { writer.drain() }

    /// Writes a consistent copy to `path` while others read and write (SQLite's online backup API), and verifies the copy: SQLite's
    /// integrity checks, the hash chain of the journal, its signatures, and the rows.
    ///
    /// - Parameters:
    ///   - keys: whose signatures count.
    ///   - signed: the position up to which one of these keys is known to have signed.
    /// - Returns: the journal position of the copy.
    /// - Throws: `StoreError`; then there is no file at `path` that was not there before.
    public func backup(to path: String, keys: [VerifyingKey] = [], signedThrough signed: Int = 0) throws -> Int {
        let backup = BackupWriter(path: path, keys: keys, signed: signed, isWanted: { [self] in !isClosing.load(ordering: .relaxed) })
        // An open connection reads the database that is served, even if another file is at its path by now.
        return try readers.withConnection { try backup.copy($0) }
    }

    /// - Throws: `StoreError` once long operations are cancelled.
    func checkWanted() throws {
        if isClosing.load(ordering: .relaxed) { throw StoreError.cannotOpen(path: path, reason: "the daemon stops") }
    }

    /// Makes backups and checks that are in progress, and later ones, fail.
    public func cancelLongOperations() { isClosing.store(true, ordering: .relaxed) }

    /// Closes the file after the last queued change. Later reads and writes fail.
    ///
    /// - Throws: `DatabaseError` where SQLite cannot close the file.
    public func close() throws {
        cancelLongOperations()
        while writer.drain() {}
        if files.loss() != nil {
            // Closing the last connection would remove the log at this path, which may be another database's by now. So the pool is leaked.
            _ = Unmanaged.passRetained(pool)
            return
        }
        try readers.close()
        writer.close()
        try pool.close()
    }
}
