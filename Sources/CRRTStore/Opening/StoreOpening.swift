import Foundation
import GRDB

/// Opens a database file only once it is known to be ours, sound and not newer than this program.
enum StoreOpening {
    static func pool(at path: String) throws -> DatabasePool {
        if FileManager.default.fileExists(atPath: path) { try inspect(path) }
        do {
            let pool = try DatabasePool(path: path, configuration: configuration())
            // GRDB lowers synchronous to NORMAL with WAL; an answer must not leave before its change is on disk.
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
                try Schema.migrate(db)
            }
            return pool
        } catch let error as DatabaseError {
            throw explain(error, path)
        }
    }

    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.maximumReaderCount = 4
        configuration.label = "crrtd"
        configuration.prepareDatabase { db in
            // Erased names are overwritten in the file, not only unlinked.
            // trusted_schema stays on: SQLite 3.40 (Debian 12) refuses json_valid in a CHECK without it.
            try db.execute(sql: "PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON")
        }
        return configuration
    }

    /// Looks without writing. An empty file is one that a start was killed over before its first migration.
    private static func inspect(_ path: String) throws {
        do {
            guard let head = try FileHandle(forReadingFrom: URL(fileURLWithPath: path)).read(upToCount: 16), !head.isEmpty else { return }
            guard head == Data("SQLite format 3\0".utf8) else { throw StoreError.notOurs(path: path) }
            var configuration = Configuration()
            configuration.readonly = true
            let (application, version, tables) = try DatabaseQueue(path: path, configuration: configuration).read { db in
                (
                    try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0, try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0,
                    try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
                )
            }
            let fresh = application == 0 && version == 0 && tables == 0
            guard fresh || application == Schema.applicationID else { throw StoreError.notOurs(path: path) }
            guard version <= Schema.version else {
                throw StoreError.tooNew(path: path, version: version, known: Schema.version)
            }
        } catch let error as DatabaseError {
            throw explain(error, path)
        } catch let error as CocoaError {
            throw StoreError.cannotOpen(path: path, reason: error.localizedDescription)
        }
    }

    private static func explain(_ error: DatabaseError, _ path: String) -> StoreError {
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_FORMAT: .damaged(path: path, reason: error.message ?? "malformed")
        case .SQLITE_NOTADB: .notOurs(path: path)
        default: .cannotOpen(path: path, reason: error.message ?? error.resultCode.description)
        }
    }
}
