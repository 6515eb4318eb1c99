import Crypto
import Foundation
import GRDB
import Migrations
import Testing

@testable import CRRTStore

@Suite struct SchemaTests {
    /// Shipped migrations are frozen: a released one is never edited, a change of the schema is a new file.
    private static let pinned = [
        "209b32f33719e53ad41bc949b557ec61b286d240bf5f2b762250c93bf9506cb0",
        "faa575eaa22fbadf9dcbc9b7803806848300562501e9c06cffe1f45eed02c871",
        "ca16198bf7c24b1fa367d5bb1614f55328311d39219ff8e20e819e58aac3d2cd",
        "9ce9c9831ac745d6f072a91bf5e6b6bb8db4010a6f2d9b8d23ff504c7aa675f1",
        "a9e0f7d02684d172df40dcda5d3deb18e0b70e8040c49806e21338cccfacc1d9",
        "c7006d13e7830019aaa2af395562880e0f4d71d92d0d66cbcd644d6c0f808a0e",
        "e8fb974953cc57e918ed5f1fedf68525ebfceda7f8280e0d91526a12de1ce150",
        "11db9e665270f1afb2680bb56934ea620a7ae5977fd7b35009be19ee940cae2c",
        "8337816540348d8b597a8faea80ff708df5fc4bc0c23558f71d30716be60afed",
        "ab59cfb5cf20e772b60ba9db05f9950cf2512ccb212f48b2526377369c2f98f3",
        "ed9ca245f8eb736fa7eb846dfd7c286acffc66691d3aef96d8ce2d81dce98e27",
        "eb08165d7c3b9f0e2c511ab23702a06ab7fbf2728d243349e340aede4bbe2970",
        "711a8c6e06158f9d7f6cacadb277eff073023ab8e6b74175e4477495871465f7",
    ]

    @Test func shippedMigrationsAreFrozen() {
        let hashes = Migrations.all.map { hex(SHA256.hash(data: $0)) }
        #expect(hashes == SchemaTests.pinned, "a shipped migration was edited, or a new one is not pinned here yet")
    }

    @Test func schemaFileIsTheDump() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../../migrations/schema.sql")
        let dump = try withStore { try $0.read { try SchemaTests.dump($0.db) } }
        if ProcessInfo.processInfo.environment["CRRTD_WRITE_SCHEMA"] != nil { try Data(dump.utf8).write(to: file) }
        #expect(
            try String(contentsOf: file, encoding: .utf8) == dump,
            "migrations/schema.sql is not what the migrations make: CRRTD_WRITE_SCHEMA=1 swift test --filter SchemaTests writes it")
    }

    /// A start compares a database with the file, and not with what the migrations make.
    @Test func theFileIsReadAsWhatTheMigrationsMake() throws {
        let (read, made) = (SchemaCheck.texts(ofScript: Migrations.schema), try SchemaCheck.migrated(Schema.version))
        #expect(Set(read.keys).symmetricDifference(made.keys).isEmpty)
        for (object, text) in made { #expect(read[object] == text, "\(object)") }
    }

    private static func dump(_ db: Database) throws -> String {
        let sql = """
            SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL
            ORDER BY tbl_name, CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 ELSE 3 END, name
            """
        return "-- The schema after all migrations, as SQLite holds it; a test keeps this file true.\n\n"
            + (try String.fetchAll(db, sql: sql).map { $0 + ";\n" }.joined(separator: "\n"))
    }

    @Test func marksAreSet() throws {
        try withStore { store in
            try store.read { rows throws in
                #expect(try Int.fetchOne(rows.db, sql: "PRAGMA application_id") == 0x4352_5254)
                #expect(try Int.fetchOne(rows.db, sql: "PRAGMA user_version") == Migrations.all.count)
            }
        }
    }

    @Test func writerIsDurableAndStrict() throws {
        try withStore { store in
            try store.pool.writeWithoutTransaction { db throws in
                #expect(try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal")
                #expect(try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2, "FULL")
                #expect(try Int.fetchOne(db, sql: "PRAGMA foreign_keys") == 1)
                #expect(try Int.fetchOne(db, sql: "PRAGMA secure_delete") == 1)
                #expect(try Int.fetchOne(db, sql: "PRAGMA cell_size_check") == 1)
            }
        }
    }

    @Test func tablesAreStrict() throws {
        try withStore { store in
            let sql = "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict AND name NOT LIKE 'sqlite%'"
            let loose = try store.read { try String.fetchAll($0.db, sql: sql) }
            #expect(loose.isEmpty)
        }
    }

    @Test func readersCannotWrite() throws {
        try withStore { store throws in
            #expect(throws: StoreError.self) { try store.read { try $0.db.execute(sql: "DELETE FROM receipt") } }
            #expect(try store.read { try $0.seq() } == 0)
        }
    }

    @Test func fileIsForItsOwnerOnly() throws {
        try withStore { store in
            for file in [store.path, store.path + "-wal"] {
                let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
                #expect(mode == 0o600, "\(file)")
            }
        }
    }
}
