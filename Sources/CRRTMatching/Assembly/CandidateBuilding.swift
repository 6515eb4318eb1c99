internal import CRRTDomain

extension Candidate {
    /// The people of an assembly, and those whom the query fixes.
    init(
        _ kind: CandidateKind, _ team: TeamProfile?, _ assembly: Assembly, _ problem: AssemblyProblem, _ index: RosterIndex,
        _ pool: EligiblePool
    ) {
        self.kind = kind
        self.team = team?.id
        let chosen = zip(pool.query.slots, assembly.people).compactMap { kind, person in person.map { (kind, $0) } }
        let seated = pool.seatedContenders(index)
        let people = seated.isEmpty ? chosen : (chosen + seated).sorted { ($0.0, $0.1.id) < ($1.0, $1.1.id) }
        assignments = people.compactMap { kind, person in
            guard let expert = index.experts[person.handle] else { return nil }
            return Assigned(
                seat: pool.query.kinds[kind].line, expert: expert.id, nation: expert.nation, level: Int(person.level),
                noticeHours: expert.facts.noticeHours)
        }
        let seatedCost = seated.reduce(0) { $0 + $1.1.cost }
        nations = problem.nations(of: assembly.people)
        cost = problem.cost(of: assembly.people) + seatedCost
        arrivalHours = assignments.reduce(team?.facts.noticeHours ?? 0) { max($0, $1.noticeHours) }
        openSeats = assembly.people.count { $0 == nil }
        proven = assembly.lowerBound == nil
        lowerBound = assembly.lowerBound.map { $0 + seatedCost }
    }

    /// The candidate of a search that was cut short: others of its kind may cost less, but not less than the bound.
    func unproven(downTo bound: Int) -> Candidate {
        guard cost > bound else { return self }
        var candidate = self
        candidate.proven = false
        candidate.lowerBound = min(lowerBound ?? bound, bound)
        return candidate
    }

    /// Sorts by open seats, kind, cost and id (domain.md section 5). There is no other tie-break.
    func precedes(_ other: Candidate) -> Bool {
        if openSeats != other.openSeats { return openSeats < other.openSeats }
        if kind != other.kind { return kind.rank < other.kind.rank }
        if cost != other.cost { return cost < other.cost }
        if let team, let rival = other.team, team != rival { return team < rival }
        return assignments.lazy.map(\.expert).lexicographicallyPrecedes(other.assignments.lazy.map(\.expert))
    }
}

extension CandidateKind {
    var rank: Int {
        switch self {
        case .team: 0
        case .augmented: 1
        case .assembled: 2
        }
    }
}
