public import CRRTDomain
import CRRTProtocol
import Foundation
import GRDB
import Varlink

/// A consistent read of the rows. It is valid inside the closure that receives it.
///
/// - Throws: of every member, `DatabaseError` where SQLite cannot read; `RowDecodingError`, `JSONError` or `InvalidField` where a row is
///   damaged. ``Store/read(_:)`` makes a `StoreError` of the first.
public struct ReadTransaction {
    let db: Database
    let statements: PreparedStatements

    /// - Parameter statements: nil for one that makes its own.
    init(_ db: Database, _ statements: PreparedStatements? = nil) throws {
        self.db = db
        self.statements = try statements ?? PreparedStatements(db)
    }

    /// A record by id, decoded; nil where there is none. `table` is a fixed name, never input.
    private func record<Wire: JSONDecodable>(_ table: String, _ id: String, as: Wire.Type) throws -> Wire? {
        let statement = try db.cachedStatement(sql: "SELECT record FROM \(table) WHERE id = ?")
        return try String.fetchOne(statement, arguments: [id]).map { try Wire(json: $0) }
    }

    /// An expert with their name and that of their company; nil where there is none. A name is nil where none is kept.
    public func expert(_ id: ExpertID) throws -> Expert? {
        try statements.first(
            """
            SELECT record, expert_name.name, expert_partner.name, agreement
            FROM expert LEFT JOIN expert_name USING (id) LEFT JOIN expert_partner USING (id) WHERE id = ?
            """, [.text(id.text)]
        ) { row in
            var expert = try Expert(Roster.Expert(json: row.utf8(0)), existing: nil, now: .never)
            expert.name = try row.textIfAny(1)
            expert.partner?.name = try row.textIfAny(2)
            expert.partner?.agreement = try row.textIfAny(3)
            return expert
        }
    }

    /// An expert as JSON in the contract's form, names included; nil where there is none. Not decoding it saves a third of the time.
    public func expertJSON(_ id: ExpertID) throws -> [UInt8]? {
        try statements.first(
            """
            SELECT CASE WHEN agreement IS NULL THEN record
                        ELSE json_set(record, '$.partner.name', expert_partner.name, '$.partner.agreement', agreement) END,
                expert_name.name
            FROM expert LEFT JOIN expert_name USING (id) LEFT JOIN expert_partner USING (id) WHERE id = ?
            """, [.text(id.text)]
        ) { row in
            var json = Array(try row.utf8(0))
            if let name = try row.textIfAny(1) {
                // A record is an object with members, so its last byte is the brace.
                json.removeLast()
                json += Array(",\"name\":".utf8) + name.jsonBytes() + [UInt8(ascii: "}")]
            }
            return json
        }
    }

