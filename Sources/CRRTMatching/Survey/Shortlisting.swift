internal import CRRTDomain

/// How many have to be on the shortlists for what is asked.
enum Shortlisting {
    /// Nobody.
    case none
    /// The cheapest of every nation.
    case first
    /// Those who can be in a cheapest assembly.
    case assembly
    /// All who can matter to anything: of every nation as many as there are places.
    case all

    init(_ query: MatchQuery) {
        if query.limit <= 0 || query.kinds.isEmpty {
            self = .none
        } else if query.kinds.contains(.augmented) {
            self = .all
        } else {
            self = query.kinds.contains(.assembled) ? .assembly : .first
        }
    }
}

extension Survey {
    /// By kind of place.
    func shortlists(_ index: RosterIndex, size: Int, most: (_ nation: Int, _ kind: Int) -> Int = { _, _ in .max }) -> [Shortlist] {
        terms.kinds.indices.map { kind in
            Shortlist(terms.kinds[kind], takers[kind], self, index, size: size) { most($0, kind) }
        }
    }

    /// Those who can be in a cheapest assembly: the cheapest of each nation say which nations can make one alone, and what that costs
    /// says whom of the others nobody needs to look for.
    ///
    /// - Parameter first: the cheapest of each nation.
    func shortlistsForAssembly(_ index: RosterIndex, _ first: [Shortlist]) -> [Shortlist] {
        let bounds = Reduction(terms.places, first, fee: weights.nation)
        var known = Int.max
        for (nation, cost) in bounds.nationsAlone {
            guard cost < known else { break }
            let own = shortlists(index, size: terms.places.count) { other, _ in other == nation ? .max : -1 }
            known = min(known, Reduction(terms.places, own, fee: weights.nation).greedyCost(nation..<nation + 1) ?? .max)
        }
        guard known < .max else { return shortlists(index, size: terms.places.count) }
        let most = (0..<numbers.count).map { bounds.most(of: $0, known: known) }
        return shortlists(index, size: terms.places.count) { most[$0][$1] }
    }
}
