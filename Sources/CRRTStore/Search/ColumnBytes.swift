import GRDB
import GRDBSQLite
import Glibc

extension Statement {
    /// Steps through the rows while `body` returns true. GRDB's cursor takes as long for a row as SQLite does.
    ///
    /// - Throws: what `body` throws; `DatabaseError` where SQLite cannot read.
    func forEachRow(_ arguments: StatementArguments, while body: () throws -> Bool) throws {
        try setArguments(arguments)
        defer { sqlite3_reset(sqliteStatement) }
        while true {
            switch sqlite3_step(sqliteStatement) {
            case SQLITE_ROW: guard try body() else { return }
            case SQLITE_DONE: return
            default:
                let connection = sqlite3_db_handle(sqliteStatement)
                throw DatabaseError(
                    resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
                    message: String(cString: sqlite3_errmsg(connection)), sql: sql)
            }
        }
    }

    /// The integer of a column of the present row.
    func integer(at column: Int) -> Int64 { sqlite3_column_int64(sqliteStatement, CInt(column)) }

    /// The bytes of a column of the present row where SQLite has them, valid until the next step; none where it is NULL.
    ///
    /// GRDB makes an object of each column that it does not copy, which takes longer than to search it.
    func bytes(at column: Int) -> UnsafeRawBufferPointer {
        // Before the number of bytes, as SQLite asks: it may convert the value.
        let start = sqlite3_column_blob(sqliteStatement, CInt(column))
        return UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(sqliteStatement, CInt(column))))
    }
}

/// Answers by the bytes of columns, so that what many rows share is asked once. Nothing is allocated for a row whose answer is known, nor
/// hashed for one that is like the row before.
struct KnownAnswers {
    private var answers: [[UInt8]: Bool] = [:]
    /// The columns of the last row, each followed by a byte that UTF-8 does not have.
    private var key: [UInt8] = []
    private var last: Bool?

    /// - Parameters:
    ///   - columns: of the statement's present row.
    ///   - ask: called where no row before had the same columns.
    mutating func answer(for columns: ClosedRange<Int>, of statement: Statement, else ask: () throws -> Bool) rethrows -> Bool {
        if let last, isLast(columns, statement) { return last }
        // The question may throw.
        last = nil
        key.removeAll(keepingCapacity: true)
        for column in columns {
            key += statement.bytes(at: column)
            key.append(Self.end)
        }
        let answer = try answers[key] ?? ask()
        answers[key] = answer
        last = answer
        return answer
    }

    private static let end: UInt8 = 0xFF

    private func isLast(_ columns: ClosedRange<Int>, _ statement: Statement) -> Bool {
        key.withUnsafeBytes { key in
            var place = 0
            for column in columns {
                let bytes = statement.bytes(at: column)
                let end = place + bytes.count
                guard end < key.count, key[end] == Self.end else { return false }
                if let start = bytes.baseAddress, let known = key.baseAddress, memcmp(start, known + place, bytes.count) != 0 {
                    return false
                }
                place = end + 1
            }
            return place == key.count
        }
    }
}
