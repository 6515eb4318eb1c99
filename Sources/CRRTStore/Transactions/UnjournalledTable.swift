import Foundation
import GRDB

/// A table whose rows are in no journal entry, so they cannot be rebuilt from the journal.
///
/// Erasure, backup, restore and rebuild use this list. Every table of the schema is the journal itself, a ``ProjectedTable``, or in this
/// list; a test compares the schema with both lists.
struct UnjournalledTable: Sendable {
    let table: String
    /// An SQL expression for the words that name a row.
    let name: String
    /// An SQL condition that only damaged rows meet.
    let fault: String
    /// An SQL expression for the text whose bytes the table does not check; nil for none.
    var text: String?
    /// A statement that erases the names of the expert whose id is its argument. nil where the table holds no names, or is a table of
    /// names itself, from which `WriteTransaction` erases them.
    var erasure: String?
    /// Whether a rebuild may leave out damaged rows, because they are needed for some days only.
    var mayBeOmitted = false

    static let all = [
        UnjournalledTable(
            table: "expert_name", name: "'name of ' || id", fault: "typeof(name) <> 'text' OR id NOT IN (SELECT id FROM expert)",
            text: "name"),
        UnjournalledTable(
            table: "expert_partner", name: "'company of ' || id",
            fault: "typeof(name) <> 'text' OR typeof(agreement) <> 'text' OR id NOT IN (SELECT id FROM expert)",
            text: "name || ' ' || agreement"),
        UnjournalledTable(
            table: "contact", name: "'contact ' || handle || ' of ' || owner",
            fault: """
                salt = '' OR typeof(role) <> 'text' OR coalesce(phone, mail) IS NULL
                OR (length(owner) <> 3 AND owner NOT IN (SELECT id FROM request))
                """,
            text: """
                handle || ' ' || role || coalesce(' ' || name, '') || coalesce(' ' || phone, '') || coalesce(' ' || mail, '')
                || coalesce(' ' || hours, '')
                """),
        UnjournalledTable(
            table: "exercise_message", name: "'message ' || number || ' of the exercise'",
            fault: "typeof(number) <> 'integer' OR NOT json_valid(record) OR record ->> '$.state' IS NOT state", text: "record"),
        UnjournalledTable(
            table: "note", name: "'note ' || id",
            fault: """
                typeof(number) <> 'integer' OR NOT json_valid(record) OR record ->> '$.id' IS NOT id OR salt = ''
                OR subject NOT IN (SELECT id FROM request UNION ALL SELECT id FROM tasking UNION ALL SELECT id FROM campaign)
                """,
            text: "record || coalesce(' ' || text, '') || coalesce(' ' || needs, '') || coalesce(' ' || owner, '')"),
        // A stored answer with a name would tell it to a caller who repeats the command.
        UnjournalledTable(
            table: "receipt", name: "'receipt of ' || principal",
            fault: "NOT json_valid(answer) OR typeof(question) <> 'blob' OR length(question) <> 32 OR typeof(at) <> 'integer'",
            text: "answer",
            erasure: """
                UPDATE receipt
                SET answer = json_remove(answer, '$.expert.name', '$.expert.partner.name', '$.expert.partner.agreement')
                WHERE answer ->> '$.expert.id' = ?
                    AND coalesce(answer ->> '$.expert.name', answer ->> '$.expert.partner.name') IS NOT NULL
                """, mayBeOmitted: true),
        // Signatures are verified with the journal.
        UnjournalledTable(
            table: "checkpoint", name: "'checkpoint at entry ' || seq",
            fault: "typeof(seq) <> 'integer' OR typeof(at) <> 'integer' OR length(hash) <> 32 OR length(signature) <> 3309",
            text: "instance"),
        UnjournalledTable(
            table: "journal_identity", name: "'identity of the journal'",
            fault: "length(id) <> 32 OR id GLOB '*[^0-9a-f]*' OR (SELECT count(*) FROM journal_identity) <> 1"),
        UnjournalledTable(
            table: "epoch", name: "'epoch ' || number",
            fault: "length(id) <> 32 OR id GLOB '*[^0-9a-f]*' OR typeof(after) <> 'integer' OR typeof(at) <> 'integer'"),
    ]

    /// The names of damaged rows.
    ///
    /// - Parameter limit: the most rows to find.
    func unreadable(_ db: Database, limit: Int) throws -> [String] {
        var found = try String.fetchAll(db, sql: "SELECT \(name) FROM \(table) WHERE \(fault) LIMIT \(limit)")
        guard let text, found.isEmpty else { return found }
        let rows = try Row.fetchCursor(db, sql: "SELECT CAST(\(text) AS BLOB), \(name) FROM \(table)")
        while found.count < limit, let row = try rows.next() {
            let isText = try row.withUnsafeData(atIndex: 0) { String(validating: $0 ?? Data(), as: UTF8.self) != nil }
            if !isText { found.append(row[1]) }
        }
        return found
    }

    /// Replaces the rows of the same table of another database. Columns that only one of them has are ignored. If the source has no such
    /// table or no rows in it, the target keeps its initial rows.
    ///
    /// - Returns: the rows that were left out, in words.
    func copy(from source: Database, into transaction: WriteTransaction) throws -> [String] {
        guard try source.tableExists(table), try Row.fetchOne(source, sql: "SELECT 1 FROM \(table) LIMIT 1") != nil else { return [] }
        var omittedRows: [String] = []
        let target = transaction.rows.db
        let there = try Set(source.columns(in: table).map(\.name))
        let columns = try target.columns(in: table).map(\.name).filter(there.contains)
        let list = columns.joined(separator: ", ")
        let parameters = columns.map { _ in "?" }.joined(separator: ", ")
        try transaction.withoutTriggers(of: table) {
            try target.execute(sql: "DELETE FROM \(table)")
            let insert = try target.cachedStatement(sql: "INSERT INTO \(table) (\(list)) VALUES (\(parameters))")
            let check = mayBeOmitted ? ", \(fault), CAST(\(text ?? "''") AS BLOB), \(name)" : ""
            let rows = try Row.fetchCursor(source, sql: "SELECT \(list)\(check) FROM \(table)")
            while let row = try rows.next() {
                if mayBeOmitted {
                    let isText = try row.withUnsafeData(atIndex: columns.count + 1) {
                        String(validating: $0 ?? Data(), as: UTF8.self) != nil
                    }
                    if row[columns.count] == true || !isText {
                        omittedRows.append(row[columns.count + 2])
                        continue
                    }
                }
                try insert.execute(arguments: StatementArguments(Array(row.databaseValues.prefix(columns.count))))
            }
        }
        return omittedRows
    }
}
