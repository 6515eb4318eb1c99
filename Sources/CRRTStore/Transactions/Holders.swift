public import CRRTDomain
import GRDB
import Varlink

/// - Throws: of every member, what ``Reading`` names.
extension ReadTransaction {
    /// Who serves, for some of a period, in a tasking that is ordered and has not ended.
    ///
    /// - Returns: by expert, then tasking; also those that the caller may not see.
    public func holders(
        of experts: some Collection<ExpertID>, during period: Period
    ) throws -> [(expert: ExpertID, tasking: TaskingID)] {
        let sql = """
            SELECT expert, tasking FROM assignment
            WHERE expert IN (SELECT value FROM json_each(?)) AND state IN ('ordered', 'moving', 'onTask', 'returning')
              AND starts_at < ? AND ends_at > ?
            """
        let list = JSONValue.array(experts.map { .string($0.text) }).jsonString()
        return try Row.fetchAll(
            db.cachedStatement(sql: sql), arguments: [list, period.end.milliseconds, period.start.milliseconds]
        ).map { (expert: try ExpertID($0.decode(atIndex: 0)), tasking: try TaskingID($0.decode(atIndex: 1))) }
            .sorted { ($0.expert, $0.tasking) < ($1.expert, $1.tasking) }
    }
}
