public import CRRTDomain
import CRRTProtocol
import Foundation
import GRDB
public import JournalProof

/// A change in progress, on the writer and in a savepoint of its own. Reads through `rows` see what it has written so far.
///
/// - Throws: of every member, `DatabaseError` where SQLite cannot write or a constraint or trigger refuses; what ``ReadTransaction`` names
///   where it reads. ``Store/write(of:rehearsing:_:then:)`` makes a `WriteFailure` of the first.
public final class WriteTransaction {
    /// The rows, including what this change has written so far.
    public let rows: ReadTransaction
    private let db: Database
    private let statements: PreparedStatements
    /// What has been appended, for the views that are updated after the commit.
    private(set) var changes: [RecordChange] = []
    private(set) var entries: [EntrySummary] = []
    /// Whether data was erased that must not stay in the files.
    private(set) var erased = false
    /// The last entry's position, time and hash; nil until they are read, once per commit.
    private(set) var end: JournalEnd?
    private(set) var shared: CommitStates

    /// - Parameter statements: nil for one that makes its own.
    init(
        _ db: Database, _ statements: PreparedStatements? = nil, end: JournalEnd? = nil, shared: CommitStates = CommitStates()
    ) throws {
        self.db = db
        self.statements = try statements ?? PreparedStatements(db)
        rows = try ReadTransaction(db, self.statements)
        self.end = end
        self.shared = shared
    }

    /// Calls `body` with the state of this type that the changes of one commit share. What a refused change does to it is undone.
    ///
    /// - Throws: what `body` throws.
    public func withState<State: CommitState, Value>(_: State.Type, _ body: (inout State) throws -> Value) rethrows -> Value {
        var state = shared.take(State.self)
        defer { shared.put(state) }
        return try body(&state)
    }

    /// Appends one entry to the journal and applies its changes to the rows.
    ///
    /// - Parameter at: when it happened. Readers find positions by time, so an entry is never older than the one before: if the clock was
    ///   set back, it gets the time of that one.
    /// - Returns: the entry.
    /// - Throws: `DatabaseError` where a trigger refuses a row, such as a second service of an expert at the same time.
    @discardableResult
    public func append(_ draft: JournalDraft, at: Instant) throws -> JournalEntry {
        let last = try end ?? storedEnd()
        let records = draft.changes.map { $0.record() }
        var entry = JournalEntry(
            seq: last.seq + 1, at: max(at, last.at), principal: draft.principal, event: draft.event.rawValue, subject: draft.subject,
            payload: draft.payload(records), previousHash: last.hash, hash: [])
        entry.hash = entry.computedHash()
        try insert(entry)
        for (change, record) in zip(draft.changes, records) { try Projection.apply(change, record, from: entry.seq, db, statements) }
        changes += draft.changes
        entries.append(
            EntrySummary(
                seq: entry.seq, principal: entry.principal, event: entry.event, subject: entry.subject, nation: draft.detail["nation"]))
        return entry
    }

    /// Calls `body` and then undoes all that it has written.
    ///
    /// - Returns: the result of `body`.
    /// - Throws: what `body` throws.
    public func undoing<Value>(_ body: () throws -> Value) throws -> Value {
        let before = (changes, entries, erased, end, shared)
        defer { (changes, entries, erased, end, shared) = before }
        try statements.execute("SAVEPOINT trial")
        let result = Result { try body() }
        // If SQLite rolled back the whole transaction, the savepoint is gone and the change fails as a whole.
        if statements.isInsideTransaction {
            try statements.execute("ROLLBACK TO trial")
            try statements.execute("RELEASE trial")
        }
        return try result.get()
    }

    /// The time of the last entry appended.
    public var lastTime: Instant { end?.at ?? JournalEnd.empty.at }

    private func storedEnd() throws -> JournalEnd {
        try statements.first("SELECT seq, at, hash FROM journal ORDER BY seq DESC LIMIT 1") { row in
            JournalEnd(seq: try row.integer(0), at: Instant(milliseconds: Int64(try row.integer(1))), hash: try row.blob(2))
        } ?? .empty
    }

    /// Stores an entry as it is, hash included.
    func insert(_ entry: JournalEntry) throws {
        try statements.execute(
            """
            INSERT INTO journal (seq, at, principal, event, subject, payload, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(entry.seq), .integer(entry.at.milliseconds), .text(entry.principal), .text(entry.event), .text(entry.subject),
                .text(entry.payload), .blob(entry.previousHash), .blob(entry.hash),
            ])
        end = JournalEnd(seq: entry.seq, at: entry.at, hash: entry.hash)
    }

    /// Stores an entry of another journal and applies its changes.
    ///
    /// - Throws: `InvalidField` where a change cannot be read; what SQLite refuses.
    func replay(_ entry: JournalEntry) throws {
        try insert(entry)
        for change in try entry.recordedChanges() { try Projection.apply(change.change, change.record, from: entry.seq, db, statements) }
    }

    /// Drops the triggers on assignments during `body`: earlier versions recorded double bookings, which a replay must accept.
    func withoutBookingRules<Value>(_ body: () throws -> Value) throws -> Value { try withoutTriggers(of: "assignment", body) }

    /// Drops the triggers of a table during `body`, and creates them again afterwards.
    func withoutTriggers<Value>(of table: String, _ body: () throws -> Value) throws -> Value {
        let triggers = try Row.fetchAll(
            db, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?", arguments: [table]
        ).map { (name: $0[0] as String, sql: $0[1] as String) }
        for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger.name.quotedDatabaseIdentifier)") }
        let value = try body()
        for trigger in triggers { try db.execute(sql: trigger.sql) }
        return value
    }

    /// Sets an expert's name, which is stored outside the journal.
    ///
    /// The former name, if it differs, is erased for good: from the rows, from stored answers and, after the commit, from the files.
    ///
    /// - Parameter name: nil to erase only.
    public func setName(_ name: String?, of expert: ExpertID) throws {
        let former = try statements.execute("DELETE FROM expert_name WHERE id = ? AND name IS NOT ?", [.text(expert.text), .text(name)])
        if former > 0 { try eraseTraces(of: expert) }
        guard let name else { return }
        try statements.execute(
            "INSERT INTO expert_name (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING", [.text(expert.text), .text(name)])
    }

    /// Sets the company of an expert, whose name and agreement are stored outside the journal. The former ones are erased as a name is.
    ///
    /// - Parameter partner: nil, or one without names, to erase only.
    public func setPartner(_ partner: Partner?, of expert: ExpertID) throws {
        let former = try statements.execute(
            "DELETE FROM expert_partner WHERE id = ? AND (name, agreement) IS NOT (?, ?)",
            [.text(expert.text), .text(partner?.name), .text(partner?.agreement)])
        if former > 0 { try eraseTraces(of: expert) }
        guard let name = partner?.name, let agreement = partner?.agreement else { return }
        try statements.execute(
            "INSERT INTO expert_partner (id, name, agreement) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [.text(expert.text), .text(name), .text(agreement)])
    }

    /// Has what was removed overwritten in the files after the commit.
    func markErased() { erased = true }

    /// Erases the former names of the expert and of their company from the other tables.
    private func eraseTraces(of expert: ExpertID) throws {
        markErased()
        for sql in UnjournalledTable.all.compactMap(\.erasure) { try db.cachedStatement(sql: sql).execute(arguments: [expert.text]) }
    }
}

/// The end of the journal.
struct JournalEnd {
    var seq: Int
    var at: Instant
    var hash: [UInt8]

    static let empty = JournalEnd(seq: 0, at: Instant(milliseconds: .min), hash: JournalEntry.genesis)
}
