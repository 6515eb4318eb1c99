internal import CRRTDomain

/// A match while teams stand by.
///
/// Each team on standby is matched on the roster with its notices, and all others on the roster without them. No candidate has two teams,
/// so that the best of all are among the best of each.
struct StandbyMatching {
    private let rosters: StandbyRosters
    private let query: MatchQuery

    init(_ rosters: StandbyRosters, _ query: MatchQuery) { (self.rosters, self.query) = (rosters, query) }

    func report(_ outOfTime: () -> Bool) -> MatchReport {
        if let only = query.team { return rosters.roster(of: only).matchAsItIs(query, outOfTime: outOfTime) }
        var found: [Candidate] = []
        for (team, index) in rosters.ofTeams where !query.omitted.teams.contains(team) {
            var own = query
            own.team = team
            own.kinds.remove(.assembled)
            if !own.kinds.isEmpty { found += index.matchAsItIs(own, outOfTime: outOfTime).candidates }
        }
        var others = query
        others.omitted.teams.formUnion(rosters.ofTeams.map(\.team))
        let report = rosters.alone.matchAsItIs(others, outOfTime: outOfTime)
        found += report.candidates
        return MatchReport(seats: report.seats, candidates: CandidateKind.allCases.flatMap { best($0, found) }.sorted { $0.precedes($1) })
    }

    /// The best of a kind, as one search over all teams would find them.
    private func best(_ kind: CandidateKind, _ candidates: [Candidate]) -> [Candidate] {
        var found = candidates.filter { $0.kind == kind }
        let bounds = found.compactMap(\.lowerBound)
        if let bound = bounds.min() { found = found.map { $0.unproven(downTo: bound) } }
        switch kind {
        case .team, .assembled: found.sort { $0.precedes($1) }
        case .augmented:
            // Those that need the fewest augmentees come first.
            let counted = found.map { (candidate: $0, augmentees: augmentees($0)) }
            found = counted.sorted {
                $0.augmentees == $1.augmentees ? $0.candidate.precedes($1.candidate) : $0.augmentees < $1.augmentees
            }.map(\.candidate)
        }
        guard query.findsNextBest else { return Array(found.prefix(query.limit)) }
        var taken: Set<Set<ExpertID>> = []
        return Array(found.filter { taken.insert(Set($0.assignments.map(\.expert))).inserted }.prefix(query.limit))
    }

    /// The number of people who are not the team's.
    private func augmentees(_ candidate: Candidate) -> Int {
        guard let id = candidate.team, let team = rosters.alone.profile(id) else { return candidate.assignments.count }
        return candidate.assignments.count { assigned in
            guard let handle = rosters.alone.handle(of: assigned.expert), team.members.contains(handle),
                let expert = rosters.alone.experts[handle]
            else { return true }
            return !expert.mayServe(in: team)
        }
    }
}
