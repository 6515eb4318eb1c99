internal import CRRTDomain

/// Lower bounds of the cost of a team's answer. They need no search, so most teams are never searched.
struct TeamBounds {
    /// By kind of place, the cheapest cost over all nations.
    private let cheapest: [Int?]

    init(_ survey: Survey) {
        cheapest = survey.first.map(\.cheapest)
    }

    /// The least cost of any answer.
    func least(_ survey: Survey) -> Int { survey.terms.places.reduce(survey.weights.nation) { $0 + (cheapest[$1] ?? 0) } }

    /// The least cost of a team's answer: all people are of the lead nation, or the fee of another nation is due as well. `.max` where the
    /// places cannot be filled.
    func cost(_ strength: TeamStrength, _ index: RosterIndex, _ survey: Survey) -> Int {
        let own = ownCosts(strength, index, survey)
        let cover = strength.cover.filled
        let fee = survey.weights.nation
        if cover == survey.terms.places.count { return survey.terms.places.reduce(fee) { $0 + (own[$1] ?? 0) } }
        let home = people(survey.terms.places, own, cover) { survey.first[$0].cheapest(of: strength.team.nation) }
        let mixed = people(survey.terms.places, own, cover) { cheapest[$0] }
        return min(home.map { $0 + fee } ?? .max, mixed.map { $0 + 2 * fee } ?? .max)
    }

    /// The least cost of all places, with at least `cover` of them filled from the team; nil where a place stays open.
    private func people(_ places: [Int], _ own: [Int?], _ cover: Int, _ others: (Int) -> Int?) -> Int? {
        var sum = 0
        var extra: [Int] = []
        for kind in places {
            let (own, other) = (own[kind], others(kind))
            guard let best = own.map({ min($0, other ?? $0) }) ?? other else { return nil }
            sum += best
            if let own { extra.append(own - best) }
        }
        extra.sort()
        return extra.prefix(cover).reduce(sum, +)
    }

    /// By kind of place, the cost of the cheapest member.
    private func ownCosts(_ strength: TeamStrength, _ index: RosterIndex, _ survey: Survey) -> [Int?] {
        var costs = [Int?](repeating: nil, count: survey.terms.kinds.count)
        for (member, mayTake) in zip(strength.members, strength.mayTake) {
            var rest = mayTake
            while rest != 0 {
                let kind = rest.trailingZeroBitCount
                let cost = survey.cost(member, kind, index)
                costs[kind] = min(costs[kind] ?? cost, cost)
                rest &= rest - 1
            }
        }
        return costs
    }
}
