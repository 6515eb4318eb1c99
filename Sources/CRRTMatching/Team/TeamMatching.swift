internal import CRRTDomain

/// The standing teams that can answer a request, alone or with augmentees. Each answer is its team's exact optimum.
struct TeamMatching {
    private let index: RosterIndex
    private let survey: Survey
    private let limit: Int
    private let bounds: TeamBounds
    private var all: Int { survey.terms.places.count }

    init(_ index: RosterIndex, _ survey: Survey, limit: Int) {
        self.index = index
        self.survey = survey
        self.limit = limit
        bounds = TeamBounds(survey)
    }

    /// The cheapest teams that fill every place themselves.
    func whole(outOfTime: () -> Bool) -> [Candidate] {
        let promising = index.teamsThatMayFill(index.teamsThatReachAll(survey).all, survey)
        let (strong, isComplete) = strengths(promising, outOfTime)
        let found = cheapest(.team, strong.filter { $0.cover.filled == all }, limit, outOfTime)
        return isComplete ? found : found.map { $0.provenOnly(downTo: bounds.least(survey)) }
    }

    /// The cheapest teams that need augmentees, those that need the fewest first.
    func augmented(outOfTime: () -> Bool) -> [Candidate] {
        // Where all experts together cannot fill every place, no augmented team can; otherwise every team can.
        guard Cover(places: survey.terms.places, mayTake: survey.enoughPeople).filled == all else { return [] }
        let reach = TeamReach(index, survey)
        var byCover: [Int: [TeamStrength]] = [:]
        var found: [Candidate] = []
        for cover in stride(from: all, to: 0, by: -1) where found.count < limit {
            // A team that fills this many places also reaches as many, so it has been looked at.
            let (strong, isComplete) = strengths(reach.teams[cover], outOfTime)
            for strength in strong { byCover[strength.cover.filled, default: []].append(strength) }
            if cover < all { found += cheapest(.augmented, byCover[cover] ?? [], limit - found.count, outOfTime) }
            if !isComplete { return found.map { $0.provenOnly(downTo: bounds.least(survey)) } }
        }
        return found
    }

    /// The teams among these that may go, and whether all were looked at.
    private func strengths(_ teams: some Sequence<Int32>, _ outOfTime: () -> Bool) -> (found: [TeamStrength], isComplete: Bool) {
        var found: [TeamStrength] = []
        for (number, team) in teams.enumerated() {
            // Asking for the time takes about as long as one team.
            if number % 256 == 255, outOfTime() { return (found, false) }
            guard RuleBook.admits(index.teams[team], survey.terms) else { continue }
            let strength = TeamStrength(index.teams[team], index, survey)
            if strength.isStrongEnough { found.append(strength) }
        }
        return (found, true)
    }

    /// Solves the teams in the order of their lower bounds, until no bound can beat the best found. The result is exact.
    private func cheapest(
        _ kind: CandidateKind, _ teams: [TeamStrength], _ limit: Int, _ outOfTime: () -> Bool
    ) -> [Candidate] {
        guard limit > 0 else { return [] }
        var best: [Candidate] = []
        for (place, bound) in order(teams) where bound < .max {
            let atMost = best.count == limit ? best[limit - 1].cost : nil
            if let atMost, bound > atMost { break }
            let strength = teams[place]
            let problem = problem(strength, atMost: atMost)
            let surcharges = (all - strength.cover.filled) * problem.outsiderCost
            let assembly = Assembly(problem, atMost: atMost.map { $0 + surcharges }, outOfTime: outOfTime)
            if let assembly, !assembly.hasOpenPlaces {
                best.append(Candidate(kind, strength.team, assembly, problem, index, survey.terms))
                best.sort { $0.precedes($1) }
                if best.count > limit { best.removeLast() }
            }
            // This team and those after it are known by their bounds only.
            if !best.isEmpty, outOfTime() { return best.map { $0.provenOnly(downTo: bound) } }
        }
        return best
    }

    /// Teams by rising lower bound.
    private func order(_ teams: [TeamStrength]) -> [(place: Int, bound: Int)] {
        var order: [(place: Int, bound: Int)] = []
        order.reserveCapacity(teams.count)
        for place in teams.indices { order.append((place, bounds.cost(teams[place], index, survey))) }
        return order.sorted { $0.bound < $1.bound }
    }

    private func problem(_ strength: TeamStrength, atMost: Int?) -> AssemblyProblem {
        let own = strength.contenders(index, survey)
        let isWhole = strength.cover.filled == all
        let others = isWhole ? [] : survey.contenders(index, Helpers(strength, own, survey).people(atMost: atMost))
        return AssemblyProblem(
            places: survey.terms.places, contenders: isWhole ? own : zip(own, others).map { $0 + $1 },
            nationWeight: survey.weights.nation, prepaid: strength.team.nation, insiders: Set(strength.members))
    }
}
