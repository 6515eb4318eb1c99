/// Branch and bound over sets of nations.
///
/// A node has paid the fee of some nations and barred others. Its assignment without fees is a feasible solution, and the node's optimum
/// where it uses paid nations only. A node whose `DualAscentBound` reaches the incumbent is pruned. When time runs out, the least bound of
/// the open nodes is still a lower bound of the optimum.
struct BranchAndBound<P: Price> {
    private struct Node {
        var paid: [Bool]
        var barred: [Bool]
        /// A lower bound of every solution in the node.
        var bound: P
    }

    private let problem: AssemblyProblem
    private let fee: P
    private let scale: PriceScale<P>
    private var assignment: MinCostAssignment<P>
    private var open: [Node] = []
    /// The best solution so far: by slot, the index of the option. nil until one beats the cutoff.
    private(set) var incumbent: [Int?]?
    private(set) var incumbentPrice: P
    /// A lower bound of every solution. Equal to `incumbentPrice` once that is proven optimal.
    private(set) var bound: P

    /// - Parameters:
    ///   - problem: The slots and their options.
    ///   - digitBits: The bits of one slot's digit.
    ///   - cutoff: Only solutions below this price are kept.
    init(_ problem: AssemblyProblem, digitBits: Int, below cutoff: P) {
        self.problem = problem
        scale = PriceScale(problem, digitBits: digitBits)
        fee = P(cost: problem.nationWeight, digit: 0, shift: 0)
        assignment = MinCostAssignment(problem, scale)
        incumbentPrice = cutoff
        bound = .zero
    }

    /// Searches until the incumbent is proven optimal or time runs out. The root is always searched, so there is always a bound.
    mutating func run(outOfTime: () -> Bool) {
        let none = [Bool](repeating: false, count: problem.groupCount)
        var root = Node(paid: none, barred: none, bound: .zero)
        for nation in problem.prepaid + problem.required { root.paid[nation] = true }
        expand(root)
        while let node = open.popLast() {
            guard node.bound < incumbentPrice else { continue }
            if outOfTime() {
                bound = open.reduce(node.bound) { min($0, $1.bound) }
                return
            }
            expand(node)
        }
        bound = incumbentPrice
    }

    private mutating func expand(_ node: Node) {
        _ = assignment.solve(barred: node.barred)
        updateIncumbent()
        let used = usedNations()
        let bound = DualAscentBound(problem, scale, assignment, barred: node.barred, paid: node.paid, fee: fee)
        let total = node.paid.reduce(bound.price) { $1 ? $0 + fee : $0 }
        guard total < incumbentPrice, let nation = used.indices.first(where: { used[$0] > 0 && !node.paid[$0] }) else { return }
        let branch = used.indices.reduce(nation) { !node.paid[$1] && used[$1] > used[$0] ? $1 : $0 }
        tryCoveredNations(node, bound)
        split(node, branch, max(total, node.bound))
    }

    /// A primal heuristic: tries the nations whose fees the dual ascent covers, which are a good guess at the best set.
    private mutating func tryCoveredNations(_ node: Node, _ bound: DualAscentBound<P>) {
        let barred = bound.covered.indices.map { !bound.covered[$0] && !node.paid[$0] || node.barred[$0] }
        guard barred != node.barred else { return }
        _ = assignment.solve(barred: barred)
        updateIncumbent()
    }

    /// Branches on a nation. The child that pays for it is searched first.
    private mutating func split(_ node: Node, _ nation: Int, _ bound: P) {
        var without = node
        without.barred[nation] = true
        without.bound = bound
        var with = node
        with.paid[nation] = true
        with.bound = bound
        open.append(without)
        open.append(with)
    }

    private mutating func updateIncumbent() {
        var price = usedNations().indices.reduce(P.zero) { $0 + (usedOrPrepaid($1) ? fee : .zero) }
        for slot in problem.slots.indices {
            price = price + (option(slot).map { scale.price(slot, $0) } ?? scale.open(slot))
        }
        guard price < incumbentPrice else { return }
        incumbentPrice = price
        incumbent = assignment.chosen
    }

    private func option(_ slot: Int) -> AssemblyProblem.Option? {
        assignment.chosen[slot].map { problem.options[problem.slots[slot]][$0] }
    }

    private func usedOrPrepaid(_ nation: Int) -> Bool {
        problem.prepaid.contains(nation) || problem.slots.indices.contains { option($0)?.nation == nation }
    }

    /// By nation, the number of slots that its people take.
    private func usedNations() -> [Int] {
        var used = [Int](repeating: 0, count: problem.groupCount)
        for slot in problem.slots.indices {
            if let option = option(slot) { used[option.nation] += 1 }
        }
        return used
    }
}
