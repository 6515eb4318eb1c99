import CRRTDomain
import Testing

@testable import CRRTMatching

/// What opens seats of a plan, against a new plan for each change.
struct PlanOpeningTests {
    private static func later(_ plan: RandomPlan) -> (Int, Int) -> MatchQuery? { { moved(plan.query.requests[$0], $1) } }

    private static func openings(_ plan: RandomPlan, _ report: PlanReport) -> PlanOpenings {
        plan.index.openings(plan.query, of: report, limit: 1000, later: later(plan), outOfTime: Fixtures.never)
    }

    /// A plan by itself with one request changed, or without it.
    private static func plan(_ plan: RandomPlan, _ number: Int, _ changed: MatchQuery?) -> PlanReport {
        var query = plan.query
        if let changed { query.requests[number] = changed } else { query.requests.remove(at: number) }
        return plan.index.plan(query, outOfTime: Fixtures.never)
    }

    /// The open seats of the present plan that a change is compared with.
    private static func before(_ plan: RandomPlan, _ report: PlanReport, without number: Int?) -> [Int] {
        var open: [Precedence: [Int]] = [:]
        for (each, asked) in plan.query.requests.enumerated() where each != number {
            open[asked.request.precedence, default: []].append(report.requests[each].candidate?.openSeats ?? asked.people)
        }
        return PlanWorth(open: open, singles: 0, cost: 0).openOrder
    }

    @Test(arguments: 1..<3)
    func eachIsWorthWhatANewPlanIs(of part: Int) {
        var kinds: [String: Int] = [:]
        for seed in UInt64(part * 40)..<UInt64(part * 40 + 40) {
            let plan = RandomPlan(seed: seed, standby: seed % 4 == 0)
            let report = plan.index.plan(plan.query, outOfTime: Fixtures.never)
            let found = Self.openings(plan, report)
            #expect(found.untried.isEmpty)
            for opening in found.openings {
                var changed: MatchQuery? = plan.query.requests[opening.request]
                switch opening.change {
                case .waits:
                    kinds["waits", default: 0] += 1
                    changed = nil
                case .later(let days):
                    kinds["later", default: 0] += 1
                    changed = Self.later(plan)(opening.request, days)
                case .relaxed(let words, _):
                    kinds["relaxed", default: 0] += 1
                    if words.hasPrefix("releasable to ") {
                        changed?.releasable.insert(Fixtures.nation(String(words.dropFirst(14).prefix(3))))
                    }
                    opening.changed.map { changed?.request = $0 }
                }
                #expect(changed?.request == opening.changed)
                let anew = Self.plan(plan, opening.request, changed)
                #expect(opening.worth == anew.worth && opening.proven, "seed \(seed): \(opening)")
                let before = Self.before(plan, report, without: changed == nil ? opening.request : nil)
                #expect(opening.worth.openOrder.lexicographicallyPrecedes(before), "seed \(seed): \(opening)")
                #expect(opening.open.compactMap(\.self).reduce(0, +) == opening.worth.openSeats)
                #expect((opening.open[opening.request] == nil) == (opening.change == .waits))
            }
        }
        #expect(kinds.count == 3 && kinds.values.allSatisfy { $0 > 3 }, "\(kinds)")
    }

    /// Waiting and delays: all that help are told, a longer delay where it does more. Of each kind of relaxation, the smallest that helps.
    @Test(arguments: 0..<2)
    func nothingThatHelpsIsLeftOut(of part: Int) {
        var helps = 0
        for seed in UInt64(part * 20)..<UInt64(part * 20 + 20) {
            let plan = RandomPlan(seed: seed, standby: seed % 5 == 0)
            let report = plan.index.plan(plan.query, outOfTime: Fixtures.never)
            let told = Self.openings(plan, report).openings
            for number in plan.query.requests.indices where report.worth.openSeats > 0 {
                let own = told.filter { $0.request == number }
                if plan.query.requests.count > 1 {
                    let without = Self.plan(plan, number, nil).worth.openOrder
                    let helps = without.lexicographicallyPrecedes(Self.before(plan, report, without: number))
                    #expect(own.contains { $0.change == .waits } == helps, "seed \(seed)")
                }
                var best = Self.before(plan, report, without: nil)
                for days in [1, 2, 3, 7] {
                    let order = Self.plan(plan, number, Self.later(plan)(number, days)).worth.openOrder
                    let helps = order.lexicographicallyPrecedes(best)
                    #expect(own.contains { $0.change == .later(days: days) } == helps, "seed \(seed), \(days) days")
                    if helps { best = order }
                }
                helps += isComplete(own, number, plan, report) ? 1 : 0
            }
        }
        #expect(helps > 4, "\(helps)")
    }

