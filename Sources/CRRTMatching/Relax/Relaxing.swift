internal import CRRTDomain

/// The search for what would help. Each kind of change is tried from the smallest up, and matching again decides.
struct Relaxing {
    /// A change of the query, in words and as a function.
    struct Change {
        let words: String
        let edit: (inout MatchQuery) -> Void

        func applied(to query: MatchQuery) -> MatchQuery {
            var changed = query
            edit(&changed)
            return changed
        }
    }

    let index: RosterIndex
    let query: MatchQuery
    let base: Survey
    /// Places that can be filled now, as indices into `base.terms.places`.
    private let filled: [Int]
    private let open: [Int]

    /// nil where every place can be filled.
    init?(_ index: RosterIndex, _ query: MatchQuery) {
        self.index = index
        self.query = query
        base = Survey(index, query, shortlisting: .none)
        let cover = Cover(places: base.terms.places, mayTake: base.enoughPeople)
        filled = cover.personAt.indices.filter { cover.personAt[$0] != nil }
        open = cover.personAt.indices.filter { cover.personAt[$0] == nil }
        if open.isEmpty { return nil }
    }

    /// The changes found, by seat line. A line that leads may have changes for its leader and for the others.
    func relaxations(outOfTime: () -> Bool) -> [Relaxation] {
        var found: [Relaxation] = []
        var seen: Set<Int> = []
        for place in open where seen.insert(base.terms.places[place]).inserted {
            let before = found.count
            for family in families(base.terms.kinds[base.terms.places[place]]) {
                if outOfTime() { return found }
                guard let relaxation = smallest(family, filling: place, outOfTime), !found.contains(relaxation) else { continue }
                found.append(relaxation)
            }
            if found.count == before, let several = together(filling: place, outOfTime) { found.append(several) }
        }
        return found
    }

    private func smallest(_ family: ChangeFamily, filling place: Int, _ outOfTime: () -> Bool) -> Relaxation? {
        switch family {
        case .oneByOne(let changes):
            for change in changes where !outOfTime() {
                if let relaxation = relaxation(change, filling: place) { return relaxation }
            }
            return nil
        case .growing(let count, let change):
            return bisect(count, change, filling: place, outOfTime)
        }
    }

    /// Each larger change allows everything that a smaller one does, so a binary search finds the smallest that helps.
    private func bisect(_ count: Int, _ change: (Int) -> Change?, filling place: Int, _ outOfTime: () -> Bool) -> Relaxation? {
        guard count > 0, var best = change(count - 1).flatMap({ relaxation($0, filling: place) }) else { return nil }
        var low = 0
        var high = count - 1
        while low < high {
            // Only a change that is verified to be the smallest is reported.
            if outOfTime() { return nil }
            let middle = (low + high) / 2
            if let smaller = change(middle).flatMap({ relaxation($0, filling: place) }) {
                best = smaller
                high = middle
            } else {
                low = middle + 1
            }
        }
        return best
    }

    /// Matches again. Every place that could be filled before must still be, and this place as well.
    private func relaxation(_ change: Change, filling place: Int) -> Relaxation? {
        relaxation(change.words, change.applied(to: query), filling: place)
    }

    /// The same for any changed query.
    func relaxation(_ words: String, _ changed: MatchQuery, filling place: Int) -> Relaxation? {
        let survey = Survey(index, changed, shortlisting: .none)
        let wanted = (filled + [place]).map { survey.terms.places[$0] }
        guard Cover(places: wanted, mayTake: survey.enoughPeople).filled == wanted.count else { return nil }
        return Relaxation(
            seat: base.terms.kinds[base.terms.places[place]].line, change: words,
            gains: survey.counts[survey.terms.places[place]] - base.counts[base.terms.places[place]], request: changed.request)
    }
}

/// Changes of one kind, the smallest first.
enum ChangeFamily {
    case oneByOne([Relaxing.Change])
    /// A number of changes, each of which allows everything that the one before allows.
    case growing(Int, (Int) -> Relaxing.Change?)
}
