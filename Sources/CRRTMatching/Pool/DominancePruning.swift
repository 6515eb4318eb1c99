internal import CRRTDomain

/// Dominance pruning: leaves out experts who cannot be in an optimal assembly, by bounds that need no search.
///
/// An assembly with a given expert in it has one nation or more. With one, it costs that nation's fee and at least the nation's cheapest
/// expert for every other slot. With more, it costs two fees and at least the cheapest expert of all for every other slot. Where both
/// exceed the cost of the incumbent, a known assembly, the expert is left out.
struct DominancePruning {
    /// The kind of each slot.
    private let slots: [Int]
    private let shortlists: [Shortlist]
    private let fee: Int
    /// The numbers of nations whose fee is due in any case.
    private let prepaid: Set<Int>
    /// By kind of slot, the cheapest cost over all nations.
    private let cheapest: [Int?]
    /// The sum of the cheapest costs of all slots, as if one person could take several; nil where a slot has no eligible expert.
    private let cheapestSum: Int?

    /// - Parameters:
    ///   - slots: The kind of each slot.
    ///   - shortlists: By kind of slot, the cheapest experts of every nation that can matter.
    ///   - fee: The cost of each nation.
    ///   - prepaid: The numbers of nations whose fee is due in any case.
    init(_ slots: [Int], _ shortlists: [Shortlist], fee: Int, prepaid: Set<Int> = []) {
        self.slots = slots
        self.shortlists = shortlists
        self.fee = fee
        self.prepaid = prepaid
        cheapest = shortlists.map(\.cheapest)
        cheapestSum = Self.sum(slots, cheapest)
    }

    private var nations: Range<Int> { 0..<(shortlists.first?.nationCount ?? 0) }

    /// By kind of slot, the handles of the experts who are left.
    var survivors: [[Int32]] {
        let cheapestNation = nations.compactMap { greedyCost($0..<$0 + 1) }.min()
        return survivors(costing: [cheapestNation, greedyCost(nations)].compactMap(\.self).min())
    }

    /// By kind of slot, the handles of the experts who can be in an assembly that costs no more than this; nil for any cost.
    func survivors(costing incumbent: Int?) -> [[Int32]] {
        guard let incumbent, cheapestSum != nil else { return shortlists.map(\.people) }
        var survivors = [[Int32]](repeating: [], count: shortlists.count)
        for nation in nations {
            let limits = costLimits(ofNation: nation, incumbent: incumbent)
            for kind in shortlists.indices {
                survivors[kind] += shortlists[kind].people(of: nation).prefix { $0.cost <= limits[kind] }.map(\.handle)
            }
        }
        return survivors
    }

    /// By kind of slot, the most that an expert of a nation may cost: the incumbent's cost less the least cost of everything else.
    ///
    /// Where fees are due in any case, an assembly with the expert costs these, the fee of the expert's nation unless it is among them, and
    /// at least the cheapest expert of all for every other slot.
    func costLimits(ofNation nation: Int, incumbent: Int) -> [Int] {
        guard prepaid.isEmpty else {
            let fees = fee * prepaid.union([nation]).count
            return shortlists.indices.map { kind in cheapestSum.map { incumbent - fees - $0 + (cheapest[kind] ?? 0) } ?? .min }
        }
        let own = shortlists.map { $0.cheapest(of: nation) }
        let ownSum = Self.sum(slots, own)
        return shortlists.indices.map { kind in
            max(
                ownSum.map { incumbent - fee - $0 + (own[kind] ?? 0) } ?? .min,
                cheapestSum.map { incumbent - 2 * fee - $0 + (cheapest[kind] ?? 0) } ?? .min)
        }
    }

    /// The nations that have an expert for every slot, with a lower bound of their cost, cheapest first.
    var selfSufficientNations: [(nation: Int, bound: Int)] {
        nations.compactMap { nation in
            Self.sum(slots, shortlists.map { $0.cheapest(of: nation) }).map { (nation, $0 + fee) }
        }.sorted { $0.bound < $1.bound }
    }

    private static func sum(_ slots: [Int], _ costs: [Int?]) -> Int? {
        var sum = 0
        for kind in slots {
            guard let cost = costs[kind] else { return nil }
            sum += cost
        }
        return sum
    }

    /// The cost of an assembly from these nations that takes, slot by slot, the cheapest expert still free; nil where a slot stays open.
    func greedyCost(_ nations: Range<Int>) -> Int? {
        var taken: [Int32] = []
        var used: Set<Int> = []
        var cost = 0
        for kind in slots {
            var best: (entry: Shortlist.Entry, nation: Int)?
            for nation in nations {
                guard let next = shortlists[kind].people(of: nation).first(where: { !taken.contains($0.handle) }) else { continue }
                if best.map({ next.cost < $0.entry.cost }) ?? true { best = (next, nation) }
            }
            guard let best else { return nil }
            taken.append(best.entry.handle)
            used.insert(best.nation)
            cost += best.entry.cost
        }
        return cost + fee * used.union(prepaid).count
    }
}
