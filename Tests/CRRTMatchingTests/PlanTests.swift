import CRRTDomain
import Testing

@testable import CRRTMatching

/// Plans against trying everything, on thousands of small rosters.
struct PlanTests {
    @Test(arguments: 0..<8)
    func everyPlanIsTheOptimum(of part: Int) {
        for seed in UInt64(part * 60)..<UInt64(part * 60 + 60) where !isOptimal(RandomPlan(seed: seed), seed) { return }
    }

    @Test(arguments: 0..<4)
    func everyPlanIsTheOptimumWhileTeamsStandBy(of part: Int) {
        for seed in UInt64(part * 50)..<UInt64(part * 50 + 50) where !isOptimal(RandomPlan(seed: seed, standby: true), seed) { return }
    }

    private func isOptimal(_ plan: RandomPlan, _ seed: UInt64) -> Bool {
        let report = plan.index.plan(plan.query, outOfTime: Fixtures.never)
        let oracle = PlanOracle(plan)
        let (found, best) = (oracle.value(report), oracle.best)
        let told = report.worth
        let openTold = plan.query.requests.map(\.request.precedence).reduce(into: Set<Precedence>()) { $0.insert($1) }
        guard found == best, report.proven, report.lowerBound == nil, told.singles == found[found.count - 2], told.cost == found.last,
            Set(told.open.keys) == openTold
        else {
            Issue.record("seed \(seed): \(found) instead of \(best); \(report)")
            return false
        }
        return true
    }
}

extension PlanTests {
    /// Handles follow the order in which records were put; answers must not.
    @Test func theOrderInWhichRecordsWerePutDoesNotMatter() {
        for seed in UInt64(0)..<300 {
            let plan = RandomPlan(seed: seed, standby: seed % 3 == 0)
            var turned = plan
            turned.given.experts.reverse()
            turned.given.teams.reverse()
            turned.given.commitments.reverse()
            let report = plan.index.plan(plan.query, outOfTime: Fixtures.never)
            #expect(turned.index.plan(plan.query, outOfTime: Fixtures.never) == report, "seed \(seed)")
        }
    }

    /// A plan of one request is the first candidate of its match.
    @Test func aPlanOfOneRequestIsItsMatch() {
        var kinds: Set<CandidateKind> = []
        for seed in UInt64(0)..<400 {
            var given = RandomCase(seed: seed)
            if seed % 3 == 0 { given.addStandby(seed: seed) }
            if seed % 4 == 0 { given.askForNextBest(seed: seed) }
            (given.query.limit, given.query.findsNextBest) = (1, false)
            let report = given.index.plan(PlanQuery(requests: [given.query]), outOfTime: Fixtures.never)
            let match = given.index.match(given.query, outOfTime: Fixtures.never).candidates.first
            #expect(report.requests.map(\.candidate) == [match], "seed \(seed)")
            #expect(report.requests.map(\.alone) == [match], "seed \(seed)")
            #expect(report.proven && report.requests[0].givenWay.isEmpty, "seed \(seed)")
            match.map { _ = kinds.insert($0.kind) }
        }
        #expect(kinds.count == 3)
    }

    @Test func anExpertMoreNeverMakesThePlanWorse() {
        var better = 0
        for seed in UInt64(0)..<120 {
            var plan = RandomPlan(seed: seed)
            let added = plan.given.experts.removeLast()
            // Who is listed and not offered is no expert.
            let (oracle, fewer) = (PlanOracle(plan), plan.index.plan(plan.query, outOfTime: Fixtures.never))
            let before = oracle.value(fewer)
            plan.given.experts.append(added)
            let after = PlanOracle(plan).value(plan.index.plan(plan.query, outOfTime: Fixtures.never))
            #expect(!before.lexicographicallyPrecedes(after), "seed \(seed): \(before), then \(after)")
            if after != before { better += 1 }
        }
        #expect(better > 12, "the expert hardly matters: \(better)")
    }

    /// Each request has whom its match would name if all others of the plan were away.
    @Test func noRequestCouldDoBetterWithThosePeopleWhoAreLeft() {
        for seed in UInt64(0)..<300 {
            let plan = RandomPlan(seed: seed)
            guard plan.given.teams.allSatisfy({ $0.minimumStrength == nil }) else { continue }
            let index = plan.index
            let report = index.plan(plan.query, outOfTime: Fixtures.never)
            for (number, request) in report.requests.enumerated() {
                var query = plan.query.requests[number]
                for (other, taken) in report.requests.enumerated() where other != number {
                    query.omitted.experts.formUnion(taken.candidate?.assignments.map(\.expert) ?? [])
                    taken.candidate?.team.map { _ = query.omitted.teams.insert($0) }
                }
                query.limit = 1
                #expect(index.match(query, outOfTime: Fixtures.never).candidates.first == request.candidate, "seed \(seed)")
            }
        }
    }

