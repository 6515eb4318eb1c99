internal import CRRTDomain

/// The standing teams that answer a request, alone or with individuals for the rest; each one's answer is its exact optimum.
struct TeamMatching {
    private let index: RosterIndex
    private let survey: Survey
    private let limit: Int
    /// Teams that may go, by how many places their people fill, 1 or more.
    private let byCover: [Int: [TeamStrength]]

    init(_ index: RosterIndex, _ survey: Survey, limit: Int) {
        self.index = index
        self.survey = survey
        self.limit = limit
        var byCover: [Int: [TeamStrength]] = [:]
        for handle in 0..<Int32(index.teamCount) {
            let team = index.teams[handle]
            let strength = TeamStrength(team, index, survey)
            guard !strength.members.isEmpty, strength.isStrongEnough, RuleBook.admits(team.standing, survey.terms) else { continue }
            byCover[Cover(places: survey.terms.places, mayTake: strength.mayTake).filled, default: []].append(strength)
        }
        self.byCover = byCover
    }

    /// The cheapest teams that fill every place themselves.
    func whole(outOfTime: () -> Bool) -> [Candidate] {
        cheapest(.team, byCover[survey.terms.places.count] ?? [], limit, outOfTime) { strength in
            AssemblyProblem(
                places: survey.terms.places, contenders: strength.contenders(index, survey), nationWeight: survey.weights.nation,
                prepaid: strength.team.standing.nation)
        }
    }

    /// The cheapest teams that need somebody from outside, those that need fewest first.
    func augmented(outOfTime: () -> Bool) -> [Candidate] {
        var found: [Candidate] = []
        for cover in byCover.keys.sorted(by: >) where cover < survey.terms.places.count && found.count < limit {
            found += cheapest(.augmented, byCover[cover] ?? [], limit - found.count, outOfTime) { strength in
                AssemblyProblem(
                    places: survey.terms.places, contenders: joined(strength), nationWeight: survey.weights.nation,
                    prepaid: strength.team.standing.nation, insiders: Set(strength.members))
            }
        }
        return found
    }

    private func cheapest(
        _ kind: CandidateKind, _ teams: [TeamStrength], _ limit: Int, _ outOfTime: () -> Bool,
        _ problem: (TeamStrength) -> AssemblyProblem
    ) -> [Candidate] {
        var best: [Candidate] = []
        for strength in teams {
            let problem = problem(strength)
            guard let assembly = Assembly(problem, outOfTime: outOfTime), !assembly.people.contains(where: { $0 == nil }) else { continue }
            best.append(Candidate(kind, strength.team, assembly, problem, survey.terms))
            best.sort { $0.precedes($1) }
            if best.count > limit { best.removeLast() }
        }
        return best
    }

    /// The team's people and those from outside who can matter.
    private func joined(_ strength: TeamStrength) -> [[Contender]] {
        let insiders = Set(strength.members)
        return zip(strength.contenders(index, survey), survey.shortlists).map { own, others in
            own + others.filter { !insiders.contains($0.handle) }
        }
    }
}
