import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// Plans as the duty desk asks for them: which requests, who is not free, what is refused, and what a caller may not see.
@Suite("Plans")
struct PlanRequestsTests {
    private static let lowDuty = "  - name: duty-low\n    users: [2101]\n    roles: [duty]\n    clearance: NR\n"

    /// Two Estonians, a Latvian and a Lithuanian, from cheap to dear.
    private static func with(_ body: (InProcessDesk) throws -> Void) throws {
        try InProcessDesk.with(TestSite(extraPrincipals: lowDuty)) { desk in
            for (number, id) in ["EST-0001", "EST-0002", "LVA-0001", "LTU-0001"].enumerated() {
                var expert = OneTasking.expert(id)
                expert.noticeHours = 10 + number
                _ = try desk.call(Roster.PutExpert.self, .init(expert: expert), as: TestSite.contact(String(id.prefix(3))))
            }
            try body(desk)
        }
    }

    private static func request(
        _ desk: InProcessDesk, _ nation: String = "ALB", people: Int = 1, _ precedence: Requests.Request.Precedence = .priority,
        classification: Requests.Classification = .NR
    ) throws -> String {
        var terms = OneTasking.terms(nation: nation, classification: classification)
        (terms.seats[0].count, terms.precedence) = (people, precedence)
        return try OneTasking.validated(terms, desk)
    }

    private static func plan(
        _ desk: InProcessDesk, _ parameters: Requests.Plan.Parameters = .init(), as uid: UInt32 = TestSite.duty
    ) throws -> Requests.Plan.Reply { try desk.call(Requests.Plan.self, parameters, as: uid) }

    private static func people(_ reply: Requests.Plan.Reply, _ request: String) -> [String]? {
        reply.requests.first { $0.id == request }.map { $0.candidate?.assignments.map(\.expert) ?? [] }
    }

    private static func refusal(_ desk: InProcessDesk, _ parameters: Requests.Plan.Parameters) throws -> (field: String, message: String) {
        let remote = try #require(throws: RemoteError.self) { _ = try plan(desk, parameters) }
        let error = try #require(remote.as(Service.InvalidRecord.self))
        return (error.field, error.message)
    }

    private static func propose(_ request: String, _ expert: String, _ desk: InProcessDesk) throws -> String {
        try desk.call(
            Taskings.Propose.self, .init(request: request, kind: .assembled, assignments: [.init(seat: 0, expert: expert)]),
            as: TestSite.duty
        ).tasking.id
    }

    @Test("the higher precedence comes first, the answer tells who gives way to whom, and nothing is written")
    func precedence() throws {
        try Self.with { (desk) throws in
            let low = try Self.request(desk, "ALB", people: 2, .routine)
            let high = try Self.request(desk, "NOR", people: 3, .flash)
            let before = try desk.store.read { try $0.seq() }
            let plan = try Self.plan(desk)
            #expect(plan.requests.map(\.id) == [high, low] && plan.proven && plan.lowerBound == nil)
            #expect(Self.people(plan, high) == ["EST-0001", "EST-0002", "LVA-0001"] && Self.people(plan, low) == ["LTU-0001"])
            #expect(plan.requests.map(\.openSeats) == [0, 1] && plan.requests.map(\.people) == [3, 2])
            #expect(plan.total.openSeats == 1 && plan.total.singles == 4)
            #expect(plan.requests[0].givenWay == nil)
            #expect(plan.requests[1].givenWay?.map(\.expert) == ["EST-0001", "EST-0002"])
            #expect(plan.requests[1].givenWay?.map(\.request) == [high, high])
            #expect(plan.requests[1].alone?.openSeats == 0)
            // One seat and the person in it, who would be one of two.
            #expect(plan.requests[0].givesWay == nil && plan.requests[1].givesWay?.openSeats == 1)
            #expect(plan.requests[1].givesWay?.singles == -1 && plan.openings == nil && plan.untried == nil)
            let after = try desk.store.read { try $0.seq() }
            #expect(plan.asOf == before && after == before)
        }
    }

    @Test("one after the other costs more than together")
    func inTurn() throws {
        try Self.with { (desk) throws in
            // Norway's request, which comes second, excludes all but the two Estonians, of whom one is the cheapest for Albania's.
            let first = try Self.request(desk)
            var terms = OneTasking.terms(nation: "NOR")
            (terms.precedence, terms.start, terms.excludes) = (.priority, OneTasking.day(1), ["LVA", "LTU"])
            terms.seats[0].count = 2
            let second = try OneTasking.validated(terms, desk)
            let plan = try Self.plan(desk)
            #expect(Self.people(plan, first) == ["LVA-0001"] && Self.people(plan, second) == ["EST-0001", "EST-0002"])
            #expect(plan.total.openSeats == 0 && plan.inTurn.openSeats == 1)
        }
    }

