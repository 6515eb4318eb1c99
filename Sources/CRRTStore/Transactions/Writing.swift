public import CRRTDomain
import CRRTProtocol
import Foundation
import GRDB

/// One change under way, on the writer, in its own savepoint. Reads through `reading` see what it has written so far.
public final class Writing {
    public let reading: Reading
    private let db: Database
    /// What has been appended, for the views that follow the commit.
    private(set) var changes: [RecordChange] = []

    init(_ db: Database) {
        self.db = db
        reading = Reading(db)
    }

    /// Appends one entry to the journal and applies its changes to the rows.
    ///
    /// - Returns: the entry's position.
    @discardableResult
    public func append(_ draft: JournalDraft, at: Instant) throws -> Int {
        let last = try Row.fetchOne(db.cachedStatement(sql: "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1"))
        var entry = JournalEntry(
            seq: (last?["seq"] ?? 0) + 1, at: at, principal: draft.principal, event: draft.event.rawValue, subject: draft.subject,
            payload: draft.payload(), previousHash: last.map { Array($0["hash"] as Data) } ?? JournalEntry.genesis, hash: [])
        entry.hash = entry.computedHash()
        try insert(entry)
        for change in draft.changes { try Projection.apply(change, db) }
        changes += draft.changes
        return entry.seq
    }

    /// Stores an entry as it is; the replay brings entries that are hashed already.
    func insert(_ entry: JournalEntry) throws {
        let sql = """
            INSERT INTO journal (seq, at, principal, event, subject, payload, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """
        try db.cachedStatement(sql: sql).execute(arguments: [
            entry.seq, entry.at.milliseconds, entry.principal, entry.event, entry.subject, entry.payload, Data(entry.previousHash),
            Data(entry.hash),
        ])
    }

    func apply(_ change: RecordChange) throws { try Projection.apply(change, db) }

    /// Sets an expert's name beside the journal; nil erases it.
    public func setName(_ name: String?, of expert: ExpertID) throws {
        if let name {
            let sql = "INSERT INTO expert_name (id, name) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name"
            try db.cachedStatement(sql: sql).execute(arguments: [expert.text, name])
        } else {
            try db.cachedStatement(sql: "DELETE FROM expert_name WHERE id = ?").execute(arguments: [expert.text])
        }
    }
}
