internal import CRRTDomain

/// Lower bounds of the cost of a team's answer. They need no search, and they spare most teams one.
struct TeamCostBounds {
    /// By kind of slot, the cheapest cost over all nations.
    private let cheapest: [Int?]

    init(_ pool: EligiblePool) {
        cheapest = pool.cheapestPerNation.map(\.cheapest)
    }

    /// A lower bound for any team.
    func bound(_ pool: EligiblePool) -> Int { pool.query.slots.reduce(pool.weights.nation) { $0 + (cheapest[$1] ?? 0) } }

    /// A lower bound for one team: either all people are of the lead nation, or the fee of another nation is due as well. `.max` where the
    /// slots cannot be filled.
    func bound(of strength: TeamStrength, _ index: RosterIndex, _ pool: EligiblePool) -> Int {
        let own = ownCosts(strength, index, pool)
        let filled = strength.matching.size
        let fee = pool.weights.nation
        if filled == pool.query.slots.count { return pool.query.slots.reduce(fee) { $0 + (own[$1] ?? 0) } }
        let national = sum(pool.query.slots, own, filled) { pool.cheapestPerNation[$0].cheapest(of: strength.team.nation) }
        let mixed = sum(pool.query.slots, own, filled) { cheapest[$0] }
        return min(national.map { $0 + fee } ?? .max, mixed.map { $0 + 2 * fee } ?? .max)
    }

    /// The least cost of all slots, with at least `filled` of them filled from the team; nil where a slot stays open.
    private func sum(_ slots: [Int], _ own: [Int?], _ filled: Int, _ others: (Int) -> Int?) -> Int? {
        var sum = 0
        var extra: [Int] = []
        for kind in slots {
            let (own, other) = (own[kind], others(kind))
            guard let best = own.map({ min($0, other ?? $0) }) ?? other else { return nil }
            sum += best
            if let own { extra.append(own - best) }
        }
        extra.sort()
        return extra.prefix(filled).reduce(sum, +)
    }

    /// By kind of slot, the cost of the cheapest member.
    private func ownCosts(_ strength: TeamStrength, _ index: RosterIndex, _ pool: EligiblePool) -> [Int?] {
        var costs = [Int?](repeating: nil, count: pool.query.kinds.count)
        for (member, kindMask) in zip(strength.members, strength.kindMasks) {
            var rest = kindMask
            while rest != 0 {
                let kind = rest.trailingZeroBitCount
                let cost = pool.cost(member, kind, index)
                costs[kind] = min(costs[kind] ?? cost, cost)
                rest &= rest - 1
            }
        }
        return costs
    }
}