    @Test("who is asked stays, with the seat; reopen plans them anew, but for requests that are held")
    func asked() throws {
        try Self.with { (desk) throws in
            let (first, second) = (try Self.request(desk), try Self.request(desk, "NOR"))
            _ = try Self.propose(first, "EST-0001", desk)
            let plan = try Self.plan(desk)
            #expect(plan.requests.map(\.id) == [second] && Self.people(plan, second) == ["EST-0002"])
            let named = try Self.refusal(desk, .init(requests: [first]))
            #expect(named.field == "requests" && named.message.contains("reopen"))
            let anew = try Self.plan(desk, .init(reopen: true))
            #expect(Set(anew.requests.map(\.id)) == [first, second] && anew.total.openSeats == 0)
            #expect(anew.requests.compactMap(\.candidate?.contested).joined().contains("EST-0001"))
            let held = try Self.plan(desk, .init(hold: [first], reopen: true))
            #expect(held.requests.map(\.id) == [second] && Self.people(held, second) == ["EST-0002"])
            let fixed = try Self.refusal(desk, .init(with: [.init(request: second, seat: 0, expert: "EST-0001")]))
            #expect(fixed.field == "with[0].expert" && fixed.message.contains("--reopen"))
        }
    }

    @Test("what-ifs: without, with, weights, another time")
    func whatIfs() throws {
        try Self.with { (desk) throws in
            let (first, second) = (try Self.request(desk), try Self.request(desk, "NOR"))
            #expect(Self.people(try Self.plan(desk, .init(without: ["EST"])), first) == ["LVA-0001"])
            let with = try Self.plan(desk, .init(with: [.init(request: second, seat: 0, expert: "EST-0001")]))
            #expect(Self.people(with, second) == ["EST-0001"] && Self.people(with, first) == ["EST-0002"])
            #expect(try Self.plan(desk, .init(weights: .init(notice: 0, level: 0, nation: 0))).total.cost == 0)
            let late = try Self.plan(desk, .init(at: OneTasking.day(-1)))
            #expect(late.requests.count == 2)
        }
    }

    @Test("what opens a seat: to wait, to begin when others are free, to ask for less; with the request as amend takes it")
    func openings() throws {
        try Self.with { (desk) throws in
            // Asked for the first twelve days, so that three are left for four places; and one more of Albania's own could go.
            let asked = try Self.request(desk, "FIN")
            _ = try Self.propose(asked, "EST-0001", desk)
            _ = try desk.call(Roster.PutExpert.self, .init(expert: OneTasking.expert("ALB-0001")), as: OneTasking.albania)
            let low = try Self.request(desk, "ALB", people: 2, .routine)
            var urgent = OneTasking.terms(nation: "NOR")
            (urgent.precedence, urgent.excludes, urgent.seats[0].count) = (.flash, ["ALB"], 2)
            let high = try OneTasking.validated(urgent, desk)
            let plan = try Self.plan(desk, .init(requests: [low, high], openings: true))
            let openings = try #require(plan.openings)
            #expect(plan.total.openSeats == 1 && plan.untried == nil && openings.allSatisfy(\.proven))
            #expect(openings.map(\.total.openSeats).allSatisfy { $0 == 0 })
            let waits = try #require(openings.first { $0.kind == .waits })
            #expect(waits.request == high && waits.amended == nil && waits.seats == [.init(request: low, before: 1, after: 0)])
            let own = try #require(openings.first { $0.change == "ALB's own nationals allowed" })
            #expect(own.request == low && own.seat == nil && own.amended?.ownNationals == true && own.amended?.seats.count == 1)
            // What is told is true once it is made so.
            var terms = try #require(own.amended)
            (terms.id, terms.state, terms.revision) = (nil, nil, nil)
            _ = try desk.call(Requests.Amend.self, .init(id: low, request: terms), as: OneTasking.albania)
            #expect(try Self.plan(desk, .init(requests: [low, high])).total.openSeats == 0)
        }
    }

