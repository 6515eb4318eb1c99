import Foundation
import GRDB
import JournalProof

/// Opens a database file only once it is known to be ours, sound and not newer than this program.
enum StoreOpening {
    /// How long a connection waits for another program's lock, such as that of an administrator's sqlite3 shell.
    static let patienceMilliseconds = 2000

    /// - Returns: the open database, and whether there was none before.
    static func pool(at path: String) throws -> (pool: DatabasePool, isNew: Bool) {
        do {
            rollBack(path)
            let isNew = try !FileLook.makeOrFind(path)
            if !isNew { try inspect(path) }
            let pool = try DatabasePool(path: path, configuration: writeConfiguration())
            try pool.writeWithoutTransaction { db in
                // GRDB lowers synchronous to NORMAL with WAL; an answer must not leave before its change is on disk.
                try db.execute(sql: "PRAGMA synchronous = FULL")
                // SQLite opens a file that it may not write as one to read, and says so at the first change only.
                try db.inTransaction(.immediate) { .rollback }
                try Schema.migrate(db)
                try settle(db)
            }
            // SQLite syncs the folder of a new log once, and goes on where that fails or where no descriptor is left for it. Without the
            // log's name, what is acknowledged would not be durable.
            try FileLook.sync(Leftovers.folder(of: path))
            return (pool, isNew)
        } catch let error as StoreError {
            throw error
        } catch let error as DatabaseError {
            throw explain(error, path)
        } catch {
            throw StoreError.cannotOpen(path: path, reason: error.localizedDescription)
        }
    }

    /// Brings all that the log holds into the file, and empties it.
    ///
    /// After a failed sync the log may hold a change that is in the kernel's memory and not on the disk; a caller who repeats it is told
    /// that it is done, so it has to be on the disk before anybody is answered. Killed while a reader was in the way of an erasure, the
    /// daemon has left the name in the log. Where another program has the file open, the log is emptied later; then nothing was recovered
    /// from it. So it is where the disk is full, and questions can be answered all the same.
    private static func settle(_ db: Database) throws {
        do {
            _ = try db.checkpoint(.truncate)
        } catch let error as DatabaseError where [.SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_FULL].contains(error.resultCode) {
            return
        }
    }

    /// What every connection is set to.
    private static func configuration(cacheKiB: Int) -> Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(Double(patienceMilliseconds) / 1000)
        configuration.label = "crrtd"
        configuration.prepareDatabase { db in
            // Erased names are overwritten in the file, not only unlinked, and no page goes to a temporary file outside of the folder.
            // trusted_schema stays on: SQLite 3.40 (Debian 12) refuses json_valid in a CHECK without it.
            try db.execute(
                sql: "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON; PRAGMA cache_size = -\(cacheKiB)")
        }
        return configuration
    }

    static func writeConfiguration() -> Configuration { configuration(cacheKiB: 2000) }

    static func readConfiguration() -> Configuration {
        var configuration = configuration(cacheKiB: 1000)
        configuration.readonly = true
        return configuration
    }

    /// Takes out what a program that was killed had begun and not committed, where it kept a rollback journal (`-journal`), as one that had
    /// switched the write-ahead log off did. A connection that only reads could not. What stands in the way of it, the next one tells.
    ///
    /// The first start keeps one, too, until the database has a write-ahead log. The file does not bear our mark then; to roll back
    /// makes it empty again.
    static func rollBack(_ path: String) {
        guard FileLook.isFilled(path + "-journal"), FileLook.isOurs(path) || FileLook.isOfEmptyDatabase(journal: path + "-journal"),
            let queue = try? DatabaseQueue(path: path)
        else { return }
        _ = try? queue.writeWithoutTransaction { try Row.fetchOne($0, sql: "SELECT * FROM sqlite_schema LIMIT 1") }
        try? queue.close()
    }

    /// Looks without writing, at what can be seen in a moment however large the file is; `Store.verifyJournal` sees the rest.
    ///
    /// - Parameter comparesSchema: whether tables, indices and triggers must be those that the migrations make, and each
    ///   table be readable.
    static func inspect(_ path: String, comparesSchema: Bool = true) throws {
        let queue = try DatabaseQueue(path: path, configuration: readConfiguration())
        try queue.read { db in
            let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
            let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            let tables = try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
            // A start that was killed before its first migration leaves an empty database.
            if application == 0, version == 0, tables.isEmpty { return }
            guard application == Schema.applicationID else { throw StoreError.notOurs(path: path) }
            guard version <= Schema.version else { throw StoreError.tooNew(path: path, version: version, known: Schema.version) }
            if comparesSchema, let fault = try SchemaCheck.fault(of: db, version: version) {
                throw StoreError.damaged(path: path, reason: fault)
            }
            // A journal that has lost its identity has lost what was signed of it; a new epoch can begin with rows made anew.
            for table in ["journal_identity"] + (comparesSchema ? ["epoch"] : []) where tables.contains(table) {
                guard try Row.fetchOne(db, sql: "SELECT * FROM \(table) LIMIT 1") != nil else {
                    throw StoreError.damaged(path: path, reason: "the table \(table) is empty")
                }
            }
            for table in comparesSchema ? tables : [] {
                _ = try Row.fetchOne(db, sql: "SELECT * FROM \(table.quotedDatabaseIdentifier) LIMIT 1")
            }
            guard let last = try ReadTransaction(db).lastEntry() else { return }
            guard last.holds(after: last.previousHash, seq: last.seq) else {
                throw StoreError.journalBroken(path: path, reason: "journal entry \(last.seq) does not hold")
            }
        }
        try queue.close()
    }

    /// What SQLite's complaint means for the file.
    static func explain(_ error: DatabaseError, _ path: String) -> StoreError {
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_FORMAT: .damaged(path: path, reason: error.message ?? "malformed")
        case .SQLITE_NOTADB: .notOurs(path: path)
        case .SQLITE_FULL: .full(path)
        // To map the memory that connections share, SQLite lengthens a file.
        case .SQLITE_IOERR where FileLook.isDiskFull(at: path): .full(path)
        case .SQLITE_IOERR: .cannotOpen(path: path, reason: "\(words(error)); is the disk full?")
        default: .cannotOpen(path: path, reason: words(error))
        }
    }

    /// A copy that is broken off leaves no message with the connection: SQLite says "not an error" there.
    private static func words(_ error: DatabaseError) -> String {
        guard let message = error.message, message != "not an error" else { return "\(error.resultCode)" }
        return message
    }
}