    /// Out of time at once, a plan has the fewest open seats all the same where no team stands by, and its bound holds.
    @Test func aPlanThatIsCutShortSaysSo() {
        var unproven = 0
        for seed in UInt64(0)..<300 {
            let plan = RandomPlan(seed: seed)
            let whole = plan.index.plan(plan.query, outOfTime: Fixtures.never)
            for calls in 0..<4 {
                var left = calls
                let cut = plan.index.plan(plan.query) {
                    left -= 1
                    return left < 0
                }
                #expect(cut.worth.open == whole.worth.open, "seed \(seed)")
                if plan.given.teams.allSatisfy({ $0.minimumStrength == nil }) {
                    // The figures of one request after the other stand beside the plan's: it is never the worse one.
                    #expect(!cut.inTurn.order.lexicographicallyPrecedes(cut.worth.order), "seed \(seed), \(calls) calls")
                }
                if cut.proven {
                    #expect((cut.worth.singles, cut.worth.cost) == (whole.worth.singles, whole.worth.cost), "seed \(seed)")
                } else {
                    unproven += 1
                    #expect((cut.worth.singles, cut.worth.cost) >= (whole.worth.singles, whole.worth.cost), "seed \(seed)")
                    if let bound = cut.lowerBound {
                        #expect(cut.worth.singles == whole.worth.singles && bound <= whole.worth.cost, "seed \(seed)")
                    }
                }
            }
        }
        #expect(unproven > 100, "\(unproven)")
    }

    /// Two nations that are served equally badly, rather than one well and one not at all.
    /// One after the other is a plan, too, where the first one's team keeps its minimum manning without those who serve the second.
    @Test(arguments: [(3, 1), (5, 3)]) func oneAfterTheOtherKeepsManning(minimum: Int, singles: Int) {
        let members = (1...5).map { Fixtures.expert("EST-\($0)", $0 == 5 ? [1: 3, 2: 3] : [1: 3]) }
        let team = Fixtures.team("EST-CRRT-1", members.map(\.id.text)) { $0.minimumStrength = minimum }
        let first = Fixtures.query(Fixtures.request([Fixtures.seat(count: 2)]))
        let second = Fixtures.query(Fixtures.request([Fixtures.seat(2)]))
        let plan = Fixtures.index(members, [team]).plan(PlanQuery(requests: [first, second]), outOfTime: { true })
        #expect(plan.worth.openSeats == 0 && plan.worth.singles == singles && plan.openInTurn == [0, 0])
        #expect(plan.inTurn.singles == 1)
    }

    @Test func theWorstServedIsServedAsWellAsCanBe() {
        let experts = (1...4).map { Fixtures.expert("EST-\($0)", [1: 4], notice: $0) }
        let query = Fixtures.query(Fixtures.request([Fixtures.seat(count: 4)]))
        let report = Fixtures.index(experts).plan(PlanQuery(requests: [query, query]), outOfTime: Fixtures.never)
        #expect(report.requests.map { $0.candidate?.openSeats } == [2, 2])
        #expect(report.worth.open == [query.request.precedence: [2, 2]])
        #expect(report.requests.map { $0.alone?.openSeats } == [0, 0])
    }

    @Test func aHigherPrecedenceComesFirst() {
        let experts = (1...4).map { Fixtures.expert("EST-\($0)", [1: 4], notice: $0) }
        var low = Fixtures.query(Fixtures.request([Fixtures.seat(count: 4)]))
        low.request.precedence = .priority
        var high = low
        high.request.precedence = .flash
        let report = Fixtures.index(experts).plan(PlanQuery(requests: [low, high]), outOfTime: Fixtures.never)
        #expect(report.requests.map { $0.candidate?.openSeats } == [nil, 0])
        #expect(report.worth.open == [.flash: [0], .priority: [4]])
        #expect(report.requests[0].givenWay.map(\.request) == [1, 1, 1, 1])
    }

    @Test func nothingAskedIsNothingPlanned() {
        let report = RosterIndex().plan(PlanQuery(requests: []), outOfTime: Fixtures.never)
        #expect(report.requests.isEmpty && report.proven)
        let nobody = RosterIndex().plan(PlanQuery(requests: [Fixtures.query()]), outOfTime: Fixtures.never)
        #expect(nobody.requests.map(\.candidate) == [nil] && nobody.proven)
    }

    /// Prices of people may put a solution between two tiers, where its lower digits are no cost.
    @Test func pricesBetweenTiers() {
        let price = PlanPrice(tier: 5, cost: 40) - PlanPrice(tier: 0, cost: 70)
        #expect(price.cost(above: 5) == -30 && price.cost(above: 4) == nil && price.cost(above: 6) == .min)
        #expect(price.roundedUp == PlanPrice(tier: 5, cost: 0))
        #expect(PlanPrice(tier: 5, cost: 40).cost(above: 5) == 40 && PlanPrice(tier: 5, cost: 40).roundedUp == PlanPrice(tier: 5, cost: 40))
        #expect(PlanPrice(value: PlanPrice(tier: 5, cost: 0).value + Int128(1) << 60).roundedUp == PlanPrice(tier: 6, cost: 0))
    }
}

extension PlanWorth {
    /// The numbers by which plans of the same requests are compared, the first one first.
    fileprivate var order: [Int] { openOrder + [singles, cost] }
}
