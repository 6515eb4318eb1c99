internal import CRRTDomain

/// Lower bounds for what a team's answer costs, found without any search, so that most teams need none.
struct TeamBounds {
    /// By kind of place: the cheapest of all.
    private let cheapest: [Int?]

    init(_ survey: Survey) {
        cheapest = survey.shortlists.map(\.cheapest)
    }

    /// What any answer costs at least.
    func least(_ survey: Survey) -> Int { survey.terms.places.reduce(survey.weights.nation) { $0 + (cheapest[$1] ?? 0) } }

    /// Either all people are of the lead nation, or another nation's fee is due as well. `.max`: cannot be filled at all.
    func cost(_ strength: TeamStrength, _ cover: Int, _ index: RosterIndex, _ survey: Survey) -> Int {
        let own = ownCosts(strength, index, survey)
        if cover == survey.terms.places.count {
            return survey.terms.places.reduce(survey.weights.nation) { $0 + (own[$1] ?? 0) }
        }
        let home = people(survey.terms.places, own, cover) { survey.shortlists[$0].cheapest(of: strength.team.nation) }
        let mixed = people(survey.terms.places, own, cover) { cheapest[$0] }
        let fee = survey.weights.nation
        return min(home.map { $0 + fee } ?? .max, mixed.map { $0 + 2 * fee } ?? .max)
    }

    /// The cheapest for every place, with at least `cover` of them from the team; nil where some place has nobody.
    private func people(_ places: [Int], _ own: [Int?], _ cover: Int, _ others: (Int) -> Int?) -> Int? {
        var sum = 0
        var extra: [Int] = []
        for kind in places {
            let best = [own[kind], cover < places.count ? others(kind) : nil].compactMap { $0 }.min()
            guard let best else { return nil }
            sum += best
            if let own = own[kind] { extra.append(own - best) }
        }
        return extra.sorted().prefix(cover).reduce(sum, +)
    }

    /// By kind of place: the cheapest member.
    private func ownCosts(_ strength: TeamStrength, _ index: RosterIndex, _ survey: Survey) -> [Int?] {
        survey.terms.kinds.indices.map { kind in
            strength.members.indices.lazy.filter { strength.mayTake[$0] & (1 << UInt64(kind)) != 0 }
                .map { survey.cost(strength.members[$0], kind, index) }.min()
        }
    }
}
