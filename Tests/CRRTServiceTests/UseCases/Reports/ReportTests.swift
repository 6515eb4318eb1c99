import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// Sums over the roster, against the same sums made the long way.
@Suite("Reports")
struct ReportTests {
    private static let seeds = Array(UInt64(1)...3)
    /// Who asks, and the one nation that they see.
    private static let callers: [(uid: UInt32, seen: String?)] =
        [(TestSite.duty, nil), (TestSite.auditor, nil)] + RandomOffers.nations.map { (TestSite.contact($0), $0) }

    private static func each(_ body: (InProcessDesk, UInt32, ReportOracle, _ context: Comment) throws -> Void) throws {
        for seed in seeds {
            try InProcessDesk.with { desk in
                try RandomOffers.make(desk, seed: seed)
                // Later on, with nothing done meanwhile, what is out is overdue.
                for (wait, looks) in [(0, [0, 3, 40, 95]), (25, [0, 10])] {
                    desk.clock.advance(hours: wait * 24)
                    for (uid, seen) in callers {
                        for days in looks {
                            let at = desk.clock.now.adding(days: days)
                            let oracle = try ReportOracle(desk, at: at, seen: try seen.map { try NationCode($0) })
                            try body(desk, uid, oracle, "seed \(seed), uid \(uid), after \(wait) days, in \(days) days")
                        }
                    }
                }
            }
        }
    }

    @Test("readiness is what the records say, each of them asked")
    func readiness() throws {
        var sums: [Int] = Array(repeating: 0, count: 8)
        var overdue = [0, 0, 0]
        try Self.each { desk, uid, oracle, context in
            for hours in [1, 72, 720] {
                let reply = try desk.call(Reports.Readiness.self, .init(at: oracle.at.description, soonHours: hours), as: uid)
                #expect(reply.nations == oracle.readiness(of: nil, soonHours: hours), context)
                for one in reply.nations {
                    overdue = zip(overdue, [one.experts, one.teams, one.effects]).map { $0 + ($1.overdue ?? 0) }
                }
                for one in reply.nations.flatMap({ [$0.experts, $0.teams, $0.effects] }) {
                    let parts = [
                        one.committed, one.withdrawn, one.suspended, one.lapsed, one.stale, one.uncleared, one.absent, one.available,
                    ]
                    #expect(parts.reduce(0, +) == one.total, context)
                    sums = zip(sums, parts).map(+)
                }
            }
        }
        #expect(sums.allSatisfy { $0 > 0 }, "the worlds hold nothing of some of them: \(sums)")
        #expect(overdue.allSatisfy { $0 > 0 }, "nothing is overdue in the worlds: \(overdue)")
    }

