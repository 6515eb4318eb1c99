internal import CRRTDomain

/// The search for the smallest changes of a request that would fill an open slot. Each change is verified by a new match.
struct RelaxationSearch {
    let index: RosterIndex
    let query: MatchQuery
    let edits: QueryEdits
    let base: EligiblePool
    /// Slots that can be filled without a change, as indices into `base.query.slots`.
    private let filled: [Int]
    private let open: [Int]

    /// nil where every slot can be filled.
    init?(_ index: RosterIndex, _ query: MatchQuery) {
        self.index = index
        self.query = query
        edits = QueryEdits(index: index, query: query)
        base = EligiblePool(index, query, scope: .empty)
        let matching = MaximumMatching(slots: base.query.slots, kindMasks: base.sufficientKindMasks)
        filled = matching.personForSlot.indices.filter { matching.personForSlot[$0] != nil }
        open = matching.personForSlot.indices.filter { matching.personForSlot[$0] == nil }
        if open.isEmpty { return nil }
    }

    /// The relaxations found, by seat line. A line that leads may have some for its leader and some for the others.
    func relaxations(outOfTime: () -> Bool) -> [Relaxation] {
        var found: [Relaxation] = []
        var seen: Set<Int> = []
        for slot in open where seen.insert(base.query.slots[slot]).inserted {
            let before = found.count
            for family in edits.families(base.query.kinds[base.query.slots[slot]]) {
                if outOfTime() { return found }
                let smallest = family.smallest(outOfTime) { relaxation($0, filling: slot) }
                guard let smallest, !found.contains(smallest) else { continue }
                found.append(smallest)
            }
            if found.count == before, let several = combined(filling: slot, outOfTime) { found.append(several) }
        }
        return found
    }

    /// The edit as a relaxation, verified by a new match; nil where it does not fill the slot, or opens another.
    private func relaxation(_ edit: QueryEdit, filling slot: Int) -> Relaxation? {
        relaxation(edit.words, edit.applied(to: query), filling: slot)
    }

    /// The same for any edited query.
    func relaxation(_ words: String, _ edited: MatchQuery, filling slot: Int) -> Relaxation? {
        let pool = EligiblePool(index, edited, scope: .empty)
        let wanted = (filled + [slot]).map { pool.query.slots[$0] }
        guard MaximumMatching(slots: wanted, kindMasks: pool.sufficientKindMasks).size == wanted.count else { return nil }
        return Relaxation(
            seat: base.query.kinds[base.query.slots[slot]].line, change: words,
            gains: pool.counts[pool.query.slots[slot]] - base.counts[base.query.slots[slot]], request: edited.request)
    }
}

/// An edit of a query, in words and as a function.
struct QueryEdit {
    let words: String
    let edit: (inout MatchQuery) -> Void

    func applied(to query: MatchQuery) -> MatchQuery {
        var edited = query
        edit(&edited)
        return edited
    }
}

/// Edits of one kind, the smallest first.
enum QueryEditFamily {
    /// None of them implies another, so they are tried in turn.
    case independent([QueryEdit])
    /// A number of edits, each of which admits everyone whom the one before admits.
    case monotone(Int, (Int) -> QueryEdit?)
}

extension QueryEditFamily {
    /// What the smallest edit that helps comes to; nil where none does, and where time runs out before that is known.
    func smallest<Found>(_ outOfTime: () -> Bool, _ help: (QueryEdit) -> Found?) -> Found? {
        switch self {
        case .independent(let edits):
            for edit in edits where !outOfTime() {
                if let found = help(edit) { return found }
            }
            return nil
        case .monotone(let count, let edit):
            return bisected(count, outOfTime) { edit($0).flatMap(help) }
        }
    }

    /// A larger edit admits everyone whom a smaller one admits, so a binary search finds the smallest that helps.
    private func bisected<Found>(_ count: Int, _ outOfTime: () -> Bool, _ help: (Int) -> Found?) -> Found? {
        guard count > 0, var best = help(count - 1) else { return nil }
        var low = 0
        var high = count - 1
        while low < high {
            // Only an edit that is verified to be the smallest is reported.
            if outOfTime() { return nil }
            let middle = (low + high) / 2
            if let smaller = help(middle) {
                best = smaller
                high = middle
            } else {
                low = middle + 1
            }
        }
        return best
    }
}
