internal import CRRTDomain

/// The best plan: conflict-based search over the solutions of single requests, with prices.
///
/// Each request is solved alone and exactly, by the same search as a match. Where two of them take one person, the search branches: the
/// person is forbidden to all but one (G. Sharon, R. Stern, A. Felner and N. R. Sturtevant, "Conflict-Based Search for Optimal Multi-Agent
/// Pathfinding", Artificial Intelligence 219, 2015). Every plan is in one of the branches, so that nothing is lost.
///
/// Alone that fails where many requests want the same few people, because each branch settles one of them at a time. So people and
/// teams have prices, and the bound of a node is `Σ over requests (least worth, prices included) − Σ prices`. It holds at any prices
/// `π ≥ 0`: in a plan no person and no team serves twice, so the prices that its requests pay come to at most `Σ π`, and its worth is at
/// least what is left when each request is as cheap as it can be (A. M. Geoffrion, "Lagrangean Relaxation for Integer Programming",
/// Mathematical Programming Study 2, 1974). Good prices are the dual prices of the best mixture of all solutions that are known
/// (`PlanMaster`). Choosing and pricing take turns. Plans come from what is chosen where nothing is contested, from mixtures of whole
/// solutions, and from the min-cost assignment of all requests with the teams and nations that they have chosen (`PlanAssignment`).
struct PlanSearch {
    private struct Node {
        var bans: [PlanBans]
        var prices = PlanPrices()
        /// By request, its search at these prices; nil where it is to be done.
        var searches: [RequestSearch?]
        var bound = PlanPrice.zero

        /// The bound of all plans in the node. Every request is searched.
        var boundAtPrices: PlanPrice {
            searches.reduce(.zero - prices.sum) { $0 + ($1?.bound ?? .zero) }
        }

        var chosen: [PlanSolution] { searches.compactMap { $0?.best } }
    }

    /// The most turns of choosing and pricing at a node.
    private static let mostTurns = 60

    private(set) var tasks: [PlanTask]
    private var open: [Node] = []
    private var master: PlanMaster
    /// The best plan so far.
    private(set) var best: [PlanSolution]
    private(set) var worth: PlanPrice
    /// No plan is worth less.
    private(set) var bound = PlanPrice.zero

    init(_ tasks: [PlanTask]) {
        self.tasks = tasks
        let bans = tasks.map { _ in PlanBans() }
        let assignment = PlanAssignment(tasks, tasks.map(\.individuals), nations: tasks.map { _ in nil }, bans)
        best = assignment.solutions
        worth = best.worth
        master = PlanMaster(tasks)
        _ = master.add(best)
        open = [Node(bans: bans, searches: tasks.map { _ in nil })]
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

    /// Chooses at prices and prices what is chosen in turn, until the bound reaches the best plan, or the prices are the best.
    private mutating func explore(_ start: Node, _ outOfTime: () -> Bool) {
        var (node, best) = (start, start)
        var mixture: PlanMaster.Mixture?
        var (seen, isAtMixture): (Set<[Choice]>, Bool) = ([], false)
        for turn in 0..<Self.mostTurns {
            solve(&node, outOfTime)
            consider(node.chosen)
            let bound = max(best.bound, node.boundAtPrices)
            if turn == 0 || node.boundAtPrices > best.boundAtPrices { best = node }
            best.bound = bound
            guard bound.roundedUp < worth else { return }
            guard !outOfTime() else { break }
            let isNew = master.add(node.chosen)
            if seen.insert(node.chosen.map(Choice.init)).inserted { assign(node.chosen, node.bans) }
            guard bound.roundedUp < worth else { return }
            if isNew || mixture == nil { mixture = master.mixture(node.bans) } else if isAtMixture { break }
            guard let mixture else { break }
            consider(mixture.solutions(tasks))
            // Prices of few solutions are far from the best; halfway the steps are smaller, and fewer (P. Wentges, "Weighted
            // Dantzig–Wolfe Decomposition for Linear Mixed-Integer Programming", Int. Trans. in Operational Research 4, 1997).
            isAtMixture = !isNew
            node.prices = isNew ? best.prices.halfway(to: mixture.prices) : mixture.prices
            node.searches = tasks.map { _ in nil }
        }
        branch(best, mixture, outOfTime)
    }

    /// Tries the plan with the chosen teams and nations in which people are assigned at least cost.
    private mutating func assign(_ chosen: [PlanSolution], _ bans: [PlanBans]) {
        let nations = chosen.map { Set($0.people.compactMap { $0?.nation }) }
        let assigned = PlanAssignment(tasks, chosen.map(\.form), nations: nations, bans).solutions
        consider(assigned)
        _ = master.add(assigned)
    }

    private mutating func branch(_ node: Node, _ mixture: PlanMaster.Mixture?, _ outOfTime: () -> Bool) {
        var node = node
        var conflict = mixture.flatMap { PlanConflict($0, tasks) } ?? PlanConflict(node.chosen, tasks)
        if conflict == nil {
            // Nothing is contested at these prices, and some are paid for nothing.
            (node.prices, node.searches) = (PlanPrices(), tasks.map { _ in nil })
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
            open.append(child)
        }
    }

    /// Finds the best solution of each request that is not searched yet.
    private mutating func solve(_ node: inout Node, _ outOfTime: () -> Bool) {
        for number in tasks.indices where node.searches[number] == nil {
            var search = RequestSearch(node.bans[number], node.prices, known: master.cheapest(number, node.prices, node.bans[number]))
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
