import Foundation
import GRDB
import Glibc
import JournalProof

/// The rows that follow from the entries of a journal, rebuilt in a separate database file, and a connection that compares with them.
///
/// The file is next to the database, so that it takes no memory, and is unlinked at once, so that nothing is left however the process ends.
/// It holds no person's name, because the journal holds none.
final class RebuiltRows {
    /// The search stops after this many differences.
    static let maxDifferences = 100
    /// Rows compared in one transaction.
    private static let chunk = 500

    /// Writes the rows.
    private let rebuilt: DatabaseQueue
    /// Reads the database as `main`, and the rows as `rebuilt`.
    private let database: DatabaseQueue
    let path: String
    /// The last entry that was applied.
    private var seq = 0

    /// - Parameter path: the database, of the current schema. It is only read.
    init(of path: String) throws {
        self.path = path
        let file = TemporaryFiles.uniqueName(path, .comparing)
        _ = try FileInspection.createOrOpen(file)
        // Both connections have the file open by the end of this initializer.
        defer { unlink(file) }
        rebuilt = try DatabaseQueue(path: file)
        try rebuilt.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF")
            try RebuiltRows.empty.get().read { try $0.backup(to: db) }
            try db.execute(sql: "PRAGMA ignore_check_constraints = ON")
        }
        database = try DatabaseQueue(path: path, configuration: StoreOpening.readConfiguration())
        try database.unsafeRead { try $0.execute(sql: "ATTACH DATABASE ? AS rebuilt", arguments: [file]) }
    }

    func close() throws {
        try database.close()
        try rebuilt.close()
    }

    /// An empty database with the tables and the triggers that derive rows, but without the triggers that refuse rows: earlier versions
    /// recorded what today's rules refuse, and the journal was checked when it was written.
    ///
    /// It is made once, because running all migrations takes longer than copying their result.
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

    /// Reads in one transaction. Within it, rebuilt rows must be added before any are read, because reading locks their file.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try database.unsafeRead { db in
            try db.execute(sql: "BEGIN")
            defer { if db.isInsideTransaction { try? db.execute(sql: "COMMIT") } }
            return try body(db)
        }
    }

    /// Applies the wanted changes of some entries, in order.
    func apply(_ entries: [JournalEntry], where isWanted: (RecordChange) -> Bool = { _ in true }) throws {
        try rebuilt.writeWithoutTransaction { db in
            let statements = try PreparedStatements(db)
            try db.inTransaction {
                for entry in entries {
                    for change in try records(of: entry) where isWanted(change.change) {
                        try Projection.apply(change.change, change.record, from: entry.seq, db, statements)
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
    /// - Returns: false at the end of the journal.
    func applyNext(_ db: Database) throws -> Bool {
        let entries = try ReadTransaction(db).journal(since: seq, limit: ProofPage.maxEntries)
        try apply(entries)
        return !entries.isEmpty
    }
}

// MARK: - Comparing

extension RebuiltRows {
    /// Compares some rows of a table.
    ///
    /// - Parameters:
    ///   - condition: an SQL condition with numbered parameters.
    ///   - values: the values of the parameters.
    func differences(
        in table: ProjectedTable, where condition: String, _ values: [DatabaseValue], _ db: Database
    ) throws -> [RowDifference] {
        let columns = try String.fetchAll(db, sql: "SELECT name FROM pragma_table_info(?, 'rebuilt')", arguments: [table.name])
            .joined(separator: ", ")
        func rows(_ schema: String) -> String { "SELECT \(columns) FROM \(schema).\(table.name) WHERE \(condition)" }
        let key = table.key.joined(separator: ", ")
        let sql = """
            SELECT \(key), 0 FROM (\(rows("main")) EXCEPT \(rows("rebuilt")))
            UNION ALL SELECT \(key), 1 FROM (\(rows("rebuilt")) EXCEPT \(rows("main")))
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

    /// Compares all rows of a table, chunk by chunk. Before each chunk, entries added meanwhile are applied, so that both sides are of the
    /// same moment.
    func differences(in table: ProjectedTable, isWanted: () throws -> Void) throws -> [RowDifference] {
        var found: [RowDifference] = []
        var position: [DatabaseValue] = []
        repeat {
            try isWanted()
            let next = try read { db in
                while try applyNext(db) {}
                let next = try endOfChunk(in: table, after: position, db)
                var conditions = ["TRUE"]
                let count = table.key.count
                func parameters(_ first: Int) -> String { "(\((first..<first + count).map { "?\($0)" }.joined(separator: ", ")))" }
                if !position.isEmpty { conditions.append("\(table.keyValue) > \(parameters(1))") }
                if !next.isEmpty { conditions.append("\(table.keyValue) <= \(parameters(position.count + 1))") }
                found += try differences(in: table, where: conditions.joined(separator: " AND "), position + next, db)
                return next
            }
            position = next
        } while !position.isEmpty && found.count < RebuiltRows.maxDifferences
        return found
    }

    /// The key of the last row of the next chunk; empty where the rest is one chunk.
    private func endOfChunk(in table: ProjectedTable, after position: [DatabaseValue], _ db: Database) throws -> [DatabaseValue] {
        let condition = position.isEmpty ? "" : "WHERE \(table.keyValue) > (\(position.map { _ in "?" }.joined(separator: ", ")))"
        let key = table.key.joined(separator: ", ")
        let sql = "SELECT \(key) FROM main.\(table.name) \(condition) ORDER BY \(key) LIMIT 1 OFFSET \(RebuiltRows.chunk - 1)"
        return try Row.fetchOne(db, sql: sql, arguments: StatementArguments(position)).map { Array($0.databaseValues) } ?? []
    }
}
