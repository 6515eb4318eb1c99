internal import CRRTDomain

/// The best plan: conflict-based search over the solutions of single requests, with prices.
///
/// Each request is solved alone and exactly, by the same search as a match. Where two of them take one person, the search branches: the
/// person is forbidden to all but one (G. Sharon, R. Stern, A. Felner and N. R. Sturtevant, "Conflict-Based Search for Optimal Multi-Agent
/// Pathfinding", Artificial Intelligence 219, 2015). Every plan is in one of the branches, so that nothing is lost.
///
/// Alone that fails where many requests want the same few people, because each branch settles one of them at a time. So people have
/// prices, and the bound of a node is `Σ over requests (least worth, prices of its people included) − Σ prices`. It holds at any prices
/// `π ≥ 0`: in a plan no person serves twice, so the prices that its requests pay come to at most `Σ π`, and its worth is at least what is
/// left when each request is as cheap as it can be (A. M. Geoffrion, "Lagrangean Relaxation for Integer Programming", Mathematical
/// Programming Study 2, 1974). Good prices are the dual prices of the min-cost assignment of all requests at once, with the teams and
/// nations that they have chosen (`PlanAssignment`), which is a plan as well. Choosing and pricing take turns.
struct PlanSearch {
    private struct Node {
        var bans: [PlanBans]
        var prices: [Int32: PlanPrice] = [:]
        /// By request, its search at these prices; nil where it is to be done.
        var searches: [RequestSearch?]
        /// By request, a solution that the bans allow; nil where none is known.
        var known: [PlanSolution?]
        var bound = PlanPrice.zero

        /// The bound of all plans in the node. Every request is searched.
        var boundAtPrices: PlanPrice {
            searches.reduce(prices.values.reduce(PlanPrice.zero) { $0 - $1 }) { $0 + ($1?.bound ?? .zero) }
        }

        var chosen: [PlanSolution] { searches.compactMap { $0?.best } }
    }

    /// The most turns of choosing and pricing at a node.
    private static let mostTurns = 6

    private(set) var tasks: [PlanTask]
    private var open: [Node] = []
    /// The best plan so far.
    private(set) var best: [PlanSolution]
    private(set) var worth: PlanPrice
    /// No plan is worth less.
    private(set) var bound = PlanPrice.zero

    init(_ tasks: [PlanTask]) {
        self.tasks = tasks
        let bans = tasks.map { _ in PlanBans() }
        let assignment = PlanAssignment(tasks, tasks.map(\.individuals), nations: tasks.map { _ in nil }, bans)
        best = assignment.solutions ?? tasks.map { $0.solution($0.individuals, $0.slots.map { _ in nil }) }
        worth = best.worth
        open = [Node(bans: bans, searches: tasks.map { _ in nil }, known: tasks.map { _ in nil })]
    }

    /// Searches until the best plan is proven or time runs out.
    mutating func run(outOfTime: () -> Bool) {
        while let next = open.indices.min(by: { (open[$0].bound, $1) < (open[$1].bound, $0) }) {
            let node = open.remove(at: next)
            guard node.bound.roundedUp < worth else { break }
            if outOfTime() {
                bound = min(node.bound.roundedUp, worth)
                return
            }
            explore(node, outOfTime)
        }
        bound = worth
    }

    private mutating func explore(_ start: Node, _ outOfTime: () -> Bool) {
        var (node, best) = (start, start)
        var seen: Set<[Choice]> = []
        for turn in 0..<Self.mostTurns {
            solve(&node, outOfTime)
            consider(node.chosen)
            node.bound = max(node.bound, node.boundAtPrices)
            if turn == 0 || node.boundAtPrices > best.boundAtPrices { best = node }
            guard node.bound.roundedUp < worth else { return }
            let chosen = node.chosen
            let priced = PlanAssignment(
                tasks, chosen.map(\.form), nations: chosen.map { Set($0.people.compactMap { $0?.nation }) }, node.bans)
            guard let solutions = priced.solutions else { break }
            consider(solutions)
            guard node.bound.roundedUp < worth else { return }
            guard seen.insert(chosen.map(Choice.init)).inserted, !outOfTime() else { break }
            (node.prices, node.known, node.searches) = (priced.prices, solutions, tasks.map { _ in nil })
        }
        best.bound = node.bound
        branch(best, outOfTime)
    }

    private mutating func branch(_ node: Node, _ outOfTime: () -> Bool) {
        var node = node
        var conflict = PlanConflict(node.chosen, tasks)
        if conflict == nil {
            // Nothing is contested at these prices, and some are paid for nothing.
            (node.prices, node.searches) = ([:], tasks.map { _ in nil })
            solve(&node, outOfTime)
            node.bound = max(node.bound, node.boundAtPrices)
            consider(node.chosen)
            conflict = PlanConflict(node.chosen, tasks)
            // Only where time ran out: the bound of solutions that are proven is what they are worth.
            if conflict == nil, node.bound.roundedUp < worth { open.append(node) }
        }
        for bans in conflict?.alternatives ?? [] {
            var child = node
            for ban in bans {
                child.bans.add(ban)
                child.searches[ban.request] = nil
            }
            child.known = tasks.indices.map { number in
                [child.searches[number]?.best, node.known[number], node.searches[number]?.best].compactMap(\.self)
                    .first { child.bans[number].allow($0) }
            }
            open.append(child)
        }
    }

    /// Finds the best solution of each request that is not searched yet.
    private mutating func solve(_ node: inout Node, _ outOfTime: () -> Bool) {
        for number in tasks.indices where node.searches[number] == nil {
            var search = RequestSearch(node.bans[number], node.prices, known: node.known[number])
            search.run(&tasks[number], outOfTime)
            node.searches[number] = search
        }
    }

    /// Keeps solutions as the best plan if they are one, and better.
    private mutating func consider(_ solutions: [PlanSolution]) {
        guard solutions.worth < worth, PlanConflict(solutions, tasks) == nil else { return }
        (best, worth) = (solutions, solutions.worth)
    }
}

/// A team and nations: what a pricing takes as given.
private struct Choice: Hashable {
    let team: TeamID?
    let nations: Set<NationCode>

    init(_ solution: PlanSolution) {
        team = solution.form.team
        nations = Set(solution.people.compactMap { $0?.nation })
    }
}

extension [PlanBans] {
    fileprivate mutating func add(_ ban: PlanConflict.Ban) {
        switch ban {
        case .person(let handle, let request): self[request].people.insert(handle)
        case .team(let team, let request): self[request].teams.insert(team)
        }
    }
}

extension [PlanSolution] {
    /// What they add to a plan.
    var worth: PlanPrice { reduce(.zero) { $0 + $1.worth } }
}
