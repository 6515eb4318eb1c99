internal import CRRTDomain

/// The augmentees who can matter to a team that needs help: the cheapest of each nation, as many as are needed (exchange argument), without
/// those whom bounds rule out.
struct Helpers {
    private let strength: TeamStrength
    private let own: [[Contender]]
    private let survey: Survey
    private let home: Int

    /// - Parameters:
    ///   - strength: The team.
    ///   - own: By kind of place, the team's people.
    ///   - survey: The question.
    init(_ strength: TeamStrength, _ own: [[Contender]], _ survey: Survey) {
        self.strength = strength
        self.own = own
        self.survey = survey
        home = survey.numbers[strength.team.nation]
    }

    private var places: [Int] { survey.terms.places }
    private var fee: Int { survey.weights.nation }
    private var needed: Int { places.count - strength.cover.filled }

    /// By kind of place, the handles of the augmentees.
    ///
    /// - Parameter atMost: The most that a useful answer costs; nil where that is not known.
    func people(atMost: Int?) -> [[Int32]] {
        let least = survey.shortlists.indices.map { kind in
            [own[kind].map(\.cost).min(), survey.shortlists[kind].cheapest].compactMap(\.self).min() ?? 0
        }
        let sum = places.reduce(0) { $0 + least[$1] }
        let known = [atMost, cost(with: home..<home + 1), cost(with: 0..<survey.numbers.count)].compactMap(\.self).min() ?? .max / 2
        return survey.shortlists.indices.map { kind in
            (0..<survey.numbers.count).flatMap { nation -> [Int32] in
                // The most that an augmentee may cost: the known cost less the fees and the least cost of everybody else.
                let most = known - (nation == home ? fee : 2 * fee) - (sum - least[kind])
                // Most nations are left out here.
                guard let cheapest = survey.shortlists[kind].cheapest(of: nation), cheapest <= most else { return [] }
                return outsiders(kind, nation).prefix(needed).prefix { $0.cost <= most }.map(\.handle)
            }
        }
    }

    private func outsiders(_ kind: Int, _ nation: Int) -> some Sequence<Shortlist.Entry> {
        let insiders = strength.members
        return survey.shortlists[kind].people(of: nation).lazy.filter { !insiders.contains($0.handle) }
    }

    /// The cost of the team where its own people take the places of its cover, and the cheapest free experts of these nations the others.
    private func cost(with nations: Range<Int>) -> Int? {
        var taken: [Int32] = []
        var used: Set = [home]
        var cost = 0
        for (place, kind) in places.enumerated() {
            if let position = strength.cover.personAt[place] {
                guard let member = own[kind].first(where: { $0.handle == strength.members[position] }) else { return nil }
                cost += member.cost
                used.insert(survey.numbers[member.nation])
                continue
            }
            var best: (entry: Shortlist.Entry, nation: Int)?
            for nation in nations {
                guard let cheapest = survey.shortlists[kind].cheapest(of: nation), cheapest < best?.entry.cost ?? .max,
                    let next = outsiders(kind, nation).first(where: { !taken.contains($0.handle) })
                else { continue }
                if best.map({ next.cost < $0.entry.cost }) ?? true { best = (next, nation) }
            }
            guard let best else { return nil }
            taken.append(best.entry.handle)
            used.insert(best.nation)
            cost += best.entry.cost
        }
        return cost + fee * used.count
    }
}