    /// Whether some relaxation helps; records an issue where one does and none of its kind is told.
    private func isComplete(_ told: [PlanOpening], _ number: Int, _ plan: RandomPlan, _ report: PlanReport) -> Bool {
        let query = plan.query.requests[number]
        let index = PlanBasis(plan.index, plan.query).rosters.alone
        let edits = QueryEdits(index: index, query: query)
        let before = Self.before(plan, report, without: nil)
        let words = told.compactMap { opening in if case .relaxed(let words, _) = opening.change { words } else { nil } }
        var any = false
        for kind in EligiblePool(index, query).query.kinds {
            for family in edits.families(kind) {
                let all: [QueryEdit] =
                    switch family {
                    case .independent(let edits): edits
                    case .monotone(let count, let edit): (0..<count).compactMap(edit)
                    }
                let helping = all.filter {
                    Self.plan(plan, number, $0.applied(to: query)).worth.openOrder.lexicographicallyPrecedes(before)
                }
                guard let first = helping.first else { continue }
                any = true
                #expect(words.contains(first.words), "request \(number): \(first.words) is not in \(words)")
            }
        }
        return any
    }

    /// Two requests for one expert at level 4.
    private static func shortage() -> PlanQuery {
        let query = Fixtures.query(Fixtures.request([Fixtures.seat(1, 4)]))
        var other = query
        (other.request.precedence, other.request.maxNoticeHours) = (.flash, nil)
        return PlanQuery(requests: [query, other])
    }

