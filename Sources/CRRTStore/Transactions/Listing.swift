public import CRRTDomain
import CRRTProtocol
import Foundation
import GRDB
public import JournalProof
import Varlink

/// - Throws: of every member, what ``ReadTransaction`` names.
extension ReadTransaction {
    /// Up to `limit` records of a table in id order after an id. `table` is a fixed name, never input.
    private func page(
        _ table: String, _ nation: NationCode?, after: String?, limit: Int, _ budget: ReadBudget?
    ) throws -> [String] {
        let sql = "SELECT record FROM \(table) WHERE id > ? \(nation == nil ? "" : "AND nation = ?") ORDER BY id LIMIT ?"
        var arguments: StatementArguments = [after ?? ""]
        if let nation { arguments += [nation.description] }
        arguments += [budget.map { min(limit, $0.rowsLeft) } ?? limit]
        return try texts(sql, arguments, budget)
    }

    /// The first column of the rows, until the budget is spent. The last record is read whole.
    private func texts(_ sql: String, _ arguments: StatementArguments, _ budget: ReadBudget?) throws -> [String] {
        let statement = try db.cachedStatement(sql: sql)
        guard let budget else { return try String.fetchAll(statement, arguments: arguments) }
        let cursor = try String.fetchCursor(statement, arguments: arguments)
        return try withExtendedLifetime(cursor) {
            var found: [String] = []
            while !budget.isSpent, let text = try cursor.next() {
                budget.spend(bytes: text.utf8.count)
                found.append(text)
            }
            return found
        }
    }