    /// The company that an expert works for; nil where they work for none, or do not exist. The rest of the record is not decoded.
    public func partner(of id: ExpertID) throws -> Partner? {
        let sql = """
            SELECT record ->> '$.partner.until' AS until, name, agreement FROM expert LEFT JOIN expert_partner USING (id)
            WHERE id = ? AND until IS NOT NULL
            """
        return try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [id.text]).map { row in
            try Partner(name: row.decode(atIndex: 1), agreement: row.decode(atIndex: 2), until: CalendarDate(row.decode(atIndex: 0)))
        }
    }

    /// A standing team; nil where there is none.
    public func team(_ id: TeamID) throws -> Team? {
        try record("team", id.text, as: Roster.Team.self).map { try Team($0, existing: nil, now: .never) }
    }

    /// An effect; nil where there is none.
    public func effect(_ id: EffectID) throws -> Effect? {
        try record("effect", id.text, as: Roster.Effect.self).map { try Effect($0, existing: nil, now: .never) }
    }

    /// A request; nil where there is none.
    public func request(_ id: RequestID) throws -> Request? {
        try record("request", id.description, as: Requests.Request.self).map { try Request($0) }
    }

    /// A campaign; nil where there is none.
    public func campaign(_ id: CampaignID) throws -> Campaign? {
        try record("campaign", id.description, as: Campaigns.Campaign.self).map { try Campaign($0) }
    }

    /// A tasking; nil where there is none.
    public func tasking(_ id: TaskingID) throws -> Tasking? {
        try record("tasking", id.description, as: Taskings.Tasking.self).map { try Tasking($0) }
    }

    /// The highest number among a nation's requests of that year; 0 where there is none.
    public func lastRequestNumber(_ nation: NationCode, year: Int) throws -> Int {
        try Int.fetchOne(
            db.cachedStatement(sql: "SELECT max(number) FROM request WHERE nation = ? AND year = ?"),
            arguments: [nation.description, year]) ?? 0
    }

    /// The highest number among the taskings of this request; 0 where there is none.
    public func lastTaskingNumber(_ request: RequestID) throws -> Int {
        try Int.fetchOne(
            db.cachedStatement(sql: "SELECT max(number) FROM tasking WHERE request = ?"), arguments: [request.description]) ?? 0
    }

    /// The expert's ordered taskings, not yet ended, whose planned period overlaps a period, except `ignoring`; the earliest first.
    public func commitments(of expert: ExpertID, during period: Period, ignoring: TaskingID? = nil) throws -> [TaskingID] {
        let sql = """
            SELECT DISTINCT tasking FROM assignment WHERE expert = ? AND state IN ('ordered', 'moving', 'onTask', 'returning')
                AND starts_at < ? AND ends_at > ? AND tasking <> ? ORDER BY starts_at
            """
        return try String.fetchAll(
            db.cachedStatement(sql: sql),
            arguments: [expert.text, period.end.milliseconds, period.start.milliseconds, ignoring?.description ?? ""]
        ).map { try TaskingID($0) }
    }

    /// The taskings, except `ignoring`, that an expert must finish first: those under way, whatever their period, and ordered ones whose
    /// planned period begins earlier. The earliest first.
    ///
    /// - Parameter start: when the other work begins; nil to include only taskings under way.
    public func priorTaskings(of expert: ExpertID, before start: Instant?, ignoring: TaskingID) throws -> [TaskingID] {
        let sql = """
            SELECT tasking FROM assignment WHERE expert = ? AND state IN ('ordered', 'moving', 'onTask', 'returning') AND tasking <> ?
                AND (state <> 'ordered' OR starts_at < ?) ORDER BY starts_at
            """
        return try String.fetchAll(
            db.cachedStatement(sql: sql), arguments: [expert.text, ignoring.description, start?.milliseconds ?? Int64.min]
        ).map { try TaskingID($0) }
    }

    /// The expert's ordered taskings that have not ended, whatever their period; the earliest first.
    public func orderedTaskings(of expert: ExpertID) throws -> [TaskingID] {
        // One range of the index. A list of states would be made a table for each of many calls that find nothing.
        var found: [(Int, TaskingID)] = []
        try statements.forEachRow("SELECT state, starts_at, tasking FROM assignment WHERE expert = ?", [.text(expert.text)]) { row in
            guard let state = Element.State(rawValue: try row.text(0)), state.isHeld else { return true }
            found.append((try row.integer(1), try TaskingID(row.text(2))))
            return true
        }
        return found.sorted { $0 < $1 }.map(\.1)
    }

    /// The taskings that are ordered and have not ended, and for which a nation was asked for the use of effects. It may have taken its
    /// consent back: its effects are held until they are home.
    public func taskingsWithEffects(of nation: NationCode) throws -> [TaskingID] {
        let sql = """
            SELECT id FROM tasking WHERE holds = 1
                AND EXISTS (SELECT 1 FROM consent WHERE consent.tasking = tasking.id AND consent.nation = ? AND consent.kind = 'effect')
            """
        return try String.fetchAll(db.cachedStatement(sql: sql), arguments: [nation.description]).map { try TaskingID($0) }.sorted()
    }

    /// The expert's ordered taskings that have not ended, each with its planned time; the earliest first.
    public func service(of expert: ExpertID) throws -> [(tasking: TaskingID, period: Period)] {
        let sql = """
            SELECT tasking, starts_at, ends_at FROM assignment
            WHERE expert = ? AND state IN ('ordered', 'moving', 'onTask', 'returning') ORDER BY starts_at
            """
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [expert.text]).map { row in
            let (start, end) = (Instant(milliseconds: try row.decode(atIndex: 1)), Instant(milliseconds: try row.decode(atIndex: 2)))
            return (tasking: try TaskingID(row.decode(atIndex: 0)), period: try Period(start: start, end: end))
        }
    }

    /// The effects of some taskings that are ordered and not home, by tasking. No record is decoded.
    public func effectsServing(in taskings: [TaskingID]) throws -> [(effect: EffectID, tasking: TaskingID)] {
        if taskings.isEmpty { return [] }
        // Records of before elements have one state for all.
        let sql = """
            SELECT element.value ->> '$.effect', tasking.id
            FROM json_each(?1) AS named JOIN tasking ON tasking.id = named.value, json_each(tasking.record, '$.elements') AS element
            WHERE tasking.holds = 1 AND element.value ->> '$.effect' IS NOT NULL
                AND element.value ->> '$.state' IN ('ordered', 'moving', 'onTask', 'returning')
            UNION
            SELECT effect.value, tasking.id
            FROM json_each(?1) AS named JOIN tasking ON tasking.id = named.value, json_each(tasking.record, '$.effects') AS effect
            WHERE tasking.holds = 1 AND tasking.record -> '$.elements' IS NULL
            """
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [ReadTransaction.list(taskings.map(\.description))])
            .map { (effect: try EffectID($0.decode(atIndex: 0)), tasking: try TaskingID($0.decode(atIndex: 1))) }
            .sorted { $0.tasking < $1.tasking }
    }

    /// A list of texts as one statement argument, for `json_each`.
    static func list(_ texts: [String]) -> String { JSONValue.array(texts.map { .string($0) }).jsonString() }

    /// The expert's taskings from which they can be recalled: those in which they are on their way to the work, or at it.
    public func recallableTaskings(of expert: ExpertID) throws -> [TaskingID] {
        let sql = """
            SELECT DISTINCT tasking FROM assignment
            WHERE expert = ? AND state IN ('asked', 'agreed', 'ordered', 'moving', 'onTask')
            """
        return try String.fetchAll(db.cachedStatement(sql: sql), arguments: [expert.text]).map { try TaskingID($0) }
    }

    /// The taskings in which an effect has not ended, whatever its state.
    public func taskings(using effect: EffectID) throws -> [TaskingID] {
        // Records of before elements have one state for all.
        let sql = """
            SELECT id FROM tasking
            WHERE active = 1
                AND EXISTS (SELECT 1 FROM consent WHERE consent.tasking = tasking.id AND consent.nation = ?1 AND kind = 'effect')
                AND (EXISTS (SELECT 1 FROM json_each(tasking.record, '$.elements') AS element
                             WHERE element.value ->> '$.effect' = ?2 AND element.value ->> '$.state' NOT IN ('home', 'out'))
                     OR (tasking.record -> '$.elements' IS NULL
                         AND EXISTS (SELECT 1 FROM json_each(tasking.record, '$.effects') AS effect WHERE effect.value = ?2)))
            """
        return try String.fetchAll(db.cachedStatement(sql: sql), arguments: [effect.nation.description, effect.text])
            .map { try TaskingID($0) }.sorted()
    }

    /// The earliest of the expert's commitments in a period; nil where there is none.
    public func commitment(of expert: ExpertID, during period: Period, ignoring: TaskingID? = nil) throws -> TaskingID? {
        try commitments(of: expert, during: period, ignoring: ignoring).first
    }

    /// All consents of a tasking, to all terms, by nation and kind, then by when they were asked.
    public func consents(of tasking: TaskingID) throws -> [Consent] {
        let sql = "SELECT record FROM consent WHERE tasking = ? ORDER BY nation, kind, asked, digest"
        return try String.fetchAll(db.cachedStatement(sql: sql), arguments: [tasking.description])
            .map { try Consent(Consents.Consent(json: $0.utf8)) }
    }

    /// All taskings of a request, ended ones included, by number.
    public func taskings(of request: RequestID) throws -> [Tasking] {
        let sql = "SELECT record FROM tasking WHERE request = ? ORDER BY number"
        return try String.fetchAll(db.cachedStatement(sql: sql), arguments: [request.description])
            .map { try Tasking(Taskings.Tasking(json: $0.utf8)) }
    }

    /// The position of the last journal entry; 0 where there is none.
    public func seq() throws -> Int {
        try Int.fetchOne(db.cachedStatement(sql: "SELECT max(seq) FROM journal")) ?? 0
    }
}

extension Instant {
    /// The time that defaults of an offer would count from. No default is used: stored offers state all their times.
    static let never = Instant(milliseconds: 0)
}
