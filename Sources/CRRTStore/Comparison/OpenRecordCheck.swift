import CRRTDomain
import Foundation
import GRDB
import JournalProof

/// Whether the rows of open records may differ from the journal. It runs at each start, so it reads the entries of open records only.
///
/// A record is skipped if its last entry ended it and its row is that entry's text.
struct OpenRecordCheck {
    /// Records compared in one transaction.
    private static let chunk = 500

    /// The ids of open records, with the tables that hold rows of them.
    private let open: [(ids: [String], tables: [String])]
    private let expiriesDiffer: Bool

    init(_ rows: ReadTransaction) throws {
        open = [
            (ids: try Self.taskings(rows.db), tables: ["tasking", "assignment", "consent", "granter"]),
            (ids: try Self.requests(rows.db), tables: ["request", "label"]),
            (ids: try Self.effects(rows.db), tables: ["effect", "label"]),
            (ids: try Self.campaigns(rows.db), tables: ["campaign", "label"]),
        ]
        expiriesDiffer = try Self.expiriesDiffer(rows.db)
    }

    /// - Parameter path: the database file.
    /// - Returns: true where a row differs, or where an entry names another subject than the record that it changes.
    /// - Throws: `StoreError.damaged` where an entry that is read is not valid.
    func mayDiffer(at path: String) throws -> Bool {
        if expiriesDiffer { return true }
        if open.allSatisfy(\.ids.isEmpty) { return false }
        let rows = try RebuiltRows(of: path)
        defer { try? rows.close() }
        return try open.contains { try Self.differ(rows, $0.ids, of: $0.tables) }
    }

    private static func differ(_ rows: RebuiltRows, _ ids: [String], of tables: [String]) throws -> Bool {
        for start in stride(from: 0, to: ids.count, by: chunk) {
            let chunk = Set(ids[start..<min(start + Self.chunk, ids.count)])
            // A request's entry may end its taskings.
            let subjects = chunk.union(chunk.compactMap { try? TaskingID($0).request.description })
            let differ = try rows.read { db in
                let sql = "SELECT \(JournalEntry.columns) FROM journal WHERE subject IN (SELECT value FROM json_each(?)) ORDER BY seq"
                let entries = try Row.fetchAll(db, sql: sql, arguments: [ReadTransaction.list(Array(subjects))]).map {
                    try JournalEntry($0)
                }
                for entry in entries { try check(entry, rows.path, db) }
                try rows.apply(entries) { chunk.contains($0.openSubject) }
                return try ProjectedTable.all.contains { table in
                    guard tables.contains(table.name) else { return false }
                    let condition = "\(table.subject) IN (SELECT value FROM json_each(?1))"
                    return try !rows.differences(in: table, where: condition, [ReadTransaction.list(Array(chunk)).databaseValue], db)
                        .isEmpty
                }
            }
            if differ { return true }
        }
        return false
    }

    /// Checks the hash of an entry, and the chain to the entries before and after it.
    private static func check(_ entry: JournalEntry, _ path: String, _ db: Database) throws {
        func fault(_ seq: Int, _ words: String) -> StoreError { .damaged(path: path, reason: "journal entry \(seq) \(words)") }
        guard entry.isValid(after: entry.previousHash, seq: entry.seq) else { throw fault(entry.seq, "does not hold") }
        let before = try Data.fetchOne(db.cachedStatement(sql: "SELECT hash FROM journal WHERE seq = ?"), arguments: [entry.seq - 1])
        let isFirst = entry.seq == 1 && before == nil
        guard before.map({ Array($0) }) ?? (isFirst ? JournalEntry.genesis : []) == entry.previousHash else {
            throw fault(entry.seq, "does not follow the one before it")
        }
        let after = try Data.fetchOne(
            db.cachedStatement(sql: "SELECT previous_hash FROM journal WHERE seq = ?"), arguments: [entry.seq + 1])
        guard after.map({ Array($0) == entry.hash }) ?? true else { throw fault(entry.seq + 1, "does not follow the one before it") }
    }

    /// Whether the stored expiries differ from those of the validated requests that no tasking holds.
    private static func expiriesDiffer(_ db: Database) throws -> Bool {
        let wanted = """
            SELECT id, ends_at FROM request
            WHERE state = 'validated'
                AND NOT EXISTS (SELECT 1 FROM tasking WHERE tasking.request = request.id AND \(ReadTransaction.holding))
            """
        let found = "SELECT request, ends_at FROM expiry"
        let sql = "SELECT EXISTS (SELECT * FROM (\(found)) EXCEPT \(wanted)) OR EXISTS (SELECT * FROM (\(wanted)) EXCEPT \(found))"
        return try Bool.fetchOne(db, sql: sql) ?? true
    }

