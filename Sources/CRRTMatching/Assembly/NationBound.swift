/// A lower bound for filling the places where nations cost a fee: dual ascent (D. Erlenkotter, "A Dual-Based Procedure for
/// Uncapacitated Facility Location", Operations Research 26, 1978). It starts from the dual prices of a min-cost assignment, which account
/// for two places not sharing one person.
///
/// Every place p offers v(p). A nation n asks, for p, the cost of its cheapest person with that person's competition price. What p offers
/// above that goes towards n's fee, and no nation receives more than its fee. Then Σ v less the competition prices is a bound.
struct NationBound<P: Price> {
    let price: P
    /// By nation, whether its fee is fully covered. Such nations are worth trying.
    let covered: [Bool]

    /// - Parameters:
    ///   - problem: The places and their options.
    ///   - scale: Prices of the options.
    ///   - assignment: Solved without the barred nations.
    ///   - barred: By nation, whether it may not be used.
    ///   - paid: By nation, whether its fee is paid already. Such a nation asks for none.
    ///   - fee: The price of a nation.
    init(
        _ problem: AssemblyProblem, _ scale: PriceScale<P>, _ assignment: MinCostAssignment<P>, barred: [Bool], paid: [Bool], fee: P
    ) {
        var ascent = DualAscent(problem, scale, assignment, barred: barred, paid: paid, fee: fee)
        ascent.run()
        var sum = P.zero
        for offer in ascent.offers { sum = sum + offer }
        price = sum - assignment.competition
        covered = ascent.uncovered.indices.map { !barred[$0] && ascent.uncovered[$0] <= .zero }
    }
}

private struct DualAscent<P: Price> {
    /// By place, the offer v.
    private(set) var offers: [P] = []
    /// By nation, the part of its fee that is not covered.
    private(set) var uncovered: [P]
    /// By place, the price that each nation asks for it.
    private var asks: [[(nation: Int, price: P)]] = []
    private var open: [P] = []

    init(
        _ problem: AssemblyProblem, _ scale: PriceScale<P>, _ assignment: MinCostAssignment<P>, barred: [Bool], paid: [Bool], fee: P
    ) {
        uncovered = paid.map { $0 ? .zero : fee }
        for place in problem.places.indices {
            open.append(scale.open(place))
            let asks = problem.nations.indices.compactMap { nation in
                barred[nation] ? nil : assignment.ask(place, nation).map { (nation: nation, price: $0) }
            }
            self.asks.append(asks)
            offers.append(asks.reduce(scale.open(place)) { min($0, $1.price) })
        }
    }

    /// Raises the offers in turn, each to the next price that a nation asks, until no offer can rise.
    mutating func run() {
        var raised = true
        while raised {
            raised = false
            for place in offers.indices where raise(place) { raised = true }
        }
    }

    private mutating func raise(_ place: Int) -> Bool {
        let offer = offers[place]
        var step = open[place] - offer
        for ask in asks[place] { step = min(step, ask.price <= offer ? uncovered[ask.nation] : ask.price - offer) }
        guard step > .zero else { return false }
        for ask in asks[place] where ask.price <= offer { uncovered[ask.nation] = uncovered[ask.nation] - step }
        offers[place] = offer + step
        return true
    }
}
