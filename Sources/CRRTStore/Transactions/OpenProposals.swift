public import CRRTDomain
import CRRTProtocol
import GRDB
import Varlink

/// What is asked about proposals when they are shown: who else wants the same people, and how long they take to come.
extension Reading {
    /// Who is named by a tasking that is proposed and not yet ordered, or ended, for some of a period.
    ///
    /// - Returns: by expert, then tasking; every tasking but `ignoring`, whoever may see it.
    public func proposals(
        naming experts: some Collection<ExpertID>, during period: Period, ignoring: TaskingID? = nil
    ) throws -> [(expert: ExpertID, tasking: TaskingID)] {
        let sql = """
            SELECT expert, tasking FROM assignment
            WHERE expert IN (SELECT value FROM json_each(?)) AND state IN ('awaitingConsent', 'consented')
              AND starts_at < ? AND ends_at > ? AND tasking <> ?
            ORDER BY expert, tasking
            """
        return try Row.fetchAll(
            db.cachedStatement(sql: sql),
            arguments: [
                Reading.list(experts.map(\.text)), period.end.milliseconds, period.start.milliseconds, ignoring?.description ?? "",
            ]
        ).map { (expert: try ExpertID($0.decode(atIndex: 0)), tasking: try TaskingID($0.decode(atIndex: 1))) }
    }

    /// The longest notice of these experts, hours; nil where none of them is on record.
    public func longestNotice(of experts: some Collection<ExpertID>) throws -> Int? {
        let sql = "SELECT max(record ->> '$.noticeHours') FROM expert WHERE id IN (SELECT value FROM json_each(?))"
        return try Int.fetchOne(db.cachedStatement(sql: sql), arguments: [Reading.list(experts.map(\.text))])
    }

    /// When a tasking was ordered; nil where it never was.
    public func orderTime(of tasking: TaskingID) throws -> Instant? {
        let sql = "SELECT at FROM journal WHERE subject = ? AND event = ? ORDER BY seq DESC LIMIT 1"
        return try Int64.fetchOne(
            db.cachedStatement(sql: sql), arguments: [tasking.description, JournalEvent.taskingOrdered.rawValue]
        ).map(Instant.init(milliseconds:))
    }

    private static func list(_ texts: [String]) -> String { JSONValue.array(texts.map { .string($0) }).jsonString() }
}
