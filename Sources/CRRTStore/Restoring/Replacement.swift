public import CRRTDomain
import GRDB
import Glibc
public import JournalProof

/// A checked and migrated copy, next to the database that it is to replace. The backup itself is read only once, so what was checked is
/// what is put in place.
///
/// However the process ends, either the old database or the new one is in place, complete.
public struct Replacement: ~Copyable {
    /// What the backup holds.
    public let inspection: DatabaseInspection
    /// Rows outside the journal that cannot be read and are not in the copy, in words.
    public let omittedRows: [String]
    /// How many planned injects of an exercise have a time that had passed when a backup was restored. People release or cancel them.
    public let heldInjects: Int
    private let database: String
    private let copy: String

    /// - Parameters:
    ///   - backup: the file and its `-wal` and `-journal`, opened for reading.
    ///   - database: the database to replace; it may be missing.
    ///   - keys: whose signatures of the journal count.
    ///   - now: when the new epoch begins; nil for SQLite's clock.
    /// - Throws: `StoreError`; then no file is left.
    public init(
        of backup: (file: Int32, log: Int32?, rollback: Int32?), for database: String, keys: [VerifyingKey], at now: Instant? = nil
    ) throws {
        try self.init(for: database) { copy in
            try FileInspection.copy(backup.file, to: copy)
            if let log = backup.log { try FileInspection.copy(log, to: copy + "-wal") }
            if let rollback = backup.rollback { try FileInspection.copy(rollback, to: copy + "-journal") }
            StoreOpening.rollBack(copy)
            let inspection = try DatabaseInspection.at(copy, keys: keys)
            try Replacement.migrate(copy, to: inspection) { transaction in
                try transaction.beginEpoch(at: now)
                try transaction.holdOverdueInjects(at: now)
            }
            return (inspection, [])
        }
    }

    /// A copy of the database itself, with all rows that follow from its journal rebuilt. Names, receipts and checkpoints are kept.
    ///
    /// - Parameters:
    ///   - database: the database to replace. Its journal must be valid.
    ///   - keys: whose signatures of the journal count.
    /// - Throws: `StoreError`; then no file is left.
    public init(rebuilding database: String, keys: [VerifyingKey]) throws {
        try self.init(for: database) { copy in
            StoreOpening.rollBack(database)
            let omittedRows = try Rebuild.fill(copy, from: database)
            let inspection = try DatabaseInspection.at(copy, keys: keys)
            try Replacement.migrate(copy, to: inspection) { _ in }
            return (inspection, omittedRows)
        }
    }

    private init(for database: String, fill: (_ copy: String) throws -> (DatabaseInspection, [String])) throws {
        let copy = TemporaryFiles.uniqueName(database, .restoring)
        let filled: (inspection: DatabaseInspection, omittedRows: [String])
        do {
            filled = try fill(copy)
            heldInjects = try Replacement.heldInjects(copy)
        } catch {
            TemporaryFiles.unlinkDatabase(copy)
            if case WriteFailure.storageFull = error { throw StoreError.full(database) }
            throw Replacement.explained(error, database)
        }
        (self.database, self.copy, inspection, omittedRows) = (database, copy, filled.inspection, filled.omittedRows)
    }

    private static func heldInjects(_ path: String) throws -> Int {
        let queue = try DatabaseQueue(path: path, configuration: StoreOpening.readConfiguration())
        defer { try? queue.close() }
        return try queue.read { try ReadTransaction($0).countHeldInjects() }
    }

    /// Migrates the copy, and checks that this did not change the journal.
    private static func migrate(
        _ path: String, to inspection: DatabaseInspection, then: @escaping @Sendable (WriteTransaction) throws -> Void
    ) throws {
        let store = try Store(path: path)
        let head = try store.verifyJournal().last
        try store.writeAndWait(then)
        try store.close()
        guard head == inspection.verdict.last else {
            throw StoreError.damaged(path: path, reason: "its journal changed while it was migrated")
        }
        if inspection.version < Schema.version { try DatabaseInspection.compareRows(path) }
        try FileInspection.syncWithFolder(path)
    }

    deinit { TemporaryFiles.unlinkDatabase(copy) }

    /// Puts the copy in place. The caller must hold the lock of the folder, so that no daemon has the database open.
    ///
    /// - Parameter kept: a new name for the old database, if there is one.
    /// - Throws: `StoreError`; then the old database is still in place.
    public consuming func putInPlace(keeping kept: String) throws {
        if access(database, F_OK) == 0 {
            try consolidate()
            for end in ["", "-wal", "-journal"] where end.isEmpty || FileInspection.isNonEmpty(database + end) {
                guard link(database + end, kept + end) == 0 else { throw StoreError.ofSystem(kept + end) }
            }
            try FileInspection.syncWithFolder(kept)
            // SQLite would take them for the new database's.
            for end in ["-wal", "-shm", "-journal"] { unlink(database + end) }
        }
        guard rename(copy, database) == 0 else { throw StoreError.ofSystem(database) }
        try FileInspection.syncWithFolder(database)
    }

    /// Moves all committed changes of the old database into the file itself and rolls back others, so that it is complete without its side
    /// files. A database that SQLite cannot read stays as it is.
    private func consolidate() throws {
        StoreOpening.rollBack(database)
        guard FileInspection.isNonEmpty(database + "-wal") else { return }
        guard (try? DatabaseInspection.at(database, comparesRows: false)) != nil, let queue = try? DatabaseQueue(path: database) else {
            return
        }
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
