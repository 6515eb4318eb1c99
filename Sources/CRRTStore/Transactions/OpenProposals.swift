public import CRRTDomain
import CRRTProtocol
import GRDB
import Varlink

/// An expert in a tasking that is proposed and not yet ordered, or ended.
public struct OpenProposal: Sendable, Hashable {
    /// Who is proposed.
    public let expert: ExpertID
    /// The tasking that names them.
    public let tasking: TaskingID
    /// When the tasking wants them.
    public let period: Period
}

/// What is asked about proposals when they are shown: who else wants the same people, and how long they take to come.
///
/// - Throws: of every member, what ``Reading`` names.
extension ReadTransaction {
    /// Who is named by a tasking that is proposed and not yet ordered, or ended.
    ///
    /// - Returns: by expert, then tasking; every such tasking of any period, also those that the caller may not see.
    public func proposals(naming experts: some Collection<ExpertID>) throws -> [OpenProposal] {
        let sql = """
            SELECT expert, tasking, starts_at, ends_at FROM assignment
            WHERE expert IN (SELECT value FROM json_each(?)) AND state IN ('awaitingConsent', 'consented')
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

    /// When a tasking was ordered; nil where it never was.
    public func orderTime(of tasking: TaskingID) throws -> Instant? {
        let sql = "SELECT at FROM journal WHERE subject = ? AND event = ? ORDER BY seq DESC LIMIT 1"
        return try Int64.fetchOne(
            db.cachedStatement(sql: sql), arguments: [tasking.description, JournalEvent.taskingOrdered.rawValue]
        ).map(Instant.init(milliseconds:))
    }
}
