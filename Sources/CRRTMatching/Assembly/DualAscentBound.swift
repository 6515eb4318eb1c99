/// A lower bound for filling the slots where nations cost a fee, by dual ascent (D. Erlenkotter, "A Dual-Based Procedure for Uncapacitated
/// Facility Location", Operations Research 26, 1978). It starts from the dual prices of a min-cost assignment, so it takes into account
/// that two slots cannot share one person.
///
/// Every slot s offers v(s). A nation n asks, for s, the price of its cheapest person plus that person's dual price. What s offers above
/// that goes towards n's fee, and no nation receives more than its fee. Then Σ v less the dual prices of all people is a lower bound.
struct DualAscentBound<P: Price> {
    let price: P
    /// By nation, whether its fee is fully covered. Such nations are likely in an optimal solution.
    let covered: [Bool]

    /// - Parameters:
    ///   - problem: The slots and their options.
    ///   - scale: Prices of the options.
    ///   - assignment: Solved without the barred nations.
    ///   - barred: By nation, whether it is excluded.
    ///   - paid: By nation, whether its fee is paid already.
    ///   - fee: The price of a nation.
    init(
        _ problem: AssemblyProblem, _ scale: PriceScale<P>, _ assignment: MinCostAssignment<P>, barred: [Bool], paid: [Bool], fee: P
    ) {
        var ascent = DualAscent(problem, scale, assignment, barred: barred, paid: paid, fee: fee)
        ascent.run()
        var sum = P.zero
        for offer in ascent.offers { sum = sum + offer }
        price = sum - assignment.personPriceSum
        covered = ascent.uncovered.indices.map { !barred[$0] && ascent.uncovered[$0] <= .zero }
    }
}

private struct DualAscent<P: Price> {
    /// By slot, the offer v.
    private(set) var offers: [P] = []
    /// By nation, the part of its fee that is not covered.
    private(set) var uncovered: [P]
    /// By slot, the price that each nation asks for it.
    private var asks: [[(nation: Int, price: P)]] = []
    private var open: [P] = []

    init(
        _ problem: AssemblyProblem, _ scale: PriceScale<P>, _ assignment: MinCostAssignment<P>, barred: [Bool], paid: [Bool], fee: P
    ) {
        uncovered = paid.map { $0 ? .zero : fee }
        for slot in problem.slots.indices {
            open.append(scale.open(slot))
            let asks = (0..<problem.groupCount).compactMap { nation in
                barred[nation] ? nil : assignment.askingPrice(slot, nation).map { (nation: nation, price: $0) }
            }
            self.asks.append(asks)
            offers.append(asks.reduce(scale.open(slot)) { min($0, $1.price) })
        }
    }

    /// Raises the offers in turn, each to the next price that a nation asks, until none can rise.
    mutating func run() {
        var raised = true
        while raised {
            raised = false
            for slot in offers.indices where raise(slot) { raised = true }
        }
    }

    private mutating func raise(_ slot: Int) -> Bool {
        let offer = offers[slot]
        var step = open[slot] - offer
        for ask in asks[slot] { step = min(step, ask.price <= offer ? uncovered[ask.nation] : ask.price - offer) }
        guard step > .zero else { return false }
        for ask in asks[slot] where ask.price <= offer { uncovered[ask.nation] = uncovered[ask.nation] - step }
        offers[slot] = offer + step
        return true
    }
}