    /// A table expression with the distinct subjects of entries between two texts, each found by one index lookup.
    private static func named(from start: String, to end: String) -> String {
        """
        WITH RECURSIVE named (id) AS (
            SELECT min(subject) FROM journal WHERE subject > '\(start)' AND subject < '\(end)'
            UNION ALL
            SELECT (SELECT min(subject) FROM journal WHERE subject > named.id AND subject < '\(end)') FROM named WHERE id IS NOT NULL)
        """
    }

    private static func notEnded(_ table: String, ended: String, _ start: String, _ end: String, _ db: Database) throws -> [String] {
        let sql = """
            \(named(from: start, to: end))
            SELECT named.id FROM named LEFT JOIN \(table) ON \(table).id = named.id
                LEFT JOIN journal AS last ON last.seq = (SELECT max(seq) FROM journal WHERE subject = named.id)
            WHERE named.id IS NOT NULL AND NOT coalesce(
                \(table).state IN (\(ended)) AND \(isLast(table)), FALSE)
            """
        return try String.fetchAll(db, sql: sql)
    }

    /// An expression: whether a row is the record of its last entry, and its columns are the record's. Only then is its text parsed.
    private static func isLast(_ table: String) -> String {
        """
        CASE WHEN instr(last.payload, '{"\(table)":' || \(table).record || '}') > 0
             THEN \(table).record ->> '$.state' IS \(table).state AND \(table).record ->> '$.revision' IS \(table).revision END
        """
    }

    private static func taskings(_ db: Database) throws -> [String] {
        let ended = "'closed', 'declined', 'recalled', 'aborted'"
        let named = try ["TSK", "EXT"].flatMap { try notEnded("tasking", ended: ended, $0 + "-", $0 + ".", db) }
        let rows = try invented("tasking", order: "request, number", db)
        // Taskings that look open by other tables.
        let open = try String.fetchAll(
            db,
            sql: """
                SELECT tasking FROM assignment
                WHERE state IN ('asked', 'agreed', 'ordered', 'moving', 'onTask', 'returning')
                UNION SELECT tasking FROM consent WHERE state = 'requested'
                UNION SELECT tasking FROM consent WHERE kind = 'effect' AND state = 'granted'
                UNION SELECT tasking FROM granter
                UNION SELECT id FROM tasking WHERE active = 1
                UNION SELECT id FROM tasking WHERE holds = 1
                """)
        return Set(named + rows + open).sorted()
    }

    /// The rows that are in no entry. The order is that of an index, so that SQLite reads the index instead of the table.
    private static func invented(_ table: String, order: String, _ db: Database) throws -> [String] {
        try String.fetchAll(
            db, sql: "SELECT id FROM \(table) WHERE NOT EXISTS (SELECT 1 FROM journal WHERE subject = \(table).id) ORDER BY \(order)")
    }

    private static func requests(_ db: Database) throws -> [String] {
        let named = try ["REQ", "EXR"].flatMap {
            try notEnded("request", ended: "'cancelled', 'closed', 'expired'", $0 + "-", $0 + ".", db)
        }
        return try Set(named + invented("request", order: "nation, year, number", db)).sorted()
    }

    private static func campaigns(_ db: Database) throws -> [String] {
        let named = try ["CMP", "CMX"].flatMap { try notEnded("campaign", ended: "'closed'", $0 + "-", $0 + ".", db) }
        return try Set(named + invented("campaign", order: "id", db)).sorted()
    }

    /// The effects whose rows or labels are not those of their last entries.
    private static func effects(_ db: Database) throws -> [String] {
        let sql = """
            SELECT effect.id FROM effect LEFT JOIN label ON label.id = effect.id
                LEFT JOIN journal AS last ON last.seq = (SELECT max(seq) FROM journal WHERE subject = effect.id)
            WHERE NOT coalesce(
                CASE WHEN instr(last.payload, '{"effect":' || effect.record || '}') > 0
                     THEN effect.nation = substr(effect.id, 1, 3) AND effect.record ->> '$.revision' IS effect.revision
                          AND label.classification = effect.record ->> '$.classification'
                          AND label.releasable_to = coalesce(effect.record -> '$.releasableTo', '[]') END, FALSE)
            """
        return try String.fetchAll(db, sql: sql)
    }
}

extension RecordChange {
    /// The id by which its rows are checked at a start; empty for records that are not checked then.
    fileprivate var openSubject: String {
        switch self {
        case .expert, .team, .standby: ""
        case .effect(let effect): effect.id.text
        case .request(let request): request.id?.description ?? ""
        case .tasking(let tasking): tasking.id.description
        case .consent(let consent): consent.tasking.description
        case .campaign(let campaign): campaign.id.description
        }
    }
}
