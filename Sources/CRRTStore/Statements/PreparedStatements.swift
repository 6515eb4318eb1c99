import CRRTDomain
import GRDB
import GRDBSQLite

/// The statements of one connection that each change or each read of one record executes. They are prepared once.
///
/// GRDB finds a cached statement by its text, copies its arguments, observes its execution and makes an object of each row. Together this
/// takes several times as long as SQLite takes for one row. All other statements are GRDB's, on the same connection.
///
/// - Throws: of every member, `DatabaseError`, as GRDB does.
///
/// One thread at a time uses a connection, and so its statements. They end before the connection is closed.
final class PreparedStatements: @unchecked Sendable {
    private let connection: OpaquePointer
    /// By the address of their text, which is a literal.
    private var prepared: [UnsafePointer<UInt8>: Prepared] = [:]

    private final class Prepared {
        let statement: OpaquePointer
        var isInUse = false

        init(_ statement: OpaquePointer) { self.statement = statement }

        deinit { sqlite3_finalize(statement) }
    }

    init(_ db: Database) throws {
        guard let connection = db.sqliteConnection else { throw PreparedStatements.isClosed }
        self.connection = connection
    }

    /// As GRDB reports it.
    static var isClosed: DatabaseError { DatabaseError(resultCode: .SQLITE_MISUSE, message: "Connection is closed") }

    /// Whether a transaction is open. After some errors SQLite has rolled back by itself.
    var isInsideTransaction: Bool { sqlite3_get_autocommit(connection) == 0 }

    /// Executes a statement that returns no rows.
    ///
    /// - Returns: the number of rows that it inserted, updated or deleted, if it is an INSERT, UPDATE or DELETE.
    @discardableResult
    func execute(_ sql: StaticString, _ arguments: [StatementValue] = []) throws -> Int {
        try forEachRow(sql, arguments) { _ in true }
        return Int(sqlite3_changes(connection))
    }

    /// The first row; nil where there is none.
    func first<Value>(_ sql: StaticString, _ arguments: [StatementValue] = [], _ read: (CurrentRow) throws -> Value) throws -> Value? {
        try using(sql, arguments) { statement in try step(statement) ? try read(CurrentRow(statement)) : nil }
    }

    /// Steps through the rows while `body` returns true.
    func forEachRow(_ sql: StaticString, _ arguments: [StatementValue] = [], while body: (CurrentRow) throws -> Bool) throws {
        try using(sql, arguments) { statement in
            while try step(statement), try body(CurrentRow(statement)) {}
        }
    }

    /// What is executed while a statement with the same text is in use has one of its own.
    private func using<Value>(
        _ sql: StaticString, _ arguments: [StatementValue], _ body: (OpaquePointer) throws -> Value
    ) throws -> Value {
        let known = prepared[sql.utf8Start]
        let used = try known.flatMap { $0.isInUse ? nil : $0 } ?? Prepared(prepare(sql))
        if known == nil { prepared[sql.utf8Start] = used }
        used.isInUse = true
        defer {
            sqlite3_reset(used.statement)
            used.isInUse = false
        }
        for (index, argument) in arguments.enumerated() {
            guard argument.bind(to: used.statement, at: CInt(index + 1)) == SQLITE_OK else { throw error(used.statement) }
        }
        return try body(used.statement)
    }

    private func prepare(_ sql: StaticString) throws -> OpaquePointer {
        var statement: OpaquePointer?
        let code = sql.withUTF8Buffer { text in
            text.withMemoryRebound(to: CChar.self) {
                sqlite3_prepare_v3(connection, $0.baseAddress, CInt($0.count), UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
            }
        }
        guard code == SQLITE_OK, let statement else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
                message: String(cString: sqlite3_errmsg(connection)), sql: sql.description)
        }
        return statement
    }

    /// - Returns: whether there is a row.
    private func step(_ statement: OpaquePointer) throws -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw error(statement)
        }
    }

    private func error(_ statement: OpaquePointer) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
            message: String(cString: sqlite3_errmsg(connection)), sql: sqlite3_sql(statement).map { String(cString: $0) })
    }
}

/// A value for a parameter of a statement.
enum StatementValue {
    case integer(Int64)
    case text(String)
    /// Text that is there as UTF-8.
    case utf8([UInt8])
    case blob([UInt8])
    case null

    static func integer(_ value: Int) -> StatementValue { .integer(Int64(value)) }

    /// - Parameter value: nil for NULL.
    static func text(_ value: String?) -> StatementValue {
        guard let value else { return .null }
        return .text(value)
    }

    /// SQLite copies the bytes, so that nothing has to stay in place until the statement is done.
    fileprivate func bind(to statement: OpaquePointer, at index: CInt) -> CInt {
        switch self {
        case .integer(let value): sqlite3_bind_int64(statement, index, value)
        case .text(var text): text.withUTF8 { Self.bind($0, to: statement, at: index) }
        case .utf8(let bytes): bytes.withUnsafeBufferPointer { Self.bind($0, to: statement, at: index) }
        // Without bytes there is no address, which SQLite would take for NULL.
        case .blob([]): sqlite3_bind_zeroblob(statement, index, 0)
        case .blob(let bytes): sqlite3_bind_blob64(statement, index, bytes, UInt64(bytes.count), Self.copied)
        case .null: sqlite3_bind_null(statement, index)
        }
    }

    private static func bind(_ text: UnsafeBufferPointer<UInt8>, to statement: OpaquePointer, at index: CInt) -> CInt {
        guard !text.isEmpty else { return sqlite3_bind_text(statement, index, "", 0, copied) }
        return text.withMemoryRebound(to: CChar.self) {
            sqlite3_bind_text64(statement, index, $0.baseAddress, UInt64($0.count), copied, UInt8(SQLITE_UTF8))
        }
    }

    /// SQLITE_TRANSIENT, which Swift does not import.
    private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}

/// The row that a statement is at. Columns are numbered from 0.
///
/// - Throws: of every member, `InvalidField` where a column has another type than its table allows: the file is damaged.
struct CurrentRow {
    private let statement: OpaquePointer

    fileprivate init(_ statement: OpaquePointer) { self.statement = statement }

    func integer(_ column: Int) throws -> Int {
        try check(column, SQLITE_INTEGER)
        return Int(sqlite3_column_int64(statement, CInt(column)))
    }

    func text(_ column: Int) throws -> String {
        try check(column, SQLITE_TEXT)
        return String(decoding: bytes(column), as: UTF8.self)
    }

    /// Nil where it is NULL.
    func textIfAny(_ column: Int) throws -> String? {
        sqlite3_column_type(statement, CInt(column)) == SQLITE_NULL ? nil : try text(column)
    }

    func blob(_ column: Int) throws -> [UInt8] {
        try check(column, SQLITE_BLOB)
        return Array(bytes(column))
    }

    /// The bytes of a text where SQLite has them, valid until the next row.
    func utf8(_ column: Int) throws -> UnsafeRawBufferPointer {
        try check(column, SQLITE_TEXT)
        return bytes(column)
    }

    private func check(_ column: Int, _ type: CInt) throws(InvalidField) {
        guard sqlite3_column_type(statement, CInt(column)) == type else {
            let name = sqlite3_column_name(statement, CInt(column)).map { String(cString: $0) } ?? ""
            throw InvalidField(name, "has another type in the row")
        }
    }

    /// The address is asked for before the number of bytes, as SQLite wants it: that may convert the value.
    private func bytes(_ column: Int) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(statement, CInt(column))
        return UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(statement, CInt(column))))
    }
}
