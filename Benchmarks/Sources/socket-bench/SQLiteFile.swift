import CSQLite
import Measuring

/// One connection to an SQLite file; only what these questions need.
final class SQLiteFile {
    private var handle: OpaquePointer?

    init(_ path: String) throws {
        guard sqlite3_open(path, &handle) == SQLITE_OK else { throw Failure("cannot open \(path)") }
    }

    deinit { sqlite3_close(handle) }

    func run(_ sql: String) throws {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure(sql) }
    }

    /// All rows, as integers.
    func integers(_ sql: String) throws -> [[Int]] {
        try rows(sql) { statement in
            (0..<sqlite3_column_count(statement)).map { Int(sqlite3_column_int64(statement, $0)) }
        }
    }

    /// The first column of all rows.
    func texts(_ sql: String) throws -> [String] {
        try rows(sql) { statement in sqlite3_column_text(statement, 0).map { String(cString: $0) } ?? "" }
    }

    private func rows<Value>(_ sql: String, _ read: (OpaquePointer?) -> Value) throws -> [Value] {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else { throw failure(sql) }
        defer { sqlite3_finalize(statement) }
        var found: [Value] = []
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: found.append(read(statement))
            case SQLITE_DONE: return found
            default: throw failure(sql)
            }
        }
    }

    private func failure(_ sql: String) -> Failure { Failure("SQLite: \(String(cString: sqlite3_errmsg(handle))) in \(sql.prefix(300))") }
}
