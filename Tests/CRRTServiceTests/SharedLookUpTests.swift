import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService
@testable import CRRTStore

/// What many records of one call have in common is looked up once, not for each of them: counted in statements.
@Suite("Shared look-ups")
struct SharedLookUpTests {
    private static let estonia = OneTasking.estonia
    private static let readsTasking = "SELECT record FROM tasking WHERE id = ?"

    @Test("a list of proposals that want one person looks for the others once; hidden ones count for nothing")
    func contested() throws {
        try InProcessDesk.with(Onlooker.site) { (desk) throws in
            _ = try desk.call(Roster.PutExpert.self, .init(expert: OneTasking.expert("EST-0001")), as: Self.estonia)
            let lowDuty = VisibleWorld.callers["duty-nr"]!
            func propose(_ level: Requests.Classification, _ count: Int) throws {
                let request = try OneTasking.validated(OneTasking.terms(classification: level), desk)
                for _ in 0..<count {
                    _ = try desk.call(
                        Taskings.Propose.self,
                        .init(request: request, kind: .assembled, assignments: [.init(seat: 0, expert: "EST-0001")]), as: TestSite.duty)
                }
            }
            try propose(.NS, 10)
            try propose(.NR, 12)
            let trace = try Trace(desk.store)
            for (uid, count) in [(TestSite.duty, 22), (lowDuty, 12)] {
                trace.clear()
                let listed = try desk.call(Taskings.List.self, .init(limit: 100), as: uid).taskings ?? []
                #expect(listed.map { $0.contested?.count } == Array(repeating: count - 1, count: count))
                #expect(trace.statements.count { $0.contains("FROM assignment") } == 1)
                #expect(!trace.statements.contains { $0.hasPrefix(Self.readsTasking) })
                #expect(trace.statements.count { $0.contains("FROM label") } < 22 * 6)
            }
        }
    }
}
