internal import CRRTDomain

/// The candidates of a query that asks for next-best ones, or that fixes people. All kinds share one time budget.
struct NextBestMatching {
    private let index: RosterIndex
    private let pool: EligiblePool
    private let limit: Int
    private let findsNextBest: Bool
    private let teams: TeamMatching
    private var slotCount: Int { pool.query.slots.count }

    init(_ index: RosterIndex, _ pool: EligiblePool, _ query: MatchQuery) {
        self.index = index
        self.pool = pool
        limit = query.limit
        findsNextBest = query.findsNextBest
        teams = TeamMatching(index, pool, limit: query.limit)
    }

    /// The candidates of each kind, in no order. Augmented teams may take longest, so they come last.
    func candidates(of kinds: Set<CandidateKind>, outOfTime: () -> Bool) -> [Candidate] {
        var found: [Candidate] = []
        if kinds.contains(.team) { found += complete(outOfTime) }
        if kinds.contains(.assembled) { found += assembled(outOfTime) }
        if kinds.contains(.augmented) { found += augmented(outOfTime) }
        return found
    }

    private func assembled(_ outOfTime: () -> Bool) -> [Candidate] {
        var search = NextBestSearch(
            [CandidateSource(.assembled, nil, bound: 0, teams)], limit: findsNextBest ? limit : 1, findsNextBest: findsNextBest)
        return search.run(outOfTime: outOfTime)
    }

    /// The teams that fill every slot with their own people.
    private func complete(_ outOfTime: () -> Bool) -> [Candidate] {
        // Which teams are plausible is told of teams that must fill every slot themselves.
        let plausible = pool.seated.isEmpty ? index.plausibleTeams(index.teamsCoveringRarestKinds(pool).all, pool) : teamsWithPeople
        let (strengths, isComplete) = teams.eligible(among: plausible, outOfTime)
        var search = NextBestSearch(sources(.team, strengths.filter { $0.augmentees == 0 }), limit: limit, findsNextBest: findsNextBest)
        return bounded(search.run(outOfTime: outOfTime), isComplete)
    }

    /// The teams that need augmentees, those that need the fewest first.
    private func augmented(_ outOfTime: () -> Bool) -> [Candidate] {
        // Where all experts together cannot fill every slot, no augmented team can; otherwise every team can.
        guard MaximumMatching(slots: pool.query.slots, kindMasks: pool.sufficientKindMasks).size == slotCount else { return [] }
        let upperBounds = pool.seated.isEmpty ? TeamFillBounds(index, pool) : nil
        var byAugmentees: [Int: [TeamStrength]] = [:]
        var found: [Candidate] = []
        var taken: Set<Set<Int32>> = []
        for augmentees in 0..<slotCount + pool.seated.count where found.count < limit {
            // A team's bound is at least the number that it fills, so all teams that need this many augmentees are known by now.
            let plausible = upperBounds?.teams[slotCount - augmentees] ?? (augmentees == 0 ? teamsWithPeople : [])
            let (strengths, isComplete) = teams.eligible(among: plausible, outOfTime)
            for strength in strengths { byAugmentees[strength.augmentees, default: []].append(strength) }
            if augmentees > 0 {
                var search = NextBestSearch(
                    sources(.augmented, byAugmentees[augmentees] ?? []), limit: limit - found.count, findsNextBest: findsNextBest,
                    taken: taken)
                found += search.run(outOfTime: outOfTime)
                taken = search.taken
            }
            if !isComplete { return bounded(found, false) }
        }
        return found
    }

    /// All teams with a person who is eligible or fixed.
    private var teamsWithPeople: [Int32] {
        var people = pool.eligibleForAny
        for handle in pool.seated.handles { people.insert(handle) }
        return index.memberships.teams(of: people, outOf: index.teamCount).all
    }

    private func sources(_ kind: CandidateKind, _ strengths: [TeamStrength]) -> [CandidateSource] {
        strengths.compactMap { strength in
            let bound = teams.bounds.bound(of: strength, index, pool)
            return bound < .max ? CandidateSource(kind, strength, bound: bound, teams) : nil
        }
    }

    /// Candidates with the bound of teams that there was no time to look at.
    private func bounded(_ candidates: [Candidate], _ isComplete: Bool) -> [Candidate] {
        isComplete ? candidates : candidates.map { $0.unproven(downTo: teams.bounds.bound(pool)) }
    }
}
