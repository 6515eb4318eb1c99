import CRRTProtocol
import Testing
import Varlink

@testable import crrtctl

/// What stays on a tasking of what came of it.
@Suite("The page of a tasking")
struct TaskingPageTests {
    @Test("refused extensions and who recalled stand on the page, and in the record as JSON")
    func cameOfIt() throws {
        let tasking = Taskings.Tasking(
            id: "TSK-ALB-2026-0001-1", request: "REQ-ALB-2026-0001", kind: .assembled, assignments: [.init(seat: 0, expert: "EST-0001")],
            nations: ["EST"], start: "2026-12-04T00:00:00Z", end: "2026-12-05T00:00:00Z", state: .recalled, consents: [], digest: "d",
            revision: 7,
            refusedExtensions: [
                .init(end: "2026-12-06T00:00:00Z", nation: "EST", reason: "needed at home", at: "2026-12-04T12:00:00Z"),
                .init(end: "2026-12-07T00:00:00Z", nation: "ALB", at: "2026-12-04T18:00:00Z"),
                .init(end: "2026-12-08T00:00:00Z", nation: "LVA", reason: "not longer", at: "2026-12-04T20:00:00Z", revoked: true),
            ], recalledBy: "EST")
        let times = TimeStyle(now: SampleReports.now, dateTimeGroups: false)
        let lines = Block.lines(TaskingViews.page(tasking, times), legend: true, columns: nil)
        #expect(lines.contains { $0.hasSuffix("recalled by: EST") })
        #expect(lines.contains { $0.hasSuffix("until 2026-12-06 00:00Z: EST refused, needed at home, 2026-12-04 12:00Z") })
        #expect(lines.contains { $0.hasSuffix("until 2026-12-07 00:00Z: ALB did not answer, 2026-12-04 18:00Z") })
        #expect(lines.contains { $0.hasSuffix("LVA took its word back, not longer, 2026-12-04 20:00Z") })
        let json = tasking.jsonString()
        #expect(json.contains("\"recalledBy\":\"EST\"") && json.contains("\"refusedExtensions\":[{"))
    }
}
