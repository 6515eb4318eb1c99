import Foundation
import GRDB

/// A table whose rows no journal entry holds: the journal cannot make them anew.
///
/// What erases, backs up, restores or rebuilds goes by this list. A table of the schema is the journal itself, follows from it
/// (``ProjectedTable``), or stands here; a test compares the schema with the two lists.
struct BesideJournal: Sendable {
    let table: String
    /// An SQL expression that names a row, in words.
    let name: String
    /// An SQL condition that no sound row meets.
    let fault: String
    /// A column of text that the table's own checks accept in any bytes.
    var text: String?
    /// A statement that erases an expert's name, with the expert's id as the argument. nil: the table holds no name, or it is where the
    /// names stand, and `WriteTransaction.setName` erases them.
    var erasure: String?
    /// Whether a row that cannot be read may be left behind when the rows are made anew: what it tells is of use for some days only.
    var mayBeLeftBehind = false

    static let all = [
        BesideJournal(
            table: "expert_name", name: "'name of ' || id", fault: "typeof(name) <> 'text' OR id NOT IN (SELECT id FROM expert)",
            text: "name"),
        // An answer that has told a name would tell it to the next caller who repeats the command.
        BesideJournal(
            table: "receipt", name: "'receipt of ' || principal",
            fault: "NOT json_valid(answer) OR typeof(question) <> 'blob' OR length(question) <> 32 OR typeof(at) <> 'integer'",
            text: "answer",
            erasure: """
                UPDATE receipt SET answer = json_remove(answer, '$.expert.name')
                WHERE answer ->> '$.expert.id' = ? AND answer ->> '$.expert.name' IS NOT NULL
                """, mayBeLeftBehind: true),
        // The check of the journal finds out whether the signature is right.
        BesideJournal(
            table: "checkpoint", name: "'checkpoint at entry ' || seq",
            fault: "typeof(seq) <> 'integer' OR typeof(at) <> 'integer' OR length(hash) <> 32 OR length(signature) <> 3309",
            text: "instance"),
        BesideJournal(
            table: "journal_identity", name: "'identity of the journal'",
            fault: "length(id) <> 32 OR id GLOB '*[^0-9a-f]*' OR (SELECT count(*) FROM journal_identity) <> 1"),
        BesideJournal(
            table: "epoch", name: "'epoch ' || number",
            fault: "length(id) <> 32 OR id GLOB '*[^0-9a-f]*' OR typeof(after) <> 'integer' OR typeof(at) <> 'integer'"),
    ]

    /// The names of the rows that cannot be read as they were written.
    ///
    /// - Parameter most: how many are looked for at most.
    func unreadable(_ db: Database, most: Int) throws -> [String] {
        var found = try String.fetchAll(db, sql: "SELECT \(name) FROM \(table) WHERE \(fault) LIMIT \(most)")
        guard let text, found.isEmpty else { return found }
        let rows = try Row.fetchCursor(db, sql: "SELECT CAST(\(text) AS BLOB), \(name) FROM \(table)")
        while found.count < most, let row = try rows.next() {
            let isText = try row.withUnsafeData(atIndex: 0) { String(validating: $0 ?? Data(), as: UTF8.self) != nil }
            if !isText { found.append(row[1]) }
        }
        return found
    }

    /// Copies the rows into the same table of another database, whose own go. Columns that one of the two does not have are passed over;
    /// so is a table that an older database does not have, or that is empty: what the schema begins with stays then.
    ///
    /// - Returns: the rows that were left behind, in words.
    func copy(from source: Database, into transaction: WriteTransaction) throws -> [String] {
        guard try source.tableExists(table), try Row.fetchOne(source, sql: "SELECT 1 FROM \(table) LIMIT 1") != nil else { return [] }
        var leftBehind: [String] = []
        let target = transaction.rows.db
        let there = try Set(source.columns(in: table).map(\.name))
        let columns = try target.columns(in: table).map(\.name).filter(there.contains)
        let list = columns.joined(separator: ", ")
        let places = columns.map { _ in "?" }.joined(separator: ", ")
        try transaction.withoutTriggers(of: table) {
            try target.execute(sql: "DELETE FROM \(table)")
            let insert = try target.cachedStatement(sql: "INSERT INTO \(table) (\(list)) VALUES (\(places))")
            let check = mayBeLeftBehind ? ", \(fault), CAST(\(text ?? "''") AS BLOB), \(name)" : ""
            let rows = try Row.fetchCursor(source, sql: "SELECT \(list)\(check) FROM \(table)")
            while let row = try rows.next() {
                if mayBeLeftBehind {
                    let isText = try row.withUnsafeData(atIndex: columns.count + 1) {
                        String(validating: $0 ?? Data(), as: UTF8.self) != nil
                    }
                    if row[columns.count] == true || !isText {
                        leftBehind.append(row[columns.count + 2])
                        continue
                    }
                }
                try insert.execute(arguments: StatementArguments(Array(row.databaseValues.prefix(columns.count))))
            }
        }
        return leftBehind
    }
}
