internal import CRRTDomain

/// Leaves out who cannot be in any cheapest assembly, by bounds that take no search: what is left is mostly a few nations.
///
/// Somebody's assembly either has one nation, and costs its fee and at least the cheapest of that nation for every other place, or it
/// has two, and costs two fees and at least the cheapest of all for every other place. Where both are more than an assembly that is
/// known costs, nobody needs to look at him.
struct Reduction {
    private let places: [Int]
    private let shortlists: [Shortlist]
    private let fee: Int
    /// By kind of place: of all nations.
    private let cheapest: [Int?]
    /// The cheapest for every place, were they distinct.
    private let mixed: Int?

    /// - Parameter shortlists: by kind of place; the cheapest of every nation that can matter are among them.
    init(_ places: [Int], _ shortlists: [Shortlist], fee: Int) {
        self.places = places
        self.shortlists = shortlists
        self.fee = fee
        cheapest = shortlists.map(\.cheapest)
        mixed = Self.sum(places, cheapest)
    }

    private var nations: Range<Int> { 0..<(shortlists.first?.nationCount ?? 0) }

    /// By kind of place: the handles of those who can matter.
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

    /// By kind of place: so much somebody of a nation may cost, which is what an assembly is known to cost less what all others cost at
    /// least.
    func most(of nation: Int, known: Int) -> [Int] {
        let own = shortlists.map { $0.cheapest(of: nation) }
        let alone = Self.sum(places, own)
        return shortlists.indices.map { kind in
            max(
                alone.map { known - fee - $0 + (own[kind] ?? 0) } ?? .min,
                mixed.map { known - 2 * fee - $0 + (cheapest[kind] ?? 0) } ?? .min)
        }
    }

    /// The nations that have somebody for every place, and what their people cost at least; by rising cost.
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

    /// What an assembly of these nations costs that takes the cheapest still free for one place after the other; nil where that fails.
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
