/// Branch and bound over sets of nations.
///
/// A node has paid for some nations and barred others. Its assignment without fees is a candidate, and fills the node's optimum
/// once it uses paid nations only; its `NationBound` says when nothing in the node can win. What is left open when time runs out
/// still bounds from below how far off the best one may be.
struct NationSearch<P: Price> {
    private struct Node {
        var paid: [Bool]
        var barred: [Bool]
        /// Nothing in the node costs less.
        var bound: P
    }

    private let problem: AssemblyProblem
    private let fee: P
    private let scale: PriceScale<P>
    private var assignment: MinCostAssignment<P>
    private var open: [Node] = []
    /// By place: the position of the option; nil as a whole until something beats the cutoff.
    private(set) var best: [Int?]?
    private(set) var bestPrice: P
    /// Nothing costs less; equal to `bestPrice` once that is proven.
    private(set) var bound: P

    /// - Parameter below: only what is cheaper than this is of interest.
    init(_ problem: AssemblyProblem, digitBits: Int, below cutoff: P) {
        self.problem = problem
        scale = PriceScale(problem, digitBits: digitBits)
        fee = P(cost: problem.nationWeight, digit: 0, shift: 0)
        assignment = MinCostAssignment(problem, scale)
        bestPrice = cutoff
        bound = .zero
    }

    /// The first node is always looked at, so that there is an answer whatever the time.
    mutating func run(outOfTime: () -> Bool) {
        let none = [Bool](repeating: false, count: problem.nations.count)
        var root = Node(paid: none, barred: none, bound: .zero)
        if let prepaid = problem.prepaid { root.paid[prepaid] = true }
        expand(root)
        while let node = open.popLast() {
            guard node.bound < bestPrice else { continue }
            if outOfTime() {
                bound = open.reduce(node.bound) { min($0, $1.bound) }
                return
            }
            expand(node)
        }
        bound = bestPrice
    }

    private mutating func expand(_ node: Node) {
        _ = assignment.solve(barred: node.barred)
        keepIfBetter()
        let used = usedNations()
        let bound = NationBound(problem, scale, assignment, barred: node.barred, paid: node.paid, fee: fee)
        let total = node.paid.reduce(bound.price) { $1 ? $0 + fee : $0 }
        guard total < bestPrice, let nation = used.indices.first(where: { used[$0] > 0 && !node.paid[$0] }) else { return }
        let branch = used.indices.reduce(nation) { !node.paid[$1] && used[$1] > used[$0] ? $1 : $0 }
        tryCovered(node, bound)
        push(node, branch, max(total, node.bound))
    }

    /// The nations that the dual ascent has paid for are a good guess at the best set.
    private mutating func tryCovered(_ node: Node, _ bound: NationBound<P>) {
        let others = bound.covered.indices.map { !bound.covered[$0] && !node.paid[$0] || node.barred[$0] }
        guard others != node.barred else { return }
        _ = assignment.solve(barred: others)
        keepIfBetter()
    }

    /// The half that pays for the nation is looked at first.
    private mutating func push(_ node: Node, _ nation: Int, _ bound: P) {
        var without = node
        without.barred[nation] = true
        without.bound = bound
        var with = node
        with.paid[nation] = true
        with.bound = bound
        open.append(without)
        open.append(with)
    }

    private mutating func keepIfBetter() {
        var price = usedNations().indices.reduce(P.zero) { $0 + (usedOrPrepaid($1) ? fee : .zero) }
        for place in problem.places.indices {
            price = price + (option(place).map { scale.price(place, $0) } ?? scale.open(place))
        }
        guard price < bestPrice else { return }
        bestPrice = price
        best = assignment.chosen
    }

    private func option(_ place: Int) -> AssemblyProblem.Option? {
        assignment.chosen[place].map { problem.options[problem.places[place]][$0] }
    }

    private func usedOrPrepaid(_ nation: Int) -> Bool {
        nation == problem.prepaid || problem.places.indices.contains { option($0)?.nation == nation }
    }

    /// By nation: how many places its people take.
    private func usedNations() -> [Int] {
        var used = [Int](repeating: 0, count: problem.nations.count)
        for place in problem.places.indices {
            if let option = option(place) { used[option.nation] += 1 }
        }
        return used
    }
}
