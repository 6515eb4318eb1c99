public import CRRTDomain
import CRRTProtocol
import Foundation
import GRDB
import Varlink

/// Where a scan goes on in another transaction. It must not be sent to a caller.
public struct ScanPosition: Sendable {
    fileprivate let key: [DatabaseValue]
}

/// A table whose records a search looks at.
public enum SearchedTable: String, Sendable, Hashable, CaseIterable {
    case request, campaign, tasking, consent

    fileprivate var key: String { self == .consent ? "tasking, nation, kind, asked, digest" : "id" }

    fileprivate func record(_ json: String) throws -> RecordChange {
        switch self {
        case .request: .request(try Request(Requests.Request(json: json.utf8)))
        case .campaign: .campaign(try Campaign(Campaigns.Campaign(json: json.utf8)))
        case .tasking: .tasking(try Tasking(Taskings.Tasking(json: json.utf8)))
        case .consent: .consent(try Consent(Consents.Consent(json: json.utf8)))
        }
    }
}

/// Scans of a search. The bytes of texts are compared where SQLite has them; what does not match is neither copied nor decoded.
///
/// - Throws: of every member, what ``ReadTransaction`` names, and what the closure throws.
extension ReadTransaction {
    /// Notes that hold every word, the newest first, until the budget is spent.
    ///
    /// - Parameters:
    ///   - position: where an earlier scan ended; nil for the newest.
    ///   - isTold: whether the caller is told notes with these facts. It is asked once for all notes that share them, and what they are not
    ///     told is not decoded, so that a search takes about as long whether hidden notes hold its words or not.
    ///   - found: returns whether to go on.
    /// - Returns: where to go on; nil at the end, and where `found` has ended it.
    public func scanNotes(
        for search: WordSearch, after position: ScanPosition?, within budget: ReadBudget,
        isTold: (NoteFacts) throws -> Bool, found: (Note) throws -> Bool
    ) throws -> ScanPosition? {
        let sql = "SELECT number, text, needs, owner, subject, reader, nation FROM note WHERE number < ? ORDER BY number DESC"
        let statement = try db.cachedStatement(sql: sql)
        var texts = SearchedTexts()
        var told = KnownAnswers()
        var next: ScanPosition?
        try statement.forEachRow([position?.key.first ?? Int64.max.databaseValue]) {
            texts.removeAll()
            for column in 1...3 { texts.add(statement.bytes(at: column)) }
            budget.spend(bytes: texts.byteCount)
            let number = statement.integer(at: 0)
            if search.occurs(in: texts),
                try told.answer(for: 4...6, of: statement, else: { try noteFacts(number: number).map(isTold) ?? false }),
                let note = try note(number: number), try !found(note)
            {
                return false
            }
            if budget.isSpent { next = ScanPosition(key: [number.databaseValue]) }
            return next == nil
        }
        return next
    }

    /// Records of a table in which every word may occur, in the order of their ids, until the budget is spent.
    ///
    /// - Parameter position: where an earlier scan ended; nil for the first.
    /// - Returns: where to go on; nil at the end.
    public func scanRecords(
        _ table: SearchedTable, for search: WordSearch, after position: ScanPosition?, within budget: ReadBudget,
        found: (RecordChange) throws -> Void
    ) throws -> ScanPosition? {
        let places = position?.key.map { _ in "?" }.joined(separator: ", ")
        let sql = """
            SELECT record, \(table.key) FROM \(table.rawValue)
            \(places.map { "WHERE (\(table.key)) > (\($0))" } ?? "") ORDER BY \(table.key)
            """
        let statement = try db.cachedStatement(sql: sql)
        let rows = try Row.fetchCursor(statement, arguments: StatementArguments(position?.key ?? []))
        var texts = SearchedTexts()
        return try withExtendedLifetime(rows) {
            while let row = try rows.next() {
                texts.removeAll()
                texts.add(statement.bytes(at: 0))
                budget.spend(bytes: texts.byteCount)
                if search.mayOccur(inJSON: texts) { try found(table.record(row.decode(atIndex: 0))) }
                if budget.isSpent { return ScanPosition(key: Array(row.databaseValues.dropFirst())) }
            }
            return nil
        }
    }

    /// When the first entry about a subject was made; nil where there is none.
    public func firstEntryTime(of subject: String) throws -> Instant? {
        let sql = "SELECT at FROM journal WHERE subject = ? ORDER BY seq LIMIT 1"
        return try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: [subject]).map(Instant.init(milliseconds:))
    }

    private func noteFacts(number: Int64) throws -> NoteFacts? {
        let sql = "SELECT subject, reader, nation FROM note WHERE number = ?"
        return try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [number]).map { try NoteFacts(exists: true, $0, from: 0) }
    }

    private func note(number: Int64) throws -> Note? {
        let sql = "SELECT record, text, needs, owner FROM note WHERE number = ?"
        return try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [number]).map(Self.note)
    }
}
