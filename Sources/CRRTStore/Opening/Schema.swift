import GRDB
import Migrations

/// Bringing a database up to date, and the marks that tell a crrtd database from others.
enum Schema {
    /// "CRRT" in ASCII, in the SQLite header's application id.
    static let applicationID = 0x4352_5254

    static var version: Int { Migrations.all.count }

    /// Applies what is missing, each migration in a transaction of its own together with its version number.
    static func migrate(_ db: Database) throws {
        let present = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        for number in present..<max(present, version) {
            try db.inTransaction(.immediate) {
                try db.execute(sql: String(decoding: Migrations.all[number], as: UTF8.self))
                try db.execute(sql: "PRAGMA application_id = \(applicationID)")
                try db.execute(sql: "PRAGMA user_version = \(number + 1)")
                return .commit
            }
        }
    }
}
