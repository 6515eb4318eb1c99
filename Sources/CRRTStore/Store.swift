import GRDB
public import JournalProof
import Synchronization

/// The database of one instance: reads from any thread, writes through one writer, each acknowledged after it is durable.
public final class Store: Sendable {
    /// How many threads may read at once without waiting for each other.
    public static let mostReaders = Readers.most

    /// Where the database is.
    public let path: String
    /// Whether there was no database, or an empty file, before it was opened.
    public let isNew: Bool
    let pool: DatabasePool
    /// Where everything goes on that nobody waits for on the spot.
    public let background: any Background
    private let files: DatabaseFiles
    private let readers: Readers
    private let writer: Writer
    private let isClosing = Atomic(false)

    /// Opens or creates the file and brings its schema up to date.
    ///
    /// - Parameter background: where changes are written, and all else that is done beside the callers.
    /// - Throws: `StoreError`; then nothing has been changed.
    public init(path: String, background: any Background = SystemBackground()) throws {
        self.path = path
        self.background = background
        (pool, isNew) = try StoreOpening.pool(at: path)
        files = try DatabaseFiles(of: path)
        readers = Readers(path: path, files)
        writer = Writer(pool, files, background)
    }

    /// A consistent look at the rows; blocks the calling thread for as long as `body` takes, and no writer.
    ///
    /// - Throws: what `body` throws, and `StoreError` where SQLite cannot read.
    public func read<Value>(_ body: (ReadTransaction) throws -> Value) throws -> Value {
        do {
            return try readers.read { try body(ReadTransaction($0)) }
        } catch let error as DatabaseError {
            throw StoreOpening.explain(error, path)
        }
    }

    /// Queues one change. `body` runs on the writer, in a savepoint of its own: what it throws is the outcome, and then it has
    /// written nothing. Changes that wait together share one commit, and so one fsync; users take turns.
    ///
    /// A rehearsal sees the rows as a change would, and what it has written is undone: nothing of it is there for anybody else.
    ///
    /// `then` is called on the writer's thread once the change is durable, or has failed.
    ///
    /// - Parameter user: the uid of the caller whose change it is; nil: it is the daemon's own.
    public func write<Value: Sendable>(
        of user: UInt32? = nil, rehearsing: Bool = false, _ body: @escaping @Sendable (WriteTransaction) throws -> Value,
        then: @escaping @Sendable (Result<Value, any Error>) -> Void
    ) {
        writer.enqueue(of: user, rehearsing: rehearsing, body, then: then)
    }

    /// Called on the writer's thread after each commit that added entries, before the changes' own outcomes are told.
    /// So the in-memory views are up to date before any caller is answered.
    public func onCommit(_ observer: @escaping @Sendable (Committed) -> Void) { writer.observe(observer) }

    /// Called, mostly on the writer's thread, for each trouble, and for one again as long as it lasts. After an unknown outcome it is
    /// called once those whose changes they were have been told.
    public func onTrouble(_ observer: @escaping @Sendable (StoreTrouble) -> Void) { writer.observeTroubles(observer) }

    /// Looks whether the database is still where it was opened; each commit looks as well. Returns at once.
    public func lookAtFiles() { writer.lookAtFiles() }

    /// Waits until as many changes as wait now have been written, and told: everything queued before, where nothing comes meanwhile. Never
    /// call it on the writer's own thread.
    public func drain() { writer.drain() }

    /// Writes a consistent copy to `path` while others go on reading and writing (SQLite's online backup), and checks the copy:
    /// SQLite's integrity, the journal's chain and what was signed of it.
    ///
    /// - Parameters:
    ///   - keys: whose signatures count.
    ///   - signed: up to here one of them has signed.
    /// - Returns: the journal position of the copy.
    /// - Throws: `StoreError`; then there is no file at `path` that was not there before.
    public func backup(to path: String, keys: [VerifyingKey] = [], signedThrough signed: Int = 0) throws -> Int {
        let backup = BackupWriter(path: path, keys: keys, signed: signed, isWanted: { [self] in !isClosing.load(ordering: .relaxed) })
        // By a connection that is open already: it has the database that is served, also where there is another one at its path by now.
        return try readers.lend { try backup.copy($0) }
    }

    /// - Throws: `StoreError` once the store is to be closed.
    func checkWanted() throws {
        if isClosing.load(ordering: .relaxed) { throw StoreError.cannotOpen(path: path, reason: "the daemon stops") }
    }

    /// What takes long ends by itself now, without having come to anything.
    public func breakOff() { isClosing.store(true, ordering: .relaxed) }

    /// Closes the file after the last queued change. Whatever is asked of the store later is refused.
    ///
    /// - Throws: `DatabaseError` where SQLite cannot close the file.
    public func close() throws {
        breakOff()
        while writer.drain() {}
        if files.loss() != nil {
            // The last connection to close removes the log at this path, which may be another database's by now: it stays open until the
            // process ends.
            _ = Unmanaged.passRetained(pool)
            return
        }
        try readers.close()
        try pool.close()
    }
}
