/// Branch and bound over sets of nations.
///
/// A node has paid the fee of some nations and barred others. Its assignment without fees is a candidate, and the node's optimum where it
/// uses paid nations only. Its `NationBound` says when nothing in the node can win. When time runs out, the bounds of the open nodes still
/// bound the optimum.
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
    /// By place, the index of the option; nil until something beats the cutoff.
    private(set) var best: [Int?]?
    private(set) var bestPrice: P
    /// Nothing costs less. Equal to `bestPrice` once that is proven.
    private(set) var bound: P

    /// - Parameters:
    ///   - problem: The places and their options.
    ///   - digitBits: The bits of one place's digit.
    ///   - cutoff: Only what is cheaper is of interest.
    init(_ problem: AssemblyProblem, digitBits: Int, below cutoff: P) {
        self.problem = problem
        scale = PriceScale(problem, digitBits: digitBits)
        fee = P(cost: problem.nationWeight, digit: 0, shift: 0)
        assignment = MinCostAssignment(problem, scale)
        bestPrice = cutoff
        bound = .zero
    }

    /// Searches until the best is proven or time runs out. The first node is always searched, so there is always an answer.
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

    /// Tries the nations whose fees the dual ascent covers. They are a good guess at the best set.
    private mutating func tryCovered(_ node: Node, _ bound: NationBound<P>) {
        let others = bound.covered.indices.map { !bound.covered[$0] && !node.paid[$0] || node.barred[$0] }
        guard others != node.barred else { return }
        _ = assignment.solve(barred: others)
        keepIfBetter()
    }

    /// Branches on a nation. The half that pays for it is searched first.
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

    /// By nation, the number of places that its people take.
    private func usedNations() -> [Int] {
        var used = [Int](repeating: 0, count: problem.nations.count)
        for place in problem.places.indices {
            if let option = option(place) { used[option.nation] += 1 }
        }
        return used
    }
}
