import GRDB
import Migrations

/// Migrates databases, and marks them as crrtd's.
enum Schema {
    /// "CRRT" in ASCII, in the SQLite header's application id.
    static let applicationID = 0x4352_5254

    static var version: Int { Migrations.all.count }

    /// Applies the missing migrations, each in one transaction with its version number.
    ///
    /// - Parameter wanted: the version to migrate to.
    static func migrate(_ db: Database, upTo wanted: Int = Schema.version) throws {
        let present = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        for number in present..<max(present, wanted) {
            try db.inTransaction(.immediate) {
                try db.execute(sql: String(decoding: Migrations.all[number], as: UTF8.self))
                try db.execute(sql: "PRAGMA application_id = \(applicationID)")
                try db.execute(sql: "PRAGMA user_version = \(number + 1)")
                return .commit
            }
        }
    }
}
