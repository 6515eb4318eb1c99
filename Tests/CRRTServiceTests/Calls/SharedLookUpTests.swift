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

    private static func effect(_ id: String, _ title: String = "Reference") -> Roster.Record {
        .init(
            effect: .init(
                id: id, nation: "EST", title: title, category: .defensive, kind: "sinkhole", leadHours: 1, classification: .NR,
                releasableTo: ["NATO"]))
    }

    private static func ordered(_ desk: InProcessDesk, _ terms: Requests.Request, _ proposal: Taskings.Propose.Parameters) throws {
        var proposal = proposal
        proposal.request = try OneTasking.validated(terms, desk)
        let id = try desk.call(Taskings.Propose.self, proposal, as: TestSite.duty).tasking.id
        let kind: Consents.Grant.Parameters.Kind = proposal.kind == .effect ? .effect : .contribute
        for second in kind == .effect ? [false, true] : [false] {
            let uid = TestSite.contact("EST", second: second)
            _ = try desk.call(Consents.Grant.self, .init(tasking: id, nation: "EST", kind: kind), as: uid)
        }
        _ = try desk.call(Consents.Grant.self, .init(tasking: id, nation: "ALB", kind: .host), as: OneTasking.albania)
        _ = try desk.call(Taskings.Order.self, .init(id: id), as: TestSite.authority)
    }

    @Test("an import of many effects and teams does not read the nation's ordered taskings for each line")
    func imports() throws {
        try InProcessDesk.with { (desk) throws in
            _ = try desk.call(Roster.PutExpert.self, .init(expert: OneTasking.expert("EST-0001")), as: Self.estonia)
            _ = try desk.call(Roster.Import.self, .init(records: [Self.effect("EST-EFF-01")]), as: Self.estonia)
            for number in 0..<3 {
                var terms = OneTasking.terms()
                try Self.ordered(desk, terms, .init(request: "", kind: .effect, effects: ["EST-EFF-01"]))
                (terms.start, terms.end) = (OneTasking.day(20 * number), OneTasking.day(20 * number + 5))
                let people = [Taskings.Assignment(seat: 0, expert: "EST-0001")]
                try Self.ordered(desk, terms, .init(request: "", kind: .assembled, assignments: people))
            }
            func teams(_ notice: Int) -> [Roster.Record] {
                (1...30).map {
                    .init(team: .init(id: "EST-CRRT-\($0)", name: "Team", nation: "EST", members: ["EST-0001"], noticeHours: notice))
                }
            }
            func effects(_ title: String) -> [Roster.Record] { (10...39).map { Self.effect("EST-EFF-\($0)", title) } }
            _ = try desk.call(Roster.Import.self, .init(records: teams(6) + effects("One")), as: Self.estonia)
            let trace = try Trace(desk.store, connections: 6)
            let reply = try desk.call(Roster.Import.self, .init(records: teams(9) + effects("Two")), as: Self.estonia)
            #expect(reply.summary.updated == 60 && reply.serving == nil)
            #expect(trace.statements.count { $0.hasPrefix(Self.readsTasking) } <= 6)
            #expect(trace.statements.count { $0.contains("kind = 'effect'") } == 1)
            // The one that serves is still found among them.
            let withdrawn = try desk.call(Roster.Import.self, .init(records: effects("Two"), replaceNation: "EST"), as: Self.estonia)
            #expect(withdrawn.serving?.count { $0.record == "EST-EFF-01" } == 3)
        }
    }

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
            let trace = try Trace(desk.store, connections: 6)
            for (uid, count) in [(TestSite.duty, 22), (lowDuty, 12)] {
                trace.clear()
                let listed = try desk.call(Taskings.List.self, .init(limit: 100), as: uid).taskings ?? []
                #expect(listed.map { $0.contested?.count } == Array(repeating: count - 1, count: count))
                #expect(trace.statements.count { $0.contains("starts_at, ends_at FROM assignment") } == 1)
                #expect(!trace.statements.contains { $0.hasPrefix(Self.readsTasking) })
                #expect(trace.statements.count { $0.contains("FROM label") } < 22 * 6)
            }
        }
    }
}
