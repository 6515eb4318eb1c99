internal import CRRTDomain

/// The cheapest people for all places, or the best that was found in the time allowed.
struct Assembly {
    /// By place; nil where it stays open.
    let people: [Contender?]
    /// nil where this is the optimum. Otherwise nothing that fills as many places costs less than this.
    let lowerBound: Int?

    var hasOpenPlaces: Bool { people.contains { $0 == nil } }

    /// nil where nothing was found whose cost, surcharges included, is `atMost` or less.
    init?(_ problem: AssemblyProblem, atMost: Int? = nil, outOfTime: () -> Bool) {
        let bits = PriceScale<Int128>.digitBits(problem)
        // No path through all places adds up to more than this.
        let most = problem.openCost * (problem.places.count + 1) * 4
        if bits * problem.places.count <= Int128.digitBits, most < Int128.mostCost {
            self.init(NationSearch<Int128>.self, problem, bits, atMost, outOfTime)
        } else {
            self.init(NationSearch<WidePrice>.self, problem, 16, atMost, outOfTime)
        }
    }

    private init?<P: Price>(
        _: NationSearch<P>.Type, _ problem: AssemblyProblem, _ digitBits: Int, _ atMost: Int?, _ outOfTime: () -> Bool
    ) {
        let worst = problem.openCost * (problem.places.count + 1)
        let cutoff = P(cost: (atMost ?? worst) + 1, digit: 0, shift: 0)
        var search = NationSearch<P>(problem, digitBits: digitBits, below: cutoff)
        search.run(outOfTime: outOfTime)
        guard let best = search.best else { return nil }
        people = best.indices.map { place in best[place].map { problem.options[problem.places[place]][$0].contender } }
        let slack = search.bestPrice.cost - search.bound.cost
        lowerBound = slack <= 0 ? nil : max(0, problem.cost(of: people) - slack)
    }
}

extension AssemblyProblem {
    /// The nations of these people and of the team itself, sorted.
    func nations(of people: [Contender?]) -> [NationCode] {
        Set(people.compactMap { $0?.nation } + (prepaid.map { [nations[$0]] } ?? [])).sorted()
    }

    /// The cost of these people, without the surcharges that only steer the search.
    func cost(of people: [Contender?]) -> Int {
        people.reduce(nationWeight * nations(of: people).count) { $0 + ($1?.cost ?? 0) }
    }
}
