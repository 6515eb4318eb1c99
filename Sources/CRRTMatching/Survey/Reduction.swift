internal import CRRTDomain

/// Dominance pruning: leaves out experts who cannot be in a cheapest assembly, by bounds that need no search.
///
/// An assembly with an expert in it has one nation or more. With one, it costs that nation's fee and at least its cheapest expert for every
/// other place. With more, it costs two fees and at least the cheapest expert of all for every other place. Where both exceed the cost of a
/// known assembly, the expert is left out.
struct Reduction {
    private let places: [Int]
    private let shortlists: [Shortlist]
    private let fee: Int
    /// By kind of place, the cheapest cost over all nations.
    private let cheapest: [Int?]
    /// The sum of the cheapest costs of all places, as if one person could take several.
    private let mixed: Int?

    /// - Parameters:
    ///   - places: The kind of each place.
    ///   - shortlists: By kind of place. They hold the cheapest experts of every nation that can matter.
    ///   - fee: The cost of each nation.
    init(_ places: [Int], _ shortlists: [Shortlist], fee: Int) {
        self.places = places
        self.shortlists = shortlists
        self.fee = fee
        cheapest = shortlists.map(\.cheapest)
        mixed = Self.sum(places, cheapest)
    }

    private var nations: Range<Int> { 0..<(shortlists.first?.nationCount ?? 0) }

    /// By kind of place, the handles of the experts who are left.
    var people: [[Int32]] {
        let cheapestOfOne = nations.compactMap { greedyCost($0..<$0 + 1) }.min()
        guard let known = [cheapestOfOne, greedyCost(nations)].compactMap(\.self).min() else { return shortlists.map(\.people) }
        var people = [[Int32]](repeating: [], count: shortlists.count)
        for nation in nations {
            let most = most(of: nation, known: known)
            for kind in shortlists.indices {
                people[kind] += shortlists[kind].people(of: nation).prefix { $0.cost <= most[kind] }.map(\.handle)
            }
        }
        return people
    }

    /// By kind of place, the most that an expert of a nation may cost: the known cost less the least cost of everything else.
    func most(of nation: Int, known: Int) -> [Int] {
        let own = shortlists.map { $0.cheapest(of: nation) }
        let alone = Self.sum(places, own)
        return shortlists.indices.map { kind in
            max(
                alone.map { known - fee - $0 + (own[kind] ?? 0) } ?? .min,
                mixed.map { known - 2 * fee - $0 + (cheapest[kind] ?? 0) } ?? .min)
        }
    }

    /// The nations that have an expert for every place, with a lower bound of their cost, cheapest first.
    var nationsAlone: [(nation: Int, cost: Int)] {
        nations.compactMap { nation in
            Self.sum(places, shortlists.map { $0.cheapest(of: nation) }).map { (nation, $0 + fee) }
        }.sorted { $0.cost < $1.cost }
    }

    private static func sum(_ places: [Int], _ costs: [Int?]) -> Int? {
        var sum = 0
        for kind in places {
            guard let cost = costs[kind] else { return nil }
            sum += cost
        }
        return sum
    }

    /// The cost of an assembly from these nations that takes, place by place, the cheapest expert still free; nil where a place stays open.
    func greedyCost(_ nations: Range<Int>) -> Int? {
        var taken: [Int32] = []
        var used: Set<Int> = []
        var cost = 0
        for kind in places {
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
        return cost + fee * used.count
    }
}
