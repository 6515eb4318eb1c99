public import CRRTDomain
import GRDB
import Glibc
public import JournalProof

/// A copy of a backup, looked over and brought up to date beside the database that it is to replace. What was checked is what is put in
/// place: the backup itself is read once.
///
/// Whatever kills this program leaves either the old database or the new one at its place, whole.
public struct Replacement: ~Copyable {
    /// What the backup holds.
    public let look: DatabaseLook
    /// Rows outside of the journal that cannot be read and are not in the copy, in words.
    public let leftBehind: [String]
    private let database: String
    private let copy: String

    /// - Parameters:
    ///   - backup: the file, and what lies in `-wal` and `-journal` beside it, opened for reading.
    ///   - database: what is to be replaced; it may be missing.
    ///   - keys: whose signatures of the journal count.
    ///   - now: when the database becomes another one; nil: by SQLite's clock.
    /// - Throws: `StoreError`; then nothing is left.
    public init(
        of backup: (file: Int32, log: Int32?, rollback: Int32?), for database: String, keys: [VerifyingKey], at now: Instant? = nil
    ) throws {
        try self.init(for: database) { copy in
            try FileLook.copy(backup.file, to: copy)
            if let log = backup.log { try FileLook.copy(log, to: copy + "-wal") }
            if let rollback = backup.rollback { try FileLook.copy(rollback, to: copy + "-journal") }
            StoreOpening.rollBack(copy)
            let look = try DatabaseLook.at(copy, keys: keys)
            try Replacement.migrate(copy, to: look) { try $0.beginEpoch(at: now) }
            return (look, [])
        }
    }

    /// The database itself, with all that follows from its journal made anew. Names, receipts and checkpoints stay.
    ///
    /// - Parameters:
    ///   - database: what is to be replaced. Its journal must hold.
    ///   - keys: whose signatures of the journal count.
    /// - Throws: `StoreError`; then nothing is left.
    public init(rebuilding database: String, keys: [VerifyingKey]) throws {
        try self.init(for: database) { copy in
            StoreOpening.rollBack(database)
            let leftBehind = try Rebuild.fill(copy, from: database)
            let look = try DatabaseLook.at(copy, keys: keys)
            try Replacement.migrate(copy, to: look) { _ in }
            return (look, leftBehind)
        }
    }

    private init(for database: String, fill: (_ copy: String) throws -> (DatabaseLook, [String])) throws {
        let copy = Leftovers.name(database, .restoring)
        let filled: (look: DatabaseLook, leftBehind: [String])
        do {
            filled = try fill(copy)
        } catch {
            Leftovers.unlinkAll(copy)
            if case WriteFailure.storageFull = error { throw StoreError.full(database) }
            throw Replacement.explained(error, database)
        }
        (self.database, self.copy, look, leftBehind) = (database, copy, filled.look, filled.leftBehind)
    }

    /// Brings the copy up to date. Migrations are not to touch what has been journalled.
    private static func migrate(_ path: String, to look: DatabaseLook, then: @escaping @Sendable (WriteTransaction) throws -> Void) throws {
        let store = try Store(path: path)
        let head = try store.verifyJournal().last
        try store.writeAndWait(then)
        try store.close()
        guard head == look.verdict.last else { throw StoreError.damaged(path: path, reason: "its journal changed while it was migrated") }
        if look.version < Schema.version { try DatabaseLook.compareRows(path) }
        try FileLook.makeDurable(path)
    }

    deinit { Leftovers.unlinkAll(copy) }

    /// Puts the copy in place. The caller must hold the lock of the folder: no daemon may have the database open.
    ///
    /// - Parameter kept: a new name for the present database, if there is one.
    /// - Throws: `StoreError`; then the present database is where it was.
    public consuming func putInPlace(keeping kept: String) throws {
        if access(database, F_OK) == 0 {
            try settle()
            for end in ["", "-wal", "-journal"] where end.isEmpty || FileLook.isFilled(database + end) {
                guard link(database + end, kept + end) == 0 else { throw StoreError.ofSystem(kept + end) }
            }
            try FileLook.makeDurable(kept)
            // Left there, they would be taken for the new one's.
            for end in ["-wal", "-shm", "-journal"] { unlink(database + end) }
        }
        guard rename(copy, database) == 0 else { throw StoreError.ofSystem(database) }
        try FileLook.makeDurable(database)
    }

    /// Brings all that has been committed into the file itself, and takes out what has not, so that it is whole without what lies beside
    /// it. One that SQLite cannot read stays as it is.
    private func settle() throws {
        StoreOpening.rollBack(database)
        guard FileLook.isFilled(database + "-wal") else { return }
        guard (try? DatabaseLook.at(database, comparesRows: false)) != nil, let queue = try? DatabaseQueue(path: database) else { return }
        defer { try? queue.close() }
        do {
            try queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        } catch let error as DatabaseError where [.SQLITE_BUSY, .SQLITE_LOCKED].contains(error.resultCode) {
            throw StoreError.cannotOpen(path: database, reason: "another program has it open; end it and repeat")
        } catch {
            return
        }
    }

    private static func explained(_ error: any Error, _ path: String) -> any Error {
        switch error {
        case let error as DatabaseError: StoreOpening.explain(error, path)
        case let failure as WriteFailure: StoreError.cannotOpen(path: path, reason: "\(failure); look at the disk and repeat")
        default: error
        }
    }
}
