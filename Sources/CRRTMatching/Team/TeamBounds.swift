internal import CRRTDomain

/// Lower bounds for what a team's answer costs, found without any search, so that most teams need none.
struct TeamBounds {
    /// By kind of place: the cheapest of all.
    private let cheapest: [Int?]

    init(_ survey: Survey) {
        cheapest = survey.first.map(\.cheapest)
    }

    /// What any answer costs at least.
    func least(_ survey: Survey) -> Int { survey.terms.places.reduce(survey.weights.nation) { $0 + (cheapest[$1] ?? 0) } }

    /// Either all people are of the lead nation, or another nation's fee is due as well. `.max`: cannot be filled at all.
    func cost(_ strength: TeamStrength, _ index: RosterIndex, _ survey: Survey) -> Int {
        let own = ownCosts(strength, index, survey)
        let cover = strength.cover.filled
        let fee = survey.weights.nation
        if cover == survey.terms.places.count { return survey.terms.places.reduce(fee) { $0 + (own[$1] ?? 0) } }
        let home = people(survey.terms.places, own, cover) { survey.first[$0].cheapest(of: strength.team.nation) }
        let mixed = people(survey.terms.places, own, cover) { cheapest[$0] }
        return min(home.map { $0 + fee } ?? .max, mixed.map { $0 + 2 * fee } ?? .max)
    }

    /// The cheapest for every place, with at least `cover` of them from the team; nil where some place has nobody.
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

    /// By kind of place: the cheapest member.
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
