public import CRRTDomain
import CRRTProtocol
import GRDB
import Varlink

/// An expert in a proposed tasking that is neither ordered nor ended.
public struct OpenProposal: Sendable, Hashable {
    /// The proposed expert.
    public let expert: ExpertID
    /// The tasking that names them.
    public let tasking: TaskingID
    /// The period of the tasking.
    public let period: Period
}

/// Reads for showing proposals: other proposals of the same people, and their notice.
///
/// - Throws: of every member, what ``ReadTransaction`` names.
extension ReadTransaction {
    /// The open proposals that name any of these experts.
    ///
    /// - Returns: sorted by expert, then tasking, for any period. Taskings that the caller may not see are included.
    public func proposals(naming experts: some Collection<ExpertID>) throws -> [OpenProposal] {
        let sql = """
            SELECT expert, tasking, starts_at, ends_at FROM assignment
            WHERE expert IN (SELECT value FROM json_each(?)) AND state IN ('asked', 'agreed')
            """
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [ReadTransaction.list(experts.map(\.text))]).map { row in
            OpenProposal(
                expert: try ExpertID(row.decode(atIndex: 0)), tasking: try TaskingID(row.decode(atIndex: 1)),
                period: try Period(
                    start: Instant(milliseconds: row.decode(atIndex: 2)), end: Instant(milliseconds: row.decode(atIndex: 3))))
        }.sorted { ($0.expert, $0.tasking) < ($1.expert, $1.tasking) }
    }

    /// The longest notice of these experts, hours; nil where none of them is on record.
    public func longestNotice(of experts: some Collection<ExpertID>) throws -> Int? {
        let sql = "SELECT max(record ->> '$.noticeHours') FROM expert WHERE id IN (SELECT value FROM json_each(?))"
        return try Int.fetchOne(db.cachedStatement(sql: sql), arguments: [ReadTransaction.list(experts.map(\.text))])
    }

    /// When people of a tasking were ordered last; nil where none was.
    public func orderTime(of tasking: TaskingID) throws -> Instant? { try time(of: .taskingOrdered, in: tasking) }

    /// When people were recalled from a tasking last; nil where none was.
    public func recallTime(of tasking: TaskingID) throws -> Instant? { try time(of: .taskingRecalled, in: tasking) }

    /// What a nation wrote when it recalled one of its experts from a tasking at this time, by name or with all its people.
    ///
    /// - Returns: nil where the journal has no such entry.
    public func recallReason(of expert: ExpertID, from tasking: TaskingID, at: Instant) throws -> String? {
        // The clock of the journal does not go back, so an entry may be later than what it records, and is the first that is not earlier.
        // An entry with a kind is of a consent that was revoked.
        let sql = """
            SELECT payload ->> '$.detail.reason' FROM journal
            WHERE subject = ?1 AND event = ?2 AND at >= ?3 AND payload ->> '$.detail.nation' = ?4 AND payload ->> '$.detail.kind' IS NULL
              AND instr(' ' || coalesce(payload ->> '$.detail.elements', ?5) || ' ', ' ' || ?5 || ' ') > 0
            ORDER BY seq LIMIT 1
            """
        return try String.fetchOne(
            db.cachedStatement(sql: sql),
            arguments: [
                tasking.description, JournalEvent.taskingRecalled.rawValue, at.milliseconds, expert.nation.description, expert.text,
            ])
    }

    private func time(of event: JournalEvent, in tasking: TaskingID) throws -> Instant? {
        let sql = "SELECT at FROM journal WHERE subject = ? AND event = ? ORDER BY seq DESC LIMIT 1"
        return try Int64.fetchOne(
            db.cachedStatement(sql: sql), arguments: [tasking.description, event.rawValue]
        ).map(Instant.init(milliseconds:))
    }
}