    /// In id order, after the id `after`; nil: from the first. A long page is decoded on all processors.
    public func experts(
        nation: NationCode?, after: ExpertID?, limit: Int, within budget: ReadBudget? = nil
    ) throws -> [Expert] {
        let experts = try page("expert", nation, after: after?.text, limit: limit, budget)
            .concurrentMap { try Expert(Roster.Expert(json: $0), existing: nil, now: .never) }
        guard let first = experts.first, let last = experts.last else { return [] }
        let named = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT id, name FROM expert_name WHERE id BETWEEN ? AND ?"), arguments: [first.id.text, last.id.text])
        let sponsored = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT id, name, agreement FROM expert_partner WHERE id BETWEEN ? AND ?"),
            arguments: [first.id.text, last.id.text])
        guard !named.isEmpty || !sponsored.isEmpty else { return experts }
        let names = Dictionary(uniqueKeysWithValues: named.map { ($0[0] as String, $0[1] as String) })
        let companies = Dictionary(uniqueKeysWithValues: sponsored.map { ($0[0] as String, ($0[1] as String, $0[2] as String)) })
        return experts.map { expert in
            var expert = expert
            expert.name = names[expert.id.text]
            if let (name, agreement) = companies[expert.id.text] {
                expert.partner?.name = name
                expert.partner?.agreement = agreement
            }
            return expert
        }
    }

    /// In id order, after the id `after`; nil: from the first. A long page is decoded on all processors.
    public func teams(
        nation: NationCode?, after: TeamID?, limit: Int, within budget: ReadBudget? = nil
    ) throws -> [Team] {
        try page("team", nation, after: after?.text, limit: limit, budget)
            .concurrentMap { try Team(Roster.Team(json: $0), existing: nil, now: .never) }
    }

    /// In id order, after the id `after`; nil: from the first.
    public func effects(
        nation: NationCode?, after: EffectID?, limit: Int, within budget: ReadBudget? = nil
    ) throws -> [Effect] {
        try page("effect", nation, after: after?.text, limit: limit, budget)
            .map { try Effect(Roster.Effect(json: $0), existing: nil, now: .never) }
    }

    /// In the given order, after the id `after`; nil: from the first.
    ///
    /// - Parameters:
    ///   - nation: of this nation; nil: of every nation.
    ///   - state: in this state; nil: in any.
    ///   - campaign: linked to this campaign; nil: whatever it is linked to.
    public func requests(
        nation: NationCode?, state: Request.State?, campaign: CampaignID? = nil, after: RequestID?, limit: Int,
        order: ListOrder = .byNumber, within budget: ReadBudget? = nil
    ) throws -> [Request] {
        let column = order.column(number: ListOrder.requestNumber, text: "id")
        // The unary plus makes SQLite use the index of the order: sorting a nation's requests for each page would cost more.
        let sql = """
            SELECT record FROM request WHERE \(column) > ? \(nation == nil ? "" : "AND +nation = ?") \(state == nil ? "" : "AND state = ?")
            \(campaign == nil ? "" : "AND linked = 1 AND EXISTS (SELECT 1 FROM json_each(record, '$.campaigns') WHERE value = ?)")
            ORDER BY \(column) LIMIT ?
            """
        var arguments: StatementArguments = [after?.sortKey(in: order) ?? ""]
        if let nation { arguments += [nation.description] }
        if let state { arguments += [state.rawValue] }
        if let campaign { arguments += [campaign.description] }
        arguments += [limit]
        return try texts(sql, arguments, budget).map { try Request(Requests.Request(json: $0.utf8)) }
    }

    /// In id order, after the id `after`; nil: from the first.
    ///
    /// - Parameter state: in this state; nil: in any.
    public func campaigns(
        state: Campaign.State?, after: CampaignID?, limit: Int, within budget: ReadBudget? = nil
    ) throws -> [Campaign] {
        let sql = "SELECT record FROM campaign WHERE id > ? \(state == nil ? "" : "AND state = ?") ORDER BY id LIMIT ?"
        var arguments: StatementArguments = [after?.description ?? ""]
        if let state { arguments += [state.rawValue] }
        arguments += [limit]
        return try texts(sql, arguments, budget).map { try Campaign(Campaigns.Campaign(json: $0.utf8)) }
    }

    /// In the given order, after the id `after`; nil: from the first.
    ///
    /// - Parameter state: in this state; nil: in any.
    public func taskings(
        state: Tasking.State?, after: TaskingID?, limit: Int, order: ListOrder = .byNumber, within budget: ReadBudget? = nil
    ) throws -> [Tasking] {
        let column = order.column(number: ListOrder.taskingNumber, text: "id")
        let sql = "SELECT record FROM tasking WHERE \(column) > ? \(state == nil ? "" : "AND state = ?") ORDER BY \(column) LIMIT ?"
        var arguments: StatementArguments = [after?.sortKey(in: order) ?? ""]
        if let state { arguments += [state.rawValue] }
        arguments += [limit]
        return try texts(sql, arguments, budget).map { try Tasking(Taskings.Tasking(json: $0.utf8)) }
    }

    /// The taskings of one request, after the id `after`; nil: from the first.
    public func taskings(
        of request: RequestID, state: Tasking.State?, after: TaskingID?, limit: Int, order: ListOrder = .byNumber,
        within budget: ReadBudget? = nil
    ) throws -> [Tasking] {
        let column = order.column(number: "number", text: "id")
        let sql = """
            SELECT record FROM tasking WHERE request = ? AND \(column) > ? \(state == nil ? "" : "AND +state = ?")
            ORDER BY \(column) LIMIT ?
            """
        var arguments: StatementArguments = [request.description]
        switch order {
        case .byNumber: arguments += [after?.number(in: request) ?? 0]
        case .byText: arguments += [after?.description ?? ""]
        }
        if let state { arguments += [state.rawValue] }
        arguments += [limit]
        return try texts(sql, arguments, budget).map { try Tasking(Taskings.Tasking(json: $0.utf8)) }
    }

    /// The taskings whose planned time ends after an instant, in any state, by id.
    public func taskings(from instant: Instant) throws -> [Tasking] {
        let sql = "SELECT record FROM tasking WHERE ends_at > ? ORDER BY id"
        return try String.fetchAll(db.cachedStatement(sql: sql), arguments: [instant.milliseconds])
            .map { try Tasking(Taskings.Tasking(json: $0.utf8)) }
    }

    /// The taskings that hold people or effects: those are ordered and not home.
    public func taskingsThatHold() throws -> [Tasking] {
        let sql = "SELECT record FROM tasking WHERE holds = 1 ORDER BY id"
        return try String.fetchAll(db.cachedStatement(sql: sql)).map { try Tasking(Taskings.Tasking(json: $0.utf8)) }
    }

    /// The taskings that have not ended, or whose people are not all home.
    public func activeTaskings() throws -> [Tasking] {
        let sql = "SELECT record FROM tasking WHERE active = 1 ORDER BY id"
        return try String.fetchAll(db.cachedStatement(sql: sql)).map { try Tasking(Taskings.Tasking(json: $0.utf8)) }
    }

    /// By tasking, nation and kind, then by when they were asked, after `after`; nil: from the first.
    public func consents(
        nation: NationCode?, state: Consent.State?, tasking: TaskingID?, after: ConsentPosition?, limit: Int, order: ListOrder = .byNumber,
        within budget: ReadBudget? = nil
    ) throws -> [Consent] {
        let column = order.column(number: ListOrder.consentNumber, text: "tasking")
        // The state is never input. As a literal it lets SQLite use the partial index of requested consents.
        let sql = """
            SELECT record FROM consent
            WHERE \(column) >= ?1 AND (\(column) > ?1 OR (nation, kind, asked, digest) > (
                  ?2, ?3, coalesce((SELECT asked FROM consent WHERE (tasking, nation, kind, digest) = (?5, ?2, ?3, ?4)), 0), ?4))
              AND (?6 IS NULL OR nation = ?6) \(state.map { "AND state = '\($0.rawValue)'" } ?? "")
              \(tasking == nil ? "" : "AND tasking = ?8")
            ORDER BY \(order.column(number: column + ", tasking", text: column)), nation, kind, asked, digest LIMIT ?7
            """
        let start = after ?? ConsentPosition(tasking: "", nation: "", kind: "", digest: "")
        var arguments: StatementArguments = [
            try start.sortKey(in: order), start.nation, start.kind, start.digest, start.tasking, nation?.description, limit,
        ]
        if let tasking { arguments += [tasking.description] }
        return try texts(sql, arguments, budget).map { try Consent(Consents.Consent(json: $0.utf8)) }
    }

    /// The entries after position `since`, in order.
    public func journal(
        since: Int, limit: Int, subject: String? = nil, within budget: ReadBudget? = nil
    ) throws -> [JournalEntry] {
        var found: [JournalEntry] = []
        func add(_ row: CurrentRow) throws -> Bool {
            let entry = try JournalEntry(row)
            budget?.spend(bytes: entry.payload.utf8.count)
            found.append(entry)
            return budget?.isSpent != true
        }
        let most = budget.map { min(limit, $0.rowsLeft) } ?? limit
        if budget?.isSpent == true { return [] }
        if let subject {
            try statements.forEachRow(
                """
                SELECT seq, at, principal, event, subject, payload, previous_hash, hash FROM journal
                WHERE seq > ?1 AND subject = ?3 ORDER BY seq LIMIT ?2
                """, [.integer(since), .integer(most), .text(subject)], while: add)
        } else {
            try statements.forEachRow(
                """
                SELECT seq, at, principal, event, subject, payload, previous_hash, hash FROM journal
                WHERE seq > ?1 ORDER BY seq LIMIT ?2
                """, [.integer(since), .integer(most)], while: add)
        }
        return found
    }

    /// The last entries about a subject, in order.
    public func lastEntries(about subject: String, limit: Int) throws -> [JournalEntry] {
        let sql = "SELECT \(JournalEntry.columns) FROM journal WHERE subject = ? ORDER BY seq DESC LIMIT ?"
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [subject, limit]).map { try JournalEntry($0) }.reversed()
    }

    /// When an entry was made; nil where there is none.
    public func journalTime(of seq: Int) throws -> Instant? {
        try statements.first("SELECT at FROM journal WHERE seq = ?", [.integer(seq)]) { Instant(milliseconds: Int64(try $0.integer(0))) }
    }

    /// The position of the first entry that is not older than `at`; where there is none, the position that the next entry will have.
    ///
    /// Times never decrease, so no index is needed: an exponential search backwards from the end, where the entry usually is, and then a
    /// binary search.
    ///
    /// - Parameter end: the entry is not after this position; nil for the end of the journal.
    public func firstEntry(notBefore at: Instant, upTo end: Int? = nil) throws -> Int {
        func isBefore(_ seq: Int) throws -> Bool { try journalTime(of: seq).map { $0 < at } ?? false }
        var high = try end ?? seq() + 1
        var step = 1
        while high - step > 0, try !isBefore(high - step) {
            high -= step
            step *= 2
        }
        var low = max(high - step, 0) + 1
        while low < high {
            let middle = low + (high - low) / 2
            if try isBefore(middle) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The end of the journal; nil where it is empty.
    public func lastEntry() throws -> JournalEntry? {
        try Row.fetchOne(db.cachedStatement(sql: "SELECT \(JournalEntry.columns) FROM journal ORDER BY seq DESC LIMIT 1")).map {
            try JournalEntry($0)
        }
    }
}

/// The position of a list of consents.
public struct ConsentPosition: Sendable, Hashable {
    /// The key of the last consent that was listed: its tasking, nation, kind, and the digest of its terms in hexadecimal.
    public var tasking, nation, kind, digest: String

    public init(tasking: String, nation: String, kind: String, digest: String) {
        self.tasking = tasking
        self.nation = nation
        self.kind = kind
        self.digest = digest
    }

    /// The position after this consent.
    public init(_ consent: Consent) {
        self.init(
            tasking: consent.tasking.description, nation: consent.nation.description, kind: consent.kind.rawValue, digest: consent.digest)
    }
}

extension JournalEntry {
    static let columns = "seq, at, principal, event, subject, payload, previous_hash, hash"

    /// From those columns, in that order. A damaged row throws.
    init(_ row: Row) throws {
        try self.init(
            seq: row.decode(atIndex: 0), at: Instant(milliseconds: row.decode(atIndex: 1)), principal: row.decode(atIndex: 2),
            event: row.decode(atIndex: 3), subject: row.decode(atIndex: 4), payload: row.decode(atIndex: 5),
            previousHash: Array(row.decode(Data.self, atIndex: 6)), hash: Array(row.decode(Data.self, atIndex: 7)))
    }

    /// From those columns, in that order.
    init(_ row: CurrentRow) throws {
        try self.init(
            seq: row.integer(0), at: Instant(milliseconds: Int64(row.integer(1))), principal: row.text(2), event: row.text(3),
            subject: row.text(4), payload: row.text(5), previousHash: row.blob(6), hash: row.blob(7))
    }
}
