internal import CRRTDomain

/// The cheapest people for all slots, or the best found in the time allowed.
struct Assembly {
    /// By slot; nil where it stays open.
    let people: [Contender?]
    /// nil where this is optimal. Otherwise no assembly that fills as many slots costs less than this.
    let lowerBound: Int?

    var hasOpenSlots: Bool { people.contains { $0 == nil } }

    /// nil where no assembly was found whose cost, surcharges included, is `atMost` or less.
    init?(_ problem: AssemblyProblem, atMost: Int? = nil, outOfTime: () -> Bool) {
        let bits = PriceScale<Int128>.digitBits(problem)
        // No path through all slots adds up to more than this.
        let most = problem.openCost * (problem.slots.count + 1) * 4
        if bits * problem.slots.count <= Int128.digitBits, most < Int128.mostCost {
            self.init(BranchAndBound<Int128>.self, problem, bits, atMost, outOfTime)
        } else {
            self.init(BranchAndBound<WidePrice>.self, problem, 16, atMost, outOfTime)
        }
    }

    private init?<P: Price>(
        _: BranchAndBound<P>.Type, _ problem: AssemblyProblem, _ digitBits: Int, _ atMost: Int?, _ outOfTime: () -> Bool
    ) {
        let worst = problem.openCost * (problem.slots.count + 1)
        let cutoff = P(cost: (atMost ?? worst) + 1, digit: 0, shift: 0)
        var search = BranchAndBound<P>(problem, digitBits: digitBits, below: cutoff)
        search.run(outOfTime: outOfTime)
        guard let best = search.incumbent else { return nil }
        people = best.indices.map { slot in best[slot].map { problem.options[problem.slots[slot]][$0].contender } }
        let gap = search.incumbentPrice.cost - search.bound.cost
        lowerBound = gap <= 0 ? nil : max(0, problem.cost(of: people) - gap)
    }
}

extension AssemblyProblem {
    /// The nations of these people, and those whose fee is due in any case, sorted.
    func nations(of people: [Contender?]) -> [NationCode] {
        Set(people.compactMap { $0?.nation } + prepaid.map { nations[$0] }).sorted()
    }

    /// The cost of these people, without the surcharges that only steer the search.
    func cost(of people: [Contender?]) -> Int {
        people.reduce(nationWeight * nations(of: people).count) { $0 + ($1?.cost ?? 0) }
    }
}
