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

    init(_ survey: Survey) {
        places = survey.terms.places
        shortlists = survey.shortlists
        fee = survey.weights.nation
    }

    /// By kind of place: the handles of those who can matter.
    var people: [[Int32]] {
        let nations = 0..<(shortlists.first?.nationCount ?? 0)
        let cheapest = shortlists.map(\.cheapest)
        let cheapestOfOne = nations.compactMap { greedyCost($0..<$0 + 1) }.min()
        guard let known = [cheapestOfOne, greedyCost(nations)].compactMap(\.self).min(),
            let mixed = sum(cheapest)
        else { return shortlists.map(\.people) }
        var people = [[Int32]](repeating: [], count: shortlists.count)
        for nation in nations {
            let own = shortlists.map { $0.cheapest(of: nation) }
            let alone = sum(own)
            for kind in shortlists.indices {
                // So much somebody may cost: what is known less what all others cost at least.
                let most = max(
                    alone.map { known - fee - $0 + (own[kind] ?? 0) } ?? .min, known - 2 * fee - mixed + (cheapest[kind] ?? 0))
                people[kind] += shortlists[kind].people(of: nation).prefix { $0.cost <= most }.map(\.handle)
            }
        }
        return people
    }

    /// The cheapest for every place, were they distinct.
    private func sum(_ costs: [Int?]) -> Int? {
        var sum = 0
        for kind in places {
            guard let cost = costs[kind] else { return nil }
            sum += cost
        }
        return sum
    }

    /// What an assembly of these nations costs that takes the cheapest still free for one place after the other; nil where that fails.
    private func greedyCost(_ nations: Range<Int>) -> Int? {
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
