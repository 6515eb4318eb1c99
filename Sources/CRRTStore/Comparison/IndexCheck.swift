import GRDB

/// Whether the indexes that a start and the commands decide by have as many rows as their tables.
///
/// A row that an index lacks is not there for a statement that goes by it. Counts tell of it in a few milliseconds for ten thousand rows;
/// SQLite's own check, which takes a hundred times as long, is for the auditor and for backups (``Store/fileFaults()``).
enum IndexCheck {
    private static let tables = ["request", "tasking", "consent", "assignment", "expiry"]

    private struct Index {
        var name: String
        /// The condition of a partial index, in SQL; nil: it has all rows.
        var condition: String?

        init(_ row: Row) throws {
            name = try row.decode(atIndex: 0)
            // A statement has the word once at most: no condition of the schema looks into another table.
            let text = try row.decode(String?.self, atIndex: 1) ?? ""
            condition = text.firstRange(of: " WHERE ").map { String(text[$0.upperBound...]) }
        }
    }

    /// - Parameter db: of the present schema.
    /// - Returns: the first index that is out of step, in words; nil: none is.
    static func fault(_ db: Database) throws -> String? {
        let entries = try Int.fetchOne(db, sql: "SELECT coalesce(max(seq), 0) FROM journal")
        // The numbers of entries have no gaps. To count the table itself means to read it, payloads and all.
        if try Int.fetchOne(db, sql: "SELECT count(*) FROM journal INDEXED BY journal_by_subject") != entries {
            return words("journal_by_subject", "journal")
        }
        for table in tables {
            let sql = """
                SELECT list.name, schema.sql FROM pragma_index_list(?) AS list JOIN sqlite_schema AS schema ON schema.name = list.name
                WHERE list.origin <> 'pk'
                """
            let indexes = try Row.fetchAll(db, sql: sql, arguments: [table]).map { try Index($0) }
            // Of one look at the table. In a WHERE, the conditions would have SQLite read the partial index in its place.
            let sums = indexes.map { $0.condition.map { "count(CASE WHEN \($0) THEN 1 END)" } ?? "count(*)" }
            guard let rows = try Row.fetchOne(db, sql: "SELECT \(sums.joined(separator: ", ")) FROM \(table) NOT INDEXED") else { continue }
            for (place, index) in indexes.enumerated() {
                let condition = index.condition.map { "WHERE \($0)" } ?? ""
                let sql = "SELECT count(*) FROM \(table) INDEXED BY \(index.name.quotedDatabaseIdentifier) \(condition)"
                if try Int.fetchOne(db, sql: sql) != rows.decode(Int.self, atIndex: place) { return words(index.name, table) }
            }
        }
        return nil
    }

    private static func words(_ index: String, _ table: String) -> String { "the index \(index) does not have the rows of \(table)" }
}