    @Test("what a nation has agreed to is not asked otherwise: a request with an ordered tasking may only wait")
    func ordered() throws {
        try Self.with { (desk) throws in
            let request = try Self.request(desk, "ALB", people: 5)
            let question = Requests.Plan.Parameters(requests: [request], openings: true)
            _ = try desk.call(Roster.PutExpert.self, .init(expert: OneTasking.expert("EST-0003", level: 2)), as: OneTasking.estonia)
            let before = try #require(try Self.plan(desk, question).openings)
            #expect(before.contains { $0.kind == .relaxed && $0.change == "level 2 instead of 3" })
            let relax = try desk.call(Requests.Relax.self, .init(id: request), as: TestSite.duty).relaxations
            #expect(relax.contains { $0.amended != nil })
            let tasking = try Self.propose(request, "EST-0001", desk)
            for (nation, kind) in [("EST", Consents.Grant.Parameters.Kind.contribute), ("ALB", .host)] {
                _ = try desk.call(Consents.Grant.self, .init(tasking: tasking, nation: nation, kind: kind), as: TestSite.contact(nation))
            }
            _ = try desk.call(Taskings.Order.self, .init(id: tasking), as: TestSite.authority)
            let plan = try Self.plan(desk, question)
            #expect(plan.total.openSeats == 1 && plan.openings == [] && plan.untried == nil)
            let bound = try desk.call(Requests.Relax.self, .init(id: request), as: TestSite.duty).relaxations
            #expect(!bound.isEmpty && bound.allSatisfy { $0.amended == nil })
            // Nor can the desk judge it anew.
            let remote = try #require(throws: RemoteError.self) {
                _ = try desk.call(Requests.Validate.self, .init(id: request, precedence: .flash), as: TestSite.duty)
            }
            #expect("\(remote)".contains("\(tasking) is ordered under these terms"), "\(remote)")
        }
    }

    @Test("a plan as of a time when the work is over is refused, or leaves that request out")
    func over() throws {
        try Self.with { (desk) throws in
            let request = try Self.request(desk, "ALB")
            #expect(try Self.refusal(desk, .init(requests: [request], at: OneTasking.day(10))).field == "at")
            #expect(try Self.plan(desk, .init(at: OneTasking.day(10))).requests.isEmpty)
            #expect(try Self.plan(desk, .init(at: OneTasking.day(9))).requests.map(\.id) == [request])
        }
    }

    @Test("a request that begins later may have people who are asked for other work until then")
    func later() throws {
        try Self.with { (desk) throws in
            var terms = OneTasking.terms(nation: "FIN")
            terms.end = OneTasking.day(12)
            let busy = try OneTasking.validated(terms, desk)
            _ = try Self.propose(busy, "EST-0001", desk)
            terms = OneTasking.terms(nation: "ALB")
            (terms.start, terms.end, terms.excludes) = (OneTasking.day(11), OneTasking.day(21), ["LVA", "LTU"])
            terms.seats[0].count = 2
            let request = try OneTasking.validated(terms, desk)
            let plan = try Self.plan(desk, .init(openings: true))
            #expect(plan.requests.map(\.openSeats) == [1])
            let later = (plan.openings ?? []).filter { $0.kind == .later }
            #expect(later.map(\.days) == [1] && later.first?.amended?.start == OneTasking.day(12))
            #expect(later.first?.seats == [.init(request: request, before: 1, after: 0)])
        }
    }

    @Test("what is left: people, skills, teams and standby, before and after")
    func remaining() throws {
        try Self.with { (desk) throws in
            let team = Roster.Team(
                id: "EST-CRRT-1", name: "team", nation: "EST", members: ["EST-0001", "EST-0002"], noticeHours: 12, minimumStrength: 2)
            _ = try desk.call(Roster.PutTeam.self, .init(team: team), as: OneTasking.estonia)
            let standby = Standby.Period(
                id: "EST-STB-1", team: "EST-CRRT-1", start: OneTasking.day(-2), end: OneTasking.day(5), tier: .first, noticeHours: 2)
            _ = try desk.call(Standby.Put.self, .init(period: standby), as: OneTasking.estonia)
            #expect(try Self.plan(desk, .init(remaining: true)).remaining == nil, "nothing is planned")
            let request = try Self.request(desk, "ALB", people: 1)
            let plan = try Self.plan(desk, .init(with: [.init(request: request, seat: 0, expert: "EST-0002")], remaining: true))
            let left = try #require(plan.remaining)
            #expect(left.people == .init(before: 4, after: 3) && left.clearance == .NR && left.nations == ["EST", "LTU", "LVA"])
            let skill = try #require(left.skills.first)
            #expect(left.skills.count == 1 && skill.skill == "PD-WRL-003" && skill.people == .init(before: 4, after: 3))
            #expect(skill.leading == .init(before: 4, after: 3) && skill.nations == ["EST", "LTU", "LVA"] && skill.spot == .sound)
            #expect(left.teams == .init(before: 1, after: 0) && left.freeTeams.isEmpty && left.shortTeams == nil)
            #expect(plan.requests.first?.candidate?.team == "EST-CRRT-1")
            // From the start of the period to its end, as the work ends later.
            #expect(left.standby?.map(\.id) == ["EST-STB-1"] && left.standby?.map(\.going) == [1])
            #expect(left.gaps == [.init(tier: .first, start: OneTasking.day(-2), end: OneTasking.day(5))])
            // Counts of several nations are released to none of them.
            #expect(plan.marking?.releasableTo == nil)
        }
    }

    @Test("bad input is refused by the field, and a hidden request as an absent one")
    func refused() throws {
        try Self.with { (desk) throws in
            let request = try Self.request(desk)
            #expect(try Self.refusal(desk, .init(requests: [request, request])).field == "requests[1]")
            #expect(try Self.refusal(desk, .init(requests: [request], hold: [request])).field == "requests[0]")
            #expect(try Self.refusal(desk, .init(without: ["est"])).field == "without[0]")
            #expect(try Self.refusal(desk, .init(weights: .init(nation: -1))).field == "weights.nation")
            let fixed = Requests.PlannedPerson(request: request, seat: 0, expert: "EST-0001")
            #expect(try Self.refusal(desk, .init(with: [fixed, fixed])).field == "with[1].expert")
            var other = fixed
            other.request = "REQ-ALB-2026-7777"
            #expect(try Self.refusal(desk, .init(with: [other])).field == "with[0].request")
            other = fixed
            other.seat = 3
            #expect(try Self.refusal(desk, .init(with: [other])).field == "with[0].seat")
            let secret = try Self.request(desk, "NOR", people: 1, classification: .NS)
            for id in [secret, "REQ-NOR-2026-7777", "nonsense"] {
                for parameters in [Requests.Plan.Parameters(requests: [id]), .init(hold: [id])] {
                    let remote = try #require(throws: RemoteError.self) { _ = try Self.plan(desk, parameters, as: 2101) }
                    #expect(remote.as(Service.NoSuchRecord.self)?.id == id)
                }
            }
            _ = try desk.call(Requests.Cancel.self, .init(id: request, reason: "over"), as: TestSite.duty)
            #expect(try Self.refusal(desk, .init(requests: [request])).message.contains("cancelled"))
        }
    }

    @Test("a plan takes sixteen requests, of the highest precedence, and tells which wait")
    func waiting() throws {
        try Self.with { (desk) throws in
            var ids: [String] = []
            for number in 0..<18 { ids.append(try Self.request(desk, "ALB", people: 1, number == 17 ? .flash : .routine)) }
            let plan = try Self.plan(desk)
            #expect(plan.requests.count == 16 && plan.requests[0].id == ids[17] && plan.waiting == [ids[15], ids[16]])
            #expect(try Self.plan(desk, .init(hold: [ids[0], ids[1]])).waiting == nil)
        }
    }

    @Test("the label is that of all requests and people together")
    func label() throws {
        try Self.with { (desk) throws in
            let request = try Self.request(desk)
            _ = try Self.request(desk, "NOR", people: 1, classification: .NS)
            #expect(try Self.plan(desk).marking?.classification == .NS)
            #expect(try Self.plan(desk, .init(requests: [request])).marking?.classification == .NR)
            #expect(try Self.plan(desk, as: 2101).marking?.classification == .NR)
            // The one expert of this plan is an offer to their nation alone.
            #expect(try Self.plan(desk, .init(requests: [request])).marking?.releasableTo == ["EST"])
        }
    }

    /// Two worlds that differ in a request, and a proposal for it, which the onlooker may not see.
    @Test("what a caller may not see changes nothing of their plan")
    func hidden() throws {
        func answers(secret: Bool) throws -> [Requests.Plan.Reply] {
            var replies: [Requests.Plan.Reply] = []
            try Self.with { (desk) throws in
                _ = try Self.request(desk, "ALB", people: 5)
                _ = try desk.call(Roster.PutExpert.self, .init(expert: OneTasking.expert("ALB-0001")), as: OneTasking.albania)
                let hidden = try Self.request(desk, "NOR", people: 1, .flash, classification: .NS)
                if secret { _ = try Self.propose(hidden, "EST-0001", desk) }
                let isPlanned = try Self.plan(desk).requests.contains { $0.id == hidden }
                #expect(isPlanned == !secret)
                replies = try [Requests.Plan.Parameters(), .init(reopen: true), .init(openings: true, remaining: true)].map {
                    try Self.plan(desk, $0, as: 2101)
                }
            }
            return replies
        }
        let (quiet, busy) = try (answers(secret: false), answers(secret: true))
        #expect(quiet == busy && quiet.allSatisfy { $0.requests.count == 1 && $0.requests[0].givenWay == nil })
        #expect(quiet.last?.openings?.isEmpty == false && quiet.last?.remaining?.people == .init(before: 5, after: 1))
    }
}