    @Test func theMostForTheLeastComesFirst() {
        let query = Self.shortage()
        let index = Fixtures.index([Fixtures.expert("EST-1", [1: 4]), Fixtures.expert("EST-2", [1: 4], notice: 100)])
        let plan = index.plan(query, outOfTime: Fixtures.never)
        #expect(plan.worth.openSeats == 0, "the one with the longer notice goes where there is no limit")
        let one = Fixtures.index([Fixtures.expert("EST-1", [1: 4]), Fixtures.expert("EST-2", [1: 3])])
        let report = one.plan(query, outOfTime: Fixtures.never)
        let found = one.openings(query, of: report, limit: 10, later: { _, _ in nil }, outOfTime: Fixtures.never)
        #expect(found.openings.map(\.request) == [0, 1, 1])
        #expect(
            found.openings.map(\.change) == [.relaxed("level 3 instead of 4", seat: 0), .relaxed("level 3 instead of 4", seat: 0), .waits])
        #expect(found.openings.map(\.worth.openSeats) == [0, 0, 0] && found.openings.map(\.open) == [[0, 0], [0, 0], [0, nil]])
        let fewer = one.openings(query, of: report, limit: 1, later: { _, _ in nil }, outOfTime: Fixtures.never)
        #expect(fewer.openings == Array(found.openings.prefix(1)))
    }

    /// A request whose terms are bound may wait, and is neither delayed nor asked for less.
    @Test func boundTermsStay() {
        var query = Self.shortage()
        query.bound = [0]
        let index = Fixtures.index([Fixtures.expert("EST-1", [1: 4]), Fixtures.expert("EST-2", [1: 3])])
        let report = index.plan(query, outOfTime: Fixtures.never)
        var delayed: Set<Int> = []
        let found = index.openings(
            query, of: report, limit: 10,
            later: {
                delayed.insert($0)
                return Self.moved(query.requests[$0], $1)
            }, outOfTime: Fixtures.never)
        #expect(found.openings.map(\.request) == [1, 1] && delayed == [1])
        #expect(found.openings.map(\.change) == [.relaxed("level 3 instead of 4", seat: 0), .waits])
    }

    /// What frees seats at a higher precedence comes before what frees more at a lower one.
    @Test func precedenceDecides() {
        let (flash, low) = (Fixtures.expert("EST-1", [1: 3]), (1...3).map { Fixtures.expert("LVA-\($0)", [2: 3]) })
        var urgent = Fixtures.query(Fixtures.request([Fixtures.seat(1, 4)]))
        urgent.request.precedence = .flash
        var routine = Fixtures.query(Fixtures.request([Fixtures.seat(2, 4, count: 3)]))
        routine.request.precedence = .routine
        let (index, query) = (Fixtures.index([flash] + low), PlanQuery(requests: [routine, urgent]))
        let report = index.plan(query, outOfTime: Fixtures.never)
        let found = index.openings(query, of: report, limit: 10, later: { _, _ in nil }, outOfTime: Fixtures.never)
        #expect(found.openings.map(\.request) == [1, 0] && found.openings.map(\.worth.openSeats) == [3, 1])
    }

    private static func absent(_ id: String, until end: String) -> Expert {
        Fixtures.expert(id) { $0.unavailable = [Fixtures.period("2027-02-10T00:00:00Z", end)] }
    }

    private static func moved(_ query: MatchQuery, _ days: Int) -> MatchQuery {
        var query = query
        let period = query.request.period
        query.request.period = (try? Period(start: period.start.adding(days: days), end: period.end.adding(days: days)))!
        return query
    }

    @Test func aLongerDelayIsToldWhereItOpensMore() {
        let index = Fixtures.index([
            Self.absent("EST-1", until: "2027-03-02T07:00:00Z"), Self.absent("EST-2", until: "2027-03-05T00:00:00Z"),
        ])
        let query = Fixtures.query(Fixtures.request([Fixtures.seat(count: 2)]))
        let plan = PlanQuery(requests: [query])
        let report = index.plan(plan, outOfTime: Fixtures.never)
        let found = index.openings(plan, of: report, limit: 10, later: { Self.moved(query, $1) }, outOfTime: Fixtures.never)
        let delays = found.openings.compactMap { opening in if case .later(let days) = opening.change { days } else { nil } }
        #expect(delays == [7, 2], "three days open no more than two, and seven open both")
    }

    /// People who have the notice with their team alone are in no plan of individuals.
    @Test func aTeamOnStandbyMayFillWhatIsAskedForLess() {
        let people = ["EST-1", "EST-2"].map { Fixtures.expert($0, [1: 3], notice: 100) }
        var index = Fixtures.index(people, [Fixtures.team("EST-CRRT-1", ["EST-1", "EST-2"])])
        index.put(
            (try? StandbyPeriod(
                id: StandbyID("EST-STB-1"), people: .team(TeamID("EST-CRRT-1")),
                period: Period(start: Fixtures.now.adding(days: -1), end: Fixtures.now.adding(days: 6)), tier: .first, noticeHours: 2))!)
        let plan = PlanQuery(requests: [Fixtures.query(Fixtures.request([Fixtures.seat(1, 4, count: 2)]))])
        let report = index.plan(plan, outOfTime: Fixtures.never)
        #expect(report.worth.openSeats == 2)
        let found = index.openings(plan, of: report, limit: 10, later: { _, _ in nil }, outOfTime: Fixtures.never)
        #expect(found.openings.map(\.change) == [.relaxed("level 3 instead of 4", seat: 0)])
        #expect(found.openings.map(\.worth.openSeats) == [0] && found.openings.map(\.worth.singles) == [0])
    }

    /// Where a plan is cut short and teams stand by, another one may leave fewer seats open without any change.
    @Test func aPlanThatMayNotBeTheBestIsNotCompared() {
        var compared = 0
        for seed in UInt64(40)..<75 {
            let plan = RandomPlan(seed: seed, standby: true)
            guard !StandbyRosters(plan.index, at: plan.query.requests[0].at).ofTeams.isEmpty else { continue }
            var cut = plan.index.plan(plan.query, outOfTime: Fixtures.never)
            guard !Self.openings(plan, cut).openings.isEmpty else { continue }
            compared += 1
            cut.proven = false
            let found = Self.openings(plan, cut)
            #expect(found.openings.isEmpty && found.untried == Array(plan.query.requests.indices), "seed \(seed)")
        }
        #expect(compared > 1)
    }

    @Test func outOfTimeIsSaid() {
        let query = Self.shortage()
        let index = Fixtures.index([Fixtures.expert("EST-1", [1: 4])])
        let report = index.plan(query, outOfTime: Fixtures.never)
        let none = index.openings(query, of: report, limit: 10, later: { _, _ in nil }, outOfTime: { true })
        #expect(none.openings.isEmpty && none.untried == [0, 1])
        for calls in 1..<40 {
            var left = calls
            let some = index.openings(query, of: report, limit: 10, later: { _, _ in nil }) {
                left -= 1
                return left < 0
            }
            #expect(some.untried.isEmpty || left < 0)
            #expect(some.openings.allSatisfy { $0.change == .waits && $0.request == 1 })
        }
        let all = index.openings(query, of: report, limit: 10, later: { _, _ in nil }, outOfTime: Fixtures.never)
        #expect(all.openings.map(\.change) == [.waits] && all.untried.isEmpty)
    }

    @Test func nothingIsOpenedWhereNothingIsOpen() {
        let query = PlanQuery(requests: [Fixtures.query()])
        let index = Fixtures.index([Fixtures.expert("EST-1")])
        let report = index.plan(query, outOfTime: Fixtures.never)
        let found = index.openings(query, of: report, limit: 10, later: { _, _ in nil }, outOfTime: { true })
        #expect(found == PlanOpenings())
    }

    /// Who is fixed and would not be there later keeps the request from moving.
    @Test func whoIsFixedStays() {
        let away = Fixtures.expert("EST-1") { $0.unavailable = [Fixtures.period("2027-03-11T07:00:00Z", "2027-03-20T00:00:00Z")] }
        let later = Fixtures.expert("EST-2") { $0.unavailable = [Fixtures.period("2027-02-10T00:00:00Z", "2027-03-01T07:00:00Z")] }
        var query = Fixtures.query(Fixtures.request([Fixtures.seat(count: 2)]))
        let index = Fixtures.index([away, later])
        query.fixed = [FixedExpert(seat: 0, expert: away.id)]
        let report = index.plan(PlanQuery(requests: [query]), outOfTime: Fixtures.never)
        #expect(report.worth.openSeats == 1)
        let found = index.openings(
            PlanQuery(requests: [query]), of: report, limit: 10, later: { Self.moved(query, $1) }, outOfTime: Fixtures.never)
        #expect(found.openings.map(\.change) == [.relaxed("start 1 day later, 2027-03-02T06:00:00Z", seat: nil)])
    }
}
