internal import CRRTDomain

/// How many experts the shortlists must keep for the kinds of candidate asked for.
enum Shortlisting {
    /// None.
    case none
    /// The cheapest of every nation.
    case first
    /// Experts who can be in an optimal assembly (see `Reduction`).
    case assembly
    /// As many of every nation as there are places: enough for every kind of candidate.
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
    /// A shortlist for each kind of place.
    func shortlists(_ index: RosterIndex, size: Int, most: (_ nation: Int, _ kind: Int) -> Int = { _, _ in .max }) -> [Shortlist] {
        terms.kinds.indices.map { kind in
            Shortlist(terms.kinds[kind], takers[kind], self, index, size: size) { most($0, kind) }
        }
    }

    /// Shortlists of the experts who can be in a cheapest assembly.
    ///
    /// The cheapest experts of each nation show which nations can fill every place alone. The cost of the best of these bounds what any
    /// other expert may cost.
    ///
    /// - Parameters:
    ///   - index: The roster.
    ///   - first: By kind of place, the cheapest of each nation.
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
