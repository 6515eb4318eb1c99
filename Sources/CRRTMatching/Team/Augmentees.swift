internal import CRRTDomain

/// The experts outside a team who can be in its optimal answer: the cheapest of each nation, as many as are needed (exchange argument),
/// without those whom bounds rule out.
struct Augmentees {
    private let strength: TeamStrength
    private let own: [[Contender]]
    private let pool: EligiblePool
    private let leadNation: Int
    /// The numbers of nations whose fee is due in any case.
    private let prepaid: Set<Int>

    /// - Parameters:
    ///   - strength: The team.
    ///   - own: By kind of slot, the team's people.
    ///   - pool: The eligible experts.
    ///   - seatedNations: Nations whose fee is due, because people of theirs are fixed.
    init(_ strength: TeamStrength, _ own: [[Contender]], _ pool: EligiblePool, seatedNations: Set<NationCode> = []) {
        self.strength = strength
        self.own = own
        self.pool = pool
        leadNation = pool.numbers[strength.team.nation]
        prepaid = Set(seatedNations.map { pool.numbers[$0] } + [leadNation])
    }

    private var slots: [Int] { pool.query.slots }
    private var fee: Int { pool.weights.nation }
    private var needed: Int { slots.count - strength.matching.size }

    /// By kind of slot, the handles of the augmentees.
    ///
    /// - Parameter atMost: The most that a useful answer costs; nil where that is not known.
    func handles(atMost: Int?) -> [[Int32]] {
        let known = [greedyCost(leadNation..<leadNation + 1), greedyCost(0..<pool.numbers.count)]
        return handles(costing: ([atMost] + known).compactMap(\.self).min() ?? .max / 2, nextBest: 0)
    }

    /// By kind of slot, the handles of the augmentees who can be in an answer that costs no more than this.
    ///
    /// - Parameter nextBest: The number of next-best answers in which they may be.
    func handles(costing incumbent: Int, nextBest: Int) -> [[Int32]] {
        let least = pool.shortlists.indices.map { kind in
            [own[kind].map(\.cost).min(), pool.shortlists[kind].cheapest].compactMap(\.self).min() ?? 0
        }
        let sum = slots.reduce(0) { $0 + least[$1] }
        return pool.shortlists.indices.map { kind in
            (0..<pool.numbers.count).flatMap { nation -> [Int32] in
                // The most that an augmentee may cost: the incumbent's cost less the fees and the least cost of everyone else.
                let isPrepaid = nation == leadNation || prepaid.count > 1 && prepaid.contains(nation)
                let limit = incumbent - fee * (isPrepaid ? prepaid.count : prepaid.count + 1) - (sum - least[kind])
                // Excludes most nations.
                guard let cheapest = pool.shortlists[kind].cheapest(of: nation), cheapest <= limit else { return [] }
                return nonMembers(kind, nation).prefix(needed + nextBest).prefix { $0.cost <= limit }.map(\.handle)
            }
        }
    }

    private func nonMembers(_ kind: Int, _ nation: Int) -> some Sequence<Shortlist.Entry> {
        let members = strength.members
        return pool.shortlists[kind].people(of: nation).lazy.filter { !members.contains($0.handle) }
    }

    /// The cost where the team's own people take the slots of its matching, and the cheapest free experts of these nations the others; nil
    /// where a slot stays open.
    private func greedyCost(_ nations: Range<Int>) -> Int? {
        var taken: [Int32] = []
        var used = prepaid
        var cost = 0
        for (slot, kind) in slots.enumerated() {
            if let position = strength.matching.personForSlot[slot] {
                guard let member = own[kind].first(where: { $0.handle == strength.members[position] }) else { return nil }
                cost += member.cost
                used.insert(pool.numbers[member.nation])
                continue
            }
            var best: (entry: Shortlist.Entry, nation: Int)?
            for nation in nations {
                guard let cheapest = pool.shortlists[kind].cheapest(of: nation), cheapest < best?.entry.cost ?? .max,
                    let next = nonMembers(kind, nation).first(where: { !taken.contains($0.handle) })
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
