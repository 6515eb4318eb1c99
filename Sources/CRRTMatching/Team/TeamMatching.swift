internal import CRRTDomain

/// The standing teams that answer a request, alone or with individuals for the rest; each one's answer is its exact optimum.
struct TeamMatching {
    private let index: RosterIndex
    private let survey: Survey
    private let limit: Int
    private let reach: TeamReach
    private let bounds: TeamBounds
    /// By kind of place: who can matter from outside.
    private let shortlists: [[Contender]]

    init(_ index: RosterIndex, _ survey: Survey, limit: Int) {
        self.index = index
        self.survey = survey
        self.limit = limit
        reach = TeamReach(index, survey)
        bounds = TeamBounds(survey)
        shortlists = survey.contenders(index, survey.shortlists.map(\.people))
    }

    /// The cheapest teams that fill every place themselves.
    func whole(outOfTime: () -> Bool) -> [Candidate] {
        let all = survey.terms.places.count
        return cheapest(.team, strengths(reaching: all).filter { $0.cover == all }.map(\.strength), all, limit, outOfTime)
    }

    /// The cheapest teams that need somebody from outside, those that need fewest first.
    func augmented(outOfTime: () -> Bool) -> [Candidate] {
        let all = survey.terms.places.count
        // Where all together cannot fill every place, no team with help can; otherwise every team can.
        guard Cover(places: survey.terms.places, mayTake: survey.enoughPeople).filled == all else { return [] }
        var byCover: [Int: [TeamStrength]] = [:]
        var found: [Candidate] = []
        for cover in stride(from: all, to: 0, by: -1) where found.count < limit {
            // Whoever fills so many places also reaches so many, and has been looked at.
            for (strength, cover) in strengths(reaching: cover) { byCover[cover, default: []].append(strength) }
            if cover < all { found += cheapest(.augmented, byCover[cover] ?? [], cover, limit - found.count, outOfTime) }
        }
        return found
    }

    private func strengths(reaching reached: Int) -> [(strength: TeamStrength, cover: Int)] {
        reach.teams[reached].compactMap { handle in
            let strength = TeamStrength(index.teams[handle], index, survey)
            guard strength.isStrongEnough, RuleBook.admits(strength.team, survey.terms) else { return nil }
            return (strength, Cover(places: survey.terms.places, mayTake: strength.mayTake).filled)
        }
    }

    /// Exactly: the teams are solved in the order of their lower bounds, until no bound can beat what has been found.
    private func cheapest(
        _ kind: CandidateKind, _ teams: [TeamStrength], _ cover: Int, _ limit: Int, _ outOfTime: () -> Bool
    ) -> [Candidate] {
        guard limit > 0 else { return [] }
        var best: [Candidate] = []
        let outsiders = survey.terms.places.count - cover
        let queue = teams.map { (strength: $0, bound: bounds.cost($0, cover, index, survey)) }.sorted { $0.bound < $1.bound }
        for (strength, bound) in queue where bound < .max {
            let atMost = best.count == limit ? best[limit - 1].cost : nil
            if let atMost, bound > atMost { break }
            let problem = problem(strength, outsiders)
            let assembly = Assembly(problem, atMost: atMost.map { $0 + outsiders * problem.outsiderCost }, outOfTime: outOfTime)
            if let assembly, !assembly.hasOpenPlaces {
                best.append(Candidate(kind, strength.team, assembly, problem, index, survey.terms))
                best.sort { $0.precedes($1) }
                if best.count > limit { best.removeLast() }
            }
            // Of this team and of those behind it no more is known than the bound.
            if !best.isEmpty, outOfTime() { return best.map { $0.provenOnly(downTo: bound) } }
        }
        return best
    }

    private func problem(_ strength: TeamStrength, _ outsiders: Int) -> AssemblyProblem {
        let own = strength.contenders(index, survey)
        let insiders = Set(strength.members)
        let others = outsiders == 0 ? own.map { _ in [] } : shortlists.map { $0.cheapest(outsiders, notAmong: insiders) }
        return AssemblyProblem(
            places: survey.terms.places, contenders: zip(own, others).map { $0 + $1 }, nationWeight: survey.weights.nation,
            prepaid: strength.team.nation, insiders: insiders)
    }
}

extension [Contender] {
    /// Of every nation the cheapest who are not in the team, as many as are needed from outside (exchange argument).
    fileprivate func cheapest(_ count: Int, notAmong insiders: Set<Int32>) -> [Contender] {
        var taken: [NationCode: Int] = [:]
        return filter { contender in
            guard !insiders.contains(contender.handle), taken[contender.nation, default: 0] < count else { return false }
            taken[contender.nation, default: 0] += 1
            return true
        }
    }
}
