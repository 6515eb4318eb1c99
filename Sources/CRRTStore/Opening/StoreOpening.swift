import Foundation
import GRDB
import JournalProof

/// Opens a database file, after checking that it is a crrtd database, undamaged and not newer than this program.
enum StoreOpening {
    /// How long a connection waits for another program's lock, such as that of an administrator's sqlite3 shell.
    static let busyTimeoutMilliseconds = 2000

    /// - Returns: the open database, and whether it is new.
    static func pool(at path: String) throws -> (pool: DatabasePool, isNew: Bool) {
        do {
            rollBack(path)
            let isNew = try !FileInspection.createOrOpen(path)
            if !isNew { try inspect(path) }
            let pool = try DatabasePool(path: path, configuration: writeConfiguration())
            try pool.writeWithoutTransaction { db in
                // GRDB sets synchronous to NORMAL with WAL, but a change must be on the disk before it is acknowledged.
                try db.execute(sql: "PRAGMA synchronous = FULL")
                // SQLite opens a file without write permission read-only, and reports that at the first change only.
                try db.inTransaction(.immediate) { .rollback }
                try Schema.migrate(db)
                try truncateLog(db)
            }
            // SQLite syncs the folder once for a new log, and ignores a failure. Without the log's name, acknowledged changes would not be
            // durable.
            try FileInspection.sync(TemporaryFiles.folder(of: path))
            return (pool, isNew)
        } catch let error as StoreError {
            throw error
        } catch let error as DatabaseError {
            throw explain(error, path)
        } catch {
            throw StoreError.cannotOpen(path: path, reason: error.localizedDescription)
        }
    }

    /// Copies the log into the file and truncates it.
    ///
    /// - After a failed sync the log may hold a change that is not on the disk yet. A caller who repeats that change is told that it is
    ///   done, so it must be on the disk before any call is answered.
    /// - A daemon that was killed while a reader delayed an erasure has left the erased name in the log.
    ///
    /// If another program has the file open, nothing was recovered from the log, and it is truncated later. With a full disk, reads can be
    /// answered all the same.
    private static func truncateLog(_ db: Database) throws {
        do {
            _ = try db.checkpoint(.truncate)
        } catch let error as DatabaseError where [.SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_FULL].contains(error.resultCode) {
            return
        }
    }

    /// The settings of every connection.
    private static func configuration(cacheKiB: Int) -> Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(Double(busyTimeoutMilliseconds) / 1000)
        configuration.label = "crrtd"
        configuration.prepareDatabase { db in
            // Erased names are overwritten in the file, not only unlinked, and no page is written to a temporary file outside the folder.
            // trusted_schema stays on, because SQLite 3.40 (Debian 12) refuses json_valid in a CHECK without it.
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

    /// Rolls back an unfinished transaction of a killed program that used a rollback journal (`-journal`) instead of the write-ahead log. A
    /// read-only connection could not. Errors are ignored, because opening the database will report them.
    ///
    /// The first start uses a rollback journal, too, until the database has a write-ahead log. Its file does not have our application id
    /// yet, and rolling back makes it empty again.
    static func rollBack(_ path: String) {
        guard FileInspection.isNonEmpty(path + "-journal"),
            FileInspection.isOurs(path) || FileInspection.isOfEmptyDatabase(journal: path + "-journal"),
            let queue = try? DatabaseQueue(path: path)
        else { return }
        _ = try? queue.writeWithoutTransaction { try Row.fetchOne($0, sql: "SELECT * FROM sqlite_schema LIMIT 1") }
        try? queue.close()
    }

    /// Checks what can be checked quickly in a file of any size, without writing. `Store.verifyJournal` checks the rest.
    ///
    /// - Parameter comparesSchema: whether tables, indexes and triggers must be those of the migrations, and each table be readable.
    static func inspect(_ path: String, comparesSchema: Bool = true) throws {
        let queue = try DatabaseQueue(path: path, configuration: readConfiguration())
        try queue.read { db in
            let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
            let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            let tables = try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
            // A start that was killed before its first migration has left an empty database.
            if application == 0, version == 0, tables.isEmpty { return }
            guard application == Schema.applicationID else { throw StoreError.notOurs(path: path) }
            guard version <= Schema.version else { throw StoreError.tooNew(path: path, version: version, known: Schema.version) }
            if comparesSchema, let fault = try SchemaCheck.fault(of: db, version: version) {
                throw StoreError.damaged(path: path, reason: fault)
            }
            // Without its identity, the signatures of a journal are lost. A missing epoch can be repaired by rebuilding the rows.
            for table in ["journal_identity"] + (comparesSchema ? ["epoch"] : []) where tables.contains(table) {
                guard try Row.fetchOne(db, sql: "SELECT * FROM \(table) LIMIT 1") != nil else {
                    throw StoreError.damaged(path: path, reason: "the table \(table) is empty")
                }
            }
            for table in comparesSchema ? tables : [] {
                _ = try Row.fetchOne(db, sql: "SELECT * FROM \(table.quotedDatabaseIdentifier) LIMIT 1")
            }
            guard let last = try ReadTransaction(db).lastEntry() else { return }
            guard last.isValid(after: last.previousHash, seq: last.seq) else {
                throw StoreError.journalBroken(path: path, reason: "journal entry \(last.seq) does not hold")
            }
        }
        try queue.close()
    }

    /// The store error for an error of SQLite.
    static func explain(_ error: DatabaseError, _ path: String) -> StoreError {
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_FORMAT: .damaged(path: path, reason: error.message ?? "malformed")
        case .SQLITE_NOTADB: .notOurs(path: path)
        case .SQLITE_FULL: .full(path)
        // SQLite extends a file to map shared memory.
        case .SQLITE_IOERR where FileInspection.isDiskFull(at: path): .full(path)
        case .SQLITE_IOERR: .cannotOpen(path: path, reason: "\(words(error)); is the disk full?")
        default: .cannotOpen(path: path, reason: words(error))
        }
    }

    /// After a failed backup step the connection has no message: SQLite says "not an error" then.
    private static func words(_ error: DatabaseError) -> String {
        guard let message = error.message, message != "not an error" else { return "\(error.resultCode)" }
        return message
    }
}
