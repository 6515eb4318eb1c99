internal import CRRTDomain

/// The candidates of a plan. Of equally good people each request has those with the smallest ids, as its match would find them if all
/// others of the plan were away.
struct PlannedCandidates {
    private let index: RosterIndex
    private let query: PlanQuery
    private let search: PlanSearch
    /// By request, its best candidate by itself.
    private let alone: [Candidate?]
    /// By request.
    private(set) var candidates: [Candidate?] = []
    /// By request, the people of its candidate, or of its solution where that is still to come.
    private var people: [[ExpertID]] = []

    init(_ index: RosterIndex, _ query: PlanQuery, _ search: PlanSearch, _ alone: [Candidate?], _ outOfTime: () -> Bool) {
        self.index = index
        self.query = query
        self.search = search
        self.alone = alone
        people = search.best.indices.map { number in
            let seated = search.tasks[number].alone.pool.seated.handles
            return (search.best[number].handles + seated).compactMap { index.experts[$0]?.id }
        }
        for number in search.best.indices {
            let candidate = matched(number, outOfTime) ?? withPeople(number)
            candidates.append(candidate)
            people[number] = candidate?.assignments.map(\.expert) ?? []
        }
    }

    /// The candidate that a match finds among those who are left; nil where it takes people whom a team's minimum manning needs, and where
    /// time runs out before it finds one that is as good.
    private func matched(_ number: Int, _ outOfTime: () -> Bool) -> Candidate? {
        let solution = search.best[number]
        var taken = Omissions()
        for (other, people) in people.enumerated() where other != number {
            taken.experts.formUnion(people)
            search.best[other].form.team.map { _ = taken.teams.insert($0) }
        }
        let left = alone[number].flatMap { index.isLeft($0, by: taken) ? $0 : nil }
        guard let found = left ?? index.match(asked(number).without(taken), outOfTime: outOfTime).candidates.first,
            found.openSeats <= solution.open,
            index.singles(found) <= search.tasks[number].tiers.singles(solution.worth.tier),
            found.cost <= solution.worth.cost + search.tasks[number].seatedCost
        else { return nil }
        var all = people
        all[number] = found.assignments.map(\.expert)
        return keepsManning(all) ? found : nil
    }

    /// The candidate with exactly the people of the solution.
    private func withPeople(_ number: Int) -> Candidate? {
        let (solution, task) = (search.best[number], search.tasks[number])
        let source = task.sources[solution.form.source]
        var query = asked(number)
        for (kind, person) in zip(task.slots, solution.people) {
            guard let person, let expert = source.index.experts[person.handle]?.id else { continue }
            query.fixed.append(FixedExpert(seat: source.pool.query.kinds[kind].line, expert: expert))
        }
        // No one else takes the slots that are open.
        if solution.open > 0 { query.omitted.nations = index.nations }
        return index.match(query, outOfTime: { false }).candidates.first
    }

    /// The question for the one candidate of the form that the plan has.
    private func asked(_ number: Int) -> MatchQuery {
        let solution = search.best[number]
        var query = query.requests[number]
        let singles = search.tasks[number].tiers.singles(solution.worth.tier)
        query.kinds = [solution.form.strength == nil ? .assembled : singles == 0 ? .team : .augmented]
        (query.team, query.limit, query.findsNextBest) = (solution.form.team, 1, false)
        return query
    }

    /// Whether every team has its minimum manning without those who serve elsewhere.
    private func keepsManning(_ people: [[ExpertID]]) -> Bool {
        search.best.enumerated().allSatisfy { number, solution in
            guard let strength = solution.form.strength else { return true }
            let members = Set(strength.members.compactMap { index.experts[$0]?.id })
            let away = people.indices.reduce(0) { $1 == number ? $0 : $0 + people[$1].count { members.contains($0) } }
            return strength.members.count + strength.seatedMembers - away >= strength.team.minimumStrength
        }
    }
}
