internal import CRRTDomain

/// The standing teams that can answer a request, alone or with augmentees. Each answer is an optimum of its team.
struct TeamMatching {
    let index: RosterIndex
    let pool: EligiblePool
    private let limit: Int
    let bounds: TeamCostBounds
    private let seatedNations: Set<NationCode>
    private var slotCount: Int { pool.query.slots.count }

    init(_ index: RosterIndex, _ pool: EligiblePool, limit: Int) {
        self.index = index
        self.pool = pool
        self.limit = limit
        bounds = TeamCostBounds(pool)
        seatedNations = pool.seatedNations(index)
    }

    /// The cheapest teams that fill every slot with their own people.
    func complete(outOfTime: () -> Bool) -> [Candidate] {
        let plausible = index.plausibleTeams(index.teamsCoveringRarestKinds(pool).all, pool)
        let (teams, isComplete) = eligible(among: plausible, outOfTime)
        let found = cheapest(.team, teams.filter { $0.matching.size == slotCount }, limit, outOfTime)
        return isComplete ? found : found.map { $0.unproven(downTo: bounds.bound(pool)) }
    }

    /// The cheapest teams that need augmentees, those that need the fewest first.
    func augmented(outOfTime: () -> Bool) -> [Candidate] {
        // Where all experts together cannot fill every slot, no augmented team can; otherwise every team can.
        guard MaximumMatching(slots: pool.query.slots, kindMasks: pool.sufficientKindMasks).size == slotCount else { return [] }
        let upperBounds = TeamFillBounds(index, pool)
        var byFilled: [Int: [TeamStrength]] = [:]
        var found: [Candidate] = []
        for filled in stride(from: slotCount, to: 0, by: -1) where found.count < limit {
            // A team's bound is at least the number that it fills, so all teams that fill this many are known by now.
            let (teams, isComplete) = eligible(among: upperBounds.teams[filled], outOfTime)
            for strength in teams { byFilled[strength.matching.size, default: []].append(strength) }
            if filled < slotCount { found += cheapest(.augmented, byFilled[filled] ?? [], limit - found.count, outOfTime) }
            if !isComplete { return found.map { $0.unproven(downTo: bounds.bound(pool)) } }
        }
        return found
    }

    /// The teams among these that no rule bars, that are not omitted and have their minimum manning, and whether there was time for all.
    func eligible(among teams: some Sequence<Int32>, _ outOfTime: () -> Bool) -> (found: [TeamStrength], isComplete: Bool) {
        var found: [TeamStrength] = []
        for (number, team) in teams.enumerated() {
            // Reading the clock takes about as long as one team.
            if number % 256 == 255, outOfTime() { return (found, false) }
            guard RuleBook.admits(index.teams[team], pool.query), !isOmitted(index.teams[team]) else { continue }
            let strength = TeamStrength(index.teams[team], index, pool)
            if strength.meetsMinimumManning { found.append(strength) }
        }
        return (found, true)
    }

    private func isOmitted(_ team: TeamProfile) -> Bool {
        if let only = pool.team, only != team.id { return true }
        return !pool.omitted.isEmpty && (pool.omitted.teams.contains(team.id) || pool.omitted.nations.contains(team.nation))
    }

    /// Solves the teams in the order of their lower bounds, until no bound can beat the best found. The result is exact.
    private func cheapest(
        _ kind: CandidateKind, _ teams: [TeamStrength], _ limit: Int, _ outOfTime: () -> Bool
    ) -> [Candidate] {
        guard limit > 0 else { return [] }
        var best: [Candidate] = []
        for (team, bound) in inOrderOfBound(teams) where bound < .max {
            let atMost = best.count == limit ? best[limit - 1].cost : nil
            if let atMost, bound > atMost { break }
            let strength = teams[team]
            let problem = problem(strength, atMost: atMost)
            let surcharges = (slotCount - strength.matching.size) * problem.augmenteeCost
            let assembly = Assembly(problem, atMost: atMost.map { $0 + surcharges }, outOfTime: outOfTime)
            if let assembly, !assembly.hasOpenSlots {
                best.append(Candidate(kind, strength.team, assembly, problem, index, pool))
                best.sort { $0.precedes($1) }
                if best.count > limit { best.removeLast() }
            }
            // Of the remaining teams, only the bounds are known.
            if !best.isEmpty, outOfTime() { return best.map { $0.unproven(downTo: bound) } }
        }
        return best
    }

    /// The indices of teams by rising lower bound.
    private func inOrderOfBound(_ teams: [TeamStrength]) -> [(team: Int, bound: Int)] {
        var order: [(team: Int, bound: Int)] = []
        order.reserveCapacity(teams.count)
        for team in teams.indices { order.append((team, bounds.bound(of: teams[team], index, pool))) }
        return order.sorted { $0.bound < $1.bound }
    }

    /// The problem whose optimum is a team's best answer.
    ///
    /// - Parameters:
    ///   - strength: The team.
    ///   - atMost: The most that a useful answer costs; nil where that is not known.
    func problem(_ strength: TeamStrength, atMost: Int?) -> AssemblyProblem {
        problem(strength) { $0.handles(atMost: atMost) }
    }

    /// The problem that has a team's next-best answers too, up to a cost.
    func problem(_ strength: TeamStrength, nextBestUpTo cost: Int?) -> AssemblyProblem {
        problem(strength) { $0.handles(costing: cost ?? .max / 2, nextBest: pool.nextBest) }
    }

    private func problem(_ strength: TeamStrength, _ augmentees: (Augmentees) -> [[Int32]]) -> AssemblyProblem {
        let own = strength.contenders(index, pool)
        let isComplete = strength.matching.size == slotCount
        let others =
            isComplete ? [] : pool.contenders(index, augmentees(Augmentees(strength, own, pool, seatedNations: seatedNations)))
        return AssemblyProblem(
            slots: pool.query.slots, contenders: isComplete ? own : zip(own, others).map { $0 + $1 },
            nationWeight: pool.weights.nation, prepaid: seatedNations.union([strength.team.nation]), members: Set(strength.members))
    }
}
