import GRDB

/// Whether the indexes that a start and the commands rely on have as many rows as their tables.
///
/// A statement that uses an index does not see a row that the index lacks. Counting finds that in a few milliseconds for ten thousand rows.
/// SQLite's own check takes a hundred times as long, and is for auditors and backups (``Store/fileFaults()``).
enum IndexCheck {
    private static let tables = ["request", "tasking", "consent", "assignment", "expiry", "standby", "standby_reader"]

    private struct Index {
        var name: String
        /// The SQL condition of a partial index; nil for an index of all rows.
        var condition: String?

        init(_ row: Row) throws {
            name = try row.decode(atIndex: 0)
            // WHERE occurs at most once, because no condition of the schema has a subquery.
            let text = try row.decode(String?.self, atIndex: 1) ?? ""
            condition = text.firstRange(of: " WHERE ").map { String(text[$0.upperBound...]) }
        }
    }

    /// - Parameter db: of the current schema.
    /// - Returns: the first index that differs, in words; nil where none does.
    static func fault(_ db: Database) throws -> String? {
        let entries = try Int.fetchOne(db, sql: "SELECT coalesce(max(seq), 0) FROM journal")
        // Positions have no gaps. Counting the table itself would read it, payloads included.
        if try Int.fetchOne(db, sql: "SELECT count(*) FROM journal INDEXED BY journal_by_subject") != entries {
            return words("journal_by_subject", "journal")
        }
        for table in tables {
            let sql = """
                SELECT list.name, schema.sql FROM pragma_index_list(?) AS list CROSS JOIN sqlite_schema AS schema ON schema.name = list.name
                WHERE list.origin <> 'pk'
                """
            let indexes = try Row.fetchAll(db, sql: sql, arguments: [table]).map { try Index($0) }
            // One scan of the table for all indexes. With the conditions in a WHERE, SQLite would read the partial index instead.
            let sums = indexes.map { $0.condition.map { "count(CASE WHEN \($0) THEN 1 END)" } ?? "count(*)" }
            guard let rows = try Row.fetchOne(db, sql: "SELECT \(sums.joined(separator: ", ")) FROM \(table) NOT INDEXED") else { continue }
            for (column, index) in indexes.enumerated() {
                let condition = index.condition.map { "WHERE \($0)" } ?? ""
                // Not count(*), which SQLite answers from the smallest index of all rows, whichever one is named.
                let sql = "SELECT count(1) FROM \(table) INDEXED BY \(index.name.quotedDatabaseIdentifier) \(condition)"
                if try Int.fetchOne(db, sql: sql) != rows.decode(Int.self, atIndex: column) { return words(index.name, table) }
            }
        }
        return nil
    }

    private static func words(_ index: String, _ table: String) -> String { "the index \(index) does not have the rows of \(table)" }
}
