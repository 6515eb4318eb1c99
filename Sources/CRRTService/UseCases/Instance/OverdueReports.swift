import CRRTDomain
import CRRTStore

extension Query {
    /// The taskings whose situation report is overdue, by the last report that the caller is told; nil where there are none.
    func overdueReports() throws -> [String]? {
        let late = try rows.taskingsThatHold().filter { tasking in
            guard try sees(tasking: tasking.id) else { return false }
            return try nextReportDue(of: view(of: tasking)).map { $0 <= now } ?? false
        }
        return late.isEmpty ? nil : late.map(\.id.description)
    }
}
