internal import CRRTDomain

/// Where candidates of a kind come from: a team, or all individuals.
struct CandidateSource {
    let kind: CandidateKind
    /// The team; nil where individuals are assembled.
    let strength: TeamStrength?
    /// No solution costs less.
    let bound: Int
    private let matching: TeamMatching

    init(_ kind: CandidateKind, _ strength: TeamStrength?, bound: Int, _ matching: TeamMatching) {
        self.kind = kind
        self.strength = strength
        self.bound = bound
        self.matching = matching
    }

    private var pool: EligiblePool { matching.pool }
    private var index: RosterIndex { matching.index }

    /// The number of augmentees in every solution, without those who are fixed.
    var augmentees: Int { strength.map { pool.query.slots.count - $0.matching.size } ?? 0 }

    var lowerBound: SolutionOrder { SolutionOrder(cost: bound, team: strength?.team.id, ids: []) }

    func order(of people: [Contender?], _ problem: AssemblyProblem) -> SolutionOrder {
        SolutionOrder(cost: problem.cost(of: people), team: strength?.team.id, ids: people.map { $0?.id })
    }

    /// The problem whose optimum is the best solution.
    ///
    /// - Parameter atMost: The most that a useful solution costs; nil where that is not known.
    func bestProblem(atMost: Int?) -> AssemblyProblem {
        if let strength { return matching.problem(strength, atMost: atMost) }
        return assemblyProblem(pruning.survivors)
    }

    /// The problem that has every solution of interest: those that cost no more than the last of the next-best candidates.
    ///
    /// - Parameters:
    ///   - best: The best solution.
    ///   - problem: The problem that it solves.
    ///   - known: A cost that the last next-best candidate does not exceed; nil where none is known.
    func wholeProblem(_ best: Assembly, _ problem: AssemblyProblem, atMost known: Int?) -> AssemblyProblem {
        let most = [known, exchangeBound(best, problem)].compactMap(\.self).min()
        if let strength { return matching.problem(strength, nextBestUpTo: most) }
        return assemblyProblem(pruning.survivors(costing: best.hasOpenSlots ? nil : most))
    }

    private var pruning: DominancePruning {
        let prepaid = Set(pool.seatedNations(index).map { pool.numbers[$0] })
        return DominancePruning(pool.query.slots, pool.shortlists, fee: pool.weights.nation, prepaid: prepaid)
    }

    private func assemblyProblem(_ people: [[Int32]]) -> AssemblyProblem {
        AssemblyProblem(
            slots: pool.query.slots, contenders: pool.contenders(index, people), nationWeight: pool.weights.nation,
            prepaid: pool.seatedNations(index))
    }

    /// A cost that as many solutions as are asked for do not exceed: the best one, and those that differ from it in one individual. nil
    /// where there are fewer.
    private func exchangeBound(_ best: Assembly, _ problem: AssemblyProblem) -> Int? {
        let cost = problem.cost(of: best.people)
        guard pool.nextBest > 0 else { return cost }
        let used = Set(problem.nations(of: best.people).map { pool.numbers[$0] })
        let taken = Set(best.people.compactMap { $0?.handle } + (strength?.members ?? []))
        let members = Set(strength?.members ?? [])
        var costs: [Int] = []
        for (kind, person) in zip(pool.query.slots, best.people) {
            guard let person, !members.contains(person.handle) else { continue }
            for nation in 0..<pool.numbers.count {
                let rest = cost - person.cost + (used.contains(nation) ? 0 : pool.weights.nation)
                let others = pool.shortlists[kind].people(of: nation).lazy.filter { !taken.contains($0.handle) }
                for other in others.prefix(pool.nextBest) { costs.append(rest + other.cost) }
            }
        }
        return costs.count < pool.nextBest ? nil : costs.sorted()[pool.nextBest - 1]
    }

    func candidate(_ solution: Assembly, _ problem: AssemblyProblem) -> Candidate {
        Candidate(kind, strength?.team, solution, problem, index, pool)
    }

    /// Whether a solution is a candidate: teams fill every slot, and individuals at least one.
    func isCandidate(_ solution: Assembly) -> Bool {
        if strength != nil { return !solution.hasOpenSlots }
        return !pool.seated.isEmpty || solution.people.contains { $0 != nil }
    }
}
