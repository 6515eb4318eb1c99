public import CRRTDomain
import GRDB

/// - Throws: of every member, what ``ReadTransaction`` names.
extension ReadTransaction {
    /// The ordered taskings, not yet ended, that hold any of these experts during some of a period.
    ///
    /// - Returns: sorted by expert, then tasking. Taskings that the caller may not see are included.
    public func commitments(
        ofAny experts: some Collection<ExpertID>, during period: Period
    ) throws -> [(expert: ExpertID, tasking: TaskingID)] {
        let sql = """
            SELECT expert, tasking FROM assignment
            WHERE expert IN (SELECT value FROM json_each(?)) AND state IN ('ordered', 'moving', 'onTask', 'returning')
              AND starts_at < ? AND ends_at > ?
            """
        let list = ReadTransaction.list(experts.map(\.text))
        return try Row.fetchAll(
            db.cachedStatement(sql: sql), arguments: [list, period.end.milliseconds, period.start.milliseconds]
        ).map { (expert: try ExpertID($0.decode(atIndex: 0)), tasking: try TaskingID($0.decode(atIndex: 1))) }
            .sorted { ($0.expert, $0.tasking) < ($1.expert, $1.tasking) }
    }
}
