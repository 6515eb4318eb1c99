import Foundation
import GRDB
import Glibc
import JournalProof

/// The rows that the entries of a journal make, in a database file of their own, and a connection that compares with them.
///
/// The file lies beside the database, so that it takes no memory, and is without a name from the beginning: whatever ends this program, it
/// leaves nothing. It holds no name of a person, as the journal holds none.
final class RowsAnew {
    /// Differences that are looked for; the rest are of the same kind.
    static let most = 100
    /// Rows that are compared at once.
    private static let piece = 500

    /// Writes the rows.
    private let anew: DatabaseQueue
    /// Reads the database as `main`, and the rows as `anew`.
    private let database: DatabaseQueue
    let path: String
    /// The last entry that was taken.
    private var seq = 0

    /// - Parameter path: the database, of the present schema. Nothing is changed in it.
    init(beside path: String) throws {
        self.path = path
        let file = Leftovers.name(path, .comparing)
        _ = try FileLook.makeOrFind(file)
        // Both connections have it open by then.
        defer { unlink(file) }
        anew = try DatabaseQueue(path: file)
        try anew.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF")
            try RowsAnew.empty.get().read { try $0.backup(to: db) }
            try db.execute(sql: "PRAGMA ignore_check_constraints = ON")
        }
        database = try DatabaseQueue(path: path, configuration: StoreOpening.readConfiguration())
        try database.unsafeRead { try $0.execute(sql: "ATTACH DATABASE ? AS anew", arguments: [file]) }
    }

    func close() throws {
        try database.close()
        try anew.close()
    }

    /// The tables as the migrations make them, without what refuses rows: that is for those who write. Earlier versions recorded what
    /// today's rules refuse, and what the journal holds was checked when it was written.
    ///
    /// It is made once, as all migrations, one after the other, take longer than a copy of what they come to.
    private static let empty = Result {
        let queue = try DatabaseQueue()
        try queue.writeWithoutTransaction { db in
            try Schema.migrate(db)
            let guards = "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND sql LIKE '% BEFORE %'"
            for name in try String.fetchAll(db, sql: guards) { try db.execute(sql: "DROP TRIGGER \(name.quotedDatabaseIdentifier)") }
            let indexes = "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
            for name in try String.fetchAll(db, sql: indexes) { try db.execute(sql: "DROP INDEX \(name.quotedDatabaseIdentifier)") }
            try db.execute(sql: "VACUUM")
        }
        return queue
    }

    /// Looks at the database in one transaction. What is added to the rows in it comes before anything is read of them: it would be locked.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try database.unsafeRead { db in
            try db.execute(sql: "BEGIN")
            defer { if db.isInsideTransaction { try? db.execute(sql: "COMMIT") } }
            return try body(db)
        }
    }

    /// Applies what is chosen of some entries, in their order.
    func take(_ entries: [JournalEntry], where isWanted: (RecordChange) -> Bool = { _ in true }) throws {
        try anew.writeWithoutTransaction { db in
            try db.inTransaction {
                for entry in entries {
                    for change in try records(of: entry) where isWanted(change.change) {
                        try Projection.apply(change.change, change.record, from: entry.seq, db)
                    }
                }
                return .commit
            }
        }
        seq = entries.last?.seq ?? seq
    }

    private func records(of entry: JournalEntry) throws -> [RecordedChange] {
        do { return try entry.recordedChanges() } catch {
            throw StoreError.journalBroken(path: path, reason: "journal entry \(entry.seq) cannot be read: \(error)")
        }
    }

    /// Applies the next entries.
    ///
    /// - Returns: false where there was none.
    func takeNext(_ db: Database) throws -> Bool {
        let entries = try ReadTransaction(db).journal(since: seq, limit: ProofPage.most)
        try take(entries)
        return !entries.isEmpty
    }
}

// MARK: - Comparing

extension RowsAnew {
    /// Compares some rows of a table.
    ///
    /// - Parameters:
    ///   - condition: which, in SQL, with numbered parameters.
    ///   - values: theirs.
    func differences(
        in table: ProjectedTable, where condition: String, _ values: [DatabaseValue], _ db: Database
    ) throws -> [RowDifference] {
        let columns = try String.fetchAll(db, sql: "SELECT name FROM pragma_table_info(?, 'anew')", arguments: [table.name])
            .joined(separator: ", ")
        func rows(_ schema: String) -> String { "SELECT \(columns) FROM \(schema).\(table.name) WHERE \(condition)" }
        let key = table.key.joined(separator: ", ")
        let sql = """
            SELECT \(key), 0 FROM (\(rows("main")) EXCEPT \(rows("anew")))
            UNION ALL SELECT \(key), 1 FROM (\(rows("anew")) EXCEPT \(rows("main")))
            """
        var sides: [[String]: [RowDifference.Kind]] = [:]
        for row in try Row.fetchAll(db, sql: sql, arguments: StatementArguments(values)) {
            let key = table.key.indices.map { String.fromDatabaseValue(row[$0]) ?? "\(row[$0] as DatabaseValue)" }
            sides[key, default: []].append(row[table.key.count] == 1 ? .missing : .invented)
        }
        return sides.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, kinds in
            RowDifference(record: table.words(key), kind: kinds.count == 2 ? .changed : kinds[0])
        }
    }

    /// Compares all rows of a table, some at a time. Each time the entries that were added meanwhile are applied first, so that both are
    /// of one moment.
    func differences(in table: ProjectedTable, isWanted: () throws -> Void) throws -> [RowDifference] {
        var found: [RowDifference] = []
        var place: [DatabaseValue] = []
        repeat {
            try isWanted()
            let next = try read { db in
                while try takeNext(db) {}
                let next = try end(of: table, after: place, db)
                var conditions = ["TRUE"]
                let count = table.key.count
                func parameters(_ first: Int) -> String { "(\((first..<first + count).map { "?\($0)" }.joined(separator: ", ")))" }
                if !place.isEmpty { conditions.append("\(table.keyValue) > \(parameters(1))") }
                if !next.isEmpty { conditions.append("\(table.keyValue) <= \(parameters(place.count + 1))") }
                found += try differences(in: table, where: conditions.joined(separator: " AND "), place + next, db)
                return next
            }
            place = next
        } while !place.isEmpty && found.count < RowsAnew.most
        return found
    }

    /// The key of the last row of the next piece; empty: the rest is one piece.
    private func end(of table: ProjectedTable, after place: [DatabaseValue], _ db: Database) throws -> [DatabaseValue] {
        let behind = place.isEmpty ? "" : "WHERE \(table.keyValue) > (\(place.map { _ in "?" }.joined(separator: ", ")))"
        let key = table.key.joined(separator: ", ")
        let sql = "SELECT \(key) FROM main.\(table.name) \(behind) ORDER BY \(key) LIMIT 1 OFFSET \(RowsAnew.piece - 1)"
        return try Row.fetchOne(db, sql: sql, arguments: StatementArguments(place)).map { Array($0.databaseValues) } ?? []
    }
}
