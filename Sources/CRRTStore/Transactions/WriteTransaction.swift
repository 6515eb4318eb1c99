public import CRRTDomain
import CRRTProtocol
import Foundation
import GRDB
import JournalProof

/// One change under way, on the writer, in its own savepoint. Reads through `rows` see what it has written so far.
///
/// - Throws: of every member, `DatabaseError` where SQLite cannot write or a constraint or trigger refuses; what ``Reading`` names where it
///   reads. ``Store/write(of:rehearsing:_:then:)`` makes a `WriteFailure` of the first.
public final class WriteTransaction {
    /// The rows as they are with what this change has written so far.
    public let rows: ReadTransaction
    private let db: Database
    /// What has been appended, for the views that follow the commit.
    private(set) var changes: [RecordChange] = []
    private(set) var notes: [JournalNote] = []
    /// Whether something was taken away that must not stay in the files.
    private(set) var erased = false
    /// The last entry's position and hash, where known: read once per commit, then carried from change to change.
    private(set) var end: JournalEnd?
    /// What the floor above has worked out and the next change of the same commit may go on from. What a refused change leaves here is
    /// lost with it.
    public var carried: (any Sendable)?

    init(_ db: Database, end: JournalEnd? = nil, carried: (any Sendable)? = nil) {
        self.db = db
        rows = ReadTransaction(db)
        self.end = end
        self.carried = carried
    }

    /// Appends one entry to the journal and applies its changes to the rows.
    ///
    /// - Parameter at: when it happened. An entry is never older than the one before it: where the clock has been set back, it bears the
    ///   time of that one, since readers find their places in the journal by time.
    /// - Returns: the entry's position.
    /// - Throws: `DatabaseError` where a trigger refuses a row, such as a second service of an expert at the same time.
    @discardableResult
    public func append(_ draft: JournalDraft, at: Instant) throws -> Int {
        let last = try end ?? storedEnd()
        let records = draft.changes.map { $0.record() }
        var entry = JournalEntry(
            seq: last.seq + 1, at: max(at, last.at), principal: draft.principal, event: draft.event.rawValue, subject: draft.subject,
            payload: draft.payload(records), previousHash: last.hash, hash: [])
        entry.hash = entry.computedHash()
        try insert(entry)
        for (change, record) in zip(draft.changes, records) { try Projection.apply(change, record, from: entry.seq, db) }
        changes += draft.changes
        notes.append(
            JournalNote(
                seq: entry.seq, principal: entry.principal, event: entry.event, subject: entry.subject, nation: draft.detail["nation"]))
        return entry.seq
    }

    /// Does something, looks what comes of it, and undoes it: nothing of it is there afterwards.
    ///
    /// - Returns: what `body` has found.
    /// - Throws: what `body` throws.
    public func undoing<Value>(_ body: () throws -> Value) throws -> Value {
        let before = (changes, notes, erased, end, carried)
        defer { (changes, notes, erased, end, carried) = before }
        try db.cachedStatement(sql: "SAVEPOINT trial").execute()
        let found = Result { try body() }
        // Where SQLite has rolled back the whole transaction, there is no savepoint any more, and the change fails as a whole.
        if db.isInsideTransaction {
            try db.cachedStatement(sql: "ROLLBACK TO trial").execute()
            try db.cachedStatement(sql: "RELEASE trial").execute()
        }
        return try found.get()
    }

    /// The time of the last entry appended.
    public var lastTime: Instant { end?.at ?? JournalEnd.empty.at }

    private func storedEnd() throws -> JournalEnd {
        let sql = "SELECT seq, at, hash FROM journal ORDER BY seq DESC LIMIT 1"
        guard let last = try Row.fetchOne(db.cachedStatement(sql: sql)) else { return .empty }
        return JournalEnd(
            seq: try last.decode(atIndex: 0), at: Instant(milliseconds: try last.decode(atIndex: 1)),
            hash: Array(try last.decode(Data.self, atIndex: 2)))
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
        end = JournalEnd(seq: entry.seq, at: entry.at, hash: entry.hash)
    }

    /// Stores the entry and applies its changes, as the replay does.
    ///
    /// - Throws: `InvalidField` where a change cannot be read; what SQLite refuses.
    func replay(_ entry: JournalEntry) throws {
        try insert(entry)
        for change in try entry.recordedChanges() { try Projection.apply(change.change, change.record, from: entry.seq, db) }
    }

    /// Lets the past be what it was: earlier versions recorded services that today's triggers refuse, and a replay must not.
    func withoutBookingRules<Value>(_ body: () throws -> Value) throws -> Value { try withoutTriggers(of: "assignment", body) }

    /// Without the triggers of a table, which are there again afterwards.
    func withoutTriggers<Value>(of table: String, _ body: () throws -> Value) throws -> Value {
        let triggers = try Row.fetchAll(
            db, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?", arguments: [table]
        ).map { (name: $0[0] as String, sql: $0[1] as String) }
        for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger.name.quotedDatabaseIdentifier)") }
        let value = try body()
        for trigger in triggers { try db.execute(sql: trigger.sql) }
        return value
    }

    /// Sets an expert's name beside the journal; nil erases it, for good: from the rows, from the answers kept for commands, and, once
    /// this is committed, from the files. So does another name with the one before.
    public func setName(_ name: String?, of expert: ExpertID) throws {
        try db.cachedStatement(sql: "DELETE FROM expert_name WHERE id = ? AND name IS NOT ?").execute(arguments: [expert.text, name])
        if db.changesCount > 0 { try eraseTraces(of: expert) }
        guard let name else { return }
        try db.cachedStatement(sql: "INSERT INTO expert_name (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .execute(arguments: [expert.text, name])
    }

    /// Of the name that was theirs until now, wherever else it stands.
    private func eraseTraces(of expert: ExpertID) throws {
        erased = true
        for sql in BesideJournal.all.compactMap(\.erasure) { try db.cachedStatement(sql: sql).execute(arguments: [expert.text]) }
    }
}

/// Where the journal ends.
struct JournalEnd {
    var seq: Int
    var at: Instant
    var hash: [UInt8]

    static let empty = JournalEnd(seq: 0, at: Instant(milliseconds: .min), hash: JournalEntry.genesis)
}
