import Foundation
import GRDB
import Migrations

@testable import CRRTStore

/// A database as an earlier version of the schema left it.
enum OlderDatabase {
    /// Columns that were something else, or not there, before a version of the schema.
    private static let before4: [String: [String: String?]] = [
        "assignment": ["state": "state IN ('ordered', 'moving', 'onTask', 'returning') AS holds"], "consent": ["asked": nil],
    ]
    private static let before7: [String: [String: String?]] = [
        "assignment": ["batch": nil, "state": "(SELECT state FROM present.tasking WHERE id = assignment.tasking) AS state"],
        "tasking": ["active": nil, "holds": nil],
    ]

    /// Writes what a store of the present schema holds into a new file of an earlier one.
    ///
    /// - Parameters:
    ///   - version: 1 is the first.
    ///   - store: closed by the caller later; its rows are read only.
    static func write(version: Int, _ store: Store, to path: String) throws {
        let old = try DatabaseQueue(path: path)
        try old.writeWithoutTransaction { db in
            for migration in Migrations.all.prefix(version) { try db.execute(sql: String(decoding: migration, as: UTF8.self)) }
            try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = \(version)")
            try db.execute(sql: "ATTACH DATABASE ? AS present", arguments: [store.path])
            // Labels, granters and expiries are made by triggers as the records come.
            let own: Set = ["journal_identity", "checkpoint", "label", "granter", "epoch", "expiry"]
            let tables = try String.fetchAll(db, sql: "SELECT name FROM main.sqlite_schema WHERE type = 'table' ORDER BY rowid")
            // Elements are on task apart from each other, which earlier versions did not allow.
            let rules = try Row.fetchAll(
                db, sql: "SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger' AND tbl_name = 'assignment'"
            )
            .map { (name: $0["name"] as String, sql: $0["sql"] as String) }
            for rule in rules { try db.execute(sql: "DROP TRIGGER main.\(rule.name)") }
            for table in tables where !own.contains(table) {
                var renamed = version < 7 ? before7[table] ?? [:] : [:]
                if version < 4 { renamed.merge(before4[table] ?? [:]) { $1 } }
                let present = try String.fetchAll(db, sql: "SELECT name FROM pragma_table_info(?, 'present')", arguments: [table])
                let columns = try String.fetchAll(db, sql: "SELECT name FROM pragma_table_info(?, 'main')", arguments: [table])
                let values = present.compactMap { renamed[$0] ?? $0 }
                try db.execute(
                    sql: "INSERT INTO main.\(table) (\(columns.joined(separator: ", "))) "
                        + "SELECT \(columns.map { column in values.first { $0.hasSuffix(" AS \(column)") } ?? column }.joined(separator: ", ")) "
                        + "FROM present.\(table)")
            }
            for rule in rules { try db.execute(sql: rule.sql) }
            try db.execute(sql: "DETACH DATABASE present")
        }
        try old.close()
    }
}
