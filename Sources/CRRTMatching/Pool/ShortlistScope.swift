internal import CRRTDomain

/// How many experts the shortlists must keep for the kinds of candidate asked for.
enum ShortlistScope {
    case empty
    case cheapestPerNation
    /// Experts who can be in an optimal assembly (see `DominancePruning`).
    case optimalAssembly
    /// As many of every nation as there are slots, and one more for each next-best candidate: enough for every kind of candidate.
    ///
    /// Of two candidates that differ in one expert, the one with the expert who ranks higher in the list is the better. So an expert with
    /// that many free people of the same nation before them is in no candidate that is asked for.
    case complete

    init(_ query: MatchQuery) {
        if query.limit <= 0 || query.kinds.isEmpty {
            self = .empty
        } else if query.kinds.contains(.augmented) || query.findsNextBest || !query.fixed.isEmpty {
            self = .complete
        } else {
            self = query.kinds.contains(.assembled) ? .optimalAssembly : .cheapestPerNation
        }
    }
}

extension EligiblePool {
    /// A shortlist for each kind of slot.
    ///
    /// - Parameters:
    ///   - index: The roster.
    ///   - size: The number of experts of each nation.
    ///   - costLimit: The most that an expert may cost, by nation number and kind of slot; negative for none.
    func shortlists(
        _ index: RosterIndex, size: Int, costLimit: (_ nation: Int, _ kind: Int) -> Int = { _, _ in .max }
    ) -> [Shortlist] {
        query.kinds.indices.map { kind in
            Shortlist(query.kinds[kind], eligible[kind], self, index, size: size) { costLimit($0, kind) }
        }
    }

    /// Shortlists of the experts who can be in an optimal assembly.
    ///
    /// The cheapest experts of each nation show which nations can fill every slot alone. The cost of the best of these bounds what any
    /// other expert may cost.
    ///
    /// - Parameters:
    ///   - index: The roster.
    ///   - cheapestPerNation: By kind of slot, the cheapest of each nation.
    func shortlistsForAssembly(_ index: RosterIndex, _ cheapestPerNation: [Shortlist]) -> [Shortlist] {
        let pruning = DominancePruning(query.slots, cheapestPerNation, fee: weights.nation)
        var incumbent = Int.max
        for (nation, bound) in pruning.selfSufficientNations {
            guard bound < incumbent else { break }
            let own = shortlists(index, size: query.slots.count) { other, _ in other == nation ? .max : -1 }
            let cost = DominancePruning(query.slots, own, fee: weights.nation).greedyCost(nation..<nation + 1)
            incumbent = min(incumbent, cost ?? .max)
        }
        guard incumbent < .max else { return shortlists(index, size: query.slots.count) }
        let limits = (0..<numbers.count).map { pruning.costLimits(ofNation: $0, incumbent: incumbent) }
        return shortlists(index, size: query.slots.count) { limits[$0][$1] }
    }
}