    @Test("coverage is who may be asked for, by skill and clearance")
    func coverage() throws {
        var spots: Set<Reports.Cover.Spot> = []
        try Self.each { desk, uid, oracle, context in
            let reply = try desk.call(Reports.Coverage.self, .init(at: oracle.at.description), as: uid)
            #expect(reply.available == oracle.available, context)
            for skill in reply.skills {
                for cover in skill.cover {
                    let expected = oracle.cover(skill.skill, Classification(rawValue: cover.clearance.rawValue)!, of: nil)
                    #expect(
                        (cover.people, cover.leading) == (expected.people, expected.leading) && cover.nations == expected.nations,
                        "\(context), \(skill.skill) \(cover.clearance)")
                    let alone = oracle.seen == nil && expected.nations.count == 1
                    let spot: Reports.Cover.Spot =
                        expected.people == 0 ? .nobody : expected.people < 3 ? .few : alone ? .oneNation : .sound
                    #expect(cover.spot == spot, "\(context), \(skill.skill) \(cover.clearance)")
                    spots.insert(cover.spot)
                }
            }
        }
        #expect(spots.count == 4)
    }

    @Test("what ends soon, in order, whole and page by page")
    func endings() throws {
        var kinds: Set<String> = []
        try Self.each { desk, uid, oracle, context in
            for (hours, overdue) in [(24, false), (2000, false), (720, true)] {
                let parameters = Reports.Expiring.Parameters(
                    within: hours, at: oracle.at.description, overdue: overdue, limit: 7)
                let found = try Self.pages(desk, uid, parameters)
                let words = found.map {
                    "\($0.at) \($0.id) \($0.kind) \($0.ends)" + ($0.tasking.map { " \($0)" } ?? "") + ($0.overdue == true ? " overdue" : "")
                }
                #expect(words == oracle.endings(within: hours, overdue: overdue), context)
                for ending in found { kinds.insert("\(ending.kind.rawValue) \(ending.ends.rawValue)") }
            }
        }
        #expect(kinds.count == 7, "\(kinds)")
    }

    private static func pages(
        _ desk: InProcessDesk, _ uid: UInt32, _ parameters: Reports.Expiring.Parameters
    ) throws -> [Reports.Ending] {
        var (parameters, found) = (parameters, [Reports.Ending]())
        repeat {
            let page = try desk.call(Reports.Expiring.self, parameters, as: uid)
            #expect((page.endings ?? []).count <= 7)
            found += page.endings ?? []
            parameters.after = page.next
        } while parameters.after != nil
        return found
    }

    @Test("of one nation, for a caller who sees it; of another's nothing, as if there were nothing")
    func oneNation() throws {
        try InProcessDesk.with { desk in
            try RandomOffers.make(desk, seed: 11)
            let (duty, estonia) = (TestSite.duty, TestSite.contact("EST"))
            let all = try desk.call(Reports.Readiness.self, .init(), as: duty).nations
            for nation in RandomOffers.nations {
                let one = try desk.call(Reports.Readiness.self, .init(nation: nation), as: duty)
                #expect(one.nations == all.filter { $0.nation == nation })
                #expect(one.marking?.releasableTo == [nation])
            }
            let own = try desk.call(Reports.Readiness.self, .init(), as: estonia)
            #expect(own.nations.map(\.nation) == ["EST"])
            #expect(own.marking?.releasableTo == ["EST"])
            #expect(try desk.call(Reports.Readiness.self, .init(nation: "LVA"), as: estonia).nations == [])
            #expect(try desk.call(Reports.Expiring.self, .init(within: 9000, nation: "LVA"), as: estonia).endings == [])
            let (none, absent) = (
                try desk.call(Reports.Coverage.self, .init(nation: "LVA"), as: estonia),
                try desk.call(Reports.Coverage.self, .init(nation: "FRA"), as: estonia)
            )
            #expect(none == absent)
            #expect(none.skills.flatMap(\.cover).allSatisfy { $0.people == 0 && $0.nations == [] && $0.spot == .nobody })
            let marked = try desk.call(Reports.Coverage.self, .init(), as: duty).marking
            #expect(marked?.classification == .NR && marked?.releasableTo == nil, "several nations' offers are nobody's to know whole")
        }
    }

    @Test("who does not see a tasking is told that its people, its team and its effect are free")
    func hiddenTasking() throws {
        let low = "  - name: low-duty\n    users: [2150]\n    roles: [duty]\n    clearance: NU\n"
        try InProcessDesk.with(TestSite(extraPrincipals: low)) { desk in
            // What is out there is NR.
            try RandomOffers.make(desk, seed: 3)
            let at = desk.clock.now.adding(days: 3).description
            func latvia(_ uid: UInt32) throws -> Reports.NationStrength? {
                try desk.call(Reports.Readiness.self, .init(at: at, nation: "LVA"), as: uid).nations.first
            }
            let (all, less) = (try #require(try latvia(TestSite.duty)), try #require(try latvia(2150)))
            #expect(all.experts.committed > 0 && all.teams.committed == 1)
            #expect(less.experts.committed == 0 && less.teams.committed == 0)
            #expect(less.experts.available > all.experts.available && less.experts.total == all.experts.total)
            func people(_ uid: UInt32) throws -> Int { try desk.call(Reports.Coverage.self, .init(at: at), as: uid).available }
            let (more, fewer) = (try people(2150), try people(TestSite.duty))
            #expect(more > fewer)
        }
    }

    @Test("what makes no sense is named")
    func refusals() throws {
        try InProcessDesk.with { desk in
            let at = try Self.field(desk, Reports.Readiness.self, .init(at: "2027-01-01T00:00:00"))
            #expect(at == "at")
            #expect(try Self.field(desk, Reports.Readiness.self, .init(nation: "EE")) == "nation")
            #expect(try Self.field(desk, Reports.Readiness.self, .init(soonHours: 0)) == "soonHours")
            #expect(try Self.field(desk, Reports.Coverage.self, .init(at: "soon")) == "at")
            #expect(try Self.field(desk, Reports.Expiring.self, .init(within: 0)) == "within")
            #expect(try Self.field(desk, Reports.Expiring.self, .init(within: 1 << 60)) == "within")
            #expect(try Self.field(desk, Reports.Expiring.self, .init(within: 1, after: "nowhere")) == "after")
        }
    }

    private static func field<M: VarlinkMethod>(_ desk: InProcessDesk, _ method: M.Type, _ parameters: M.Parameters) throws -> String? {
        try desk.ask(method, parameters, as: TestSite.duty).error?.as(Service.InvalidRecord.self)?.field
    }
}
