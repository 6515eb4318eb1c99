internal import CRRTDomain

/// Several changes that fill a place together, none of which can be left out. They are looked for where no single change helps.
extension Relaxing {
    /// Starts with every change that the place's terms allow and takes back those that are not needed, kind by kind. Matching again decides
    /// each time. The period is never changed here.
    ///
    /// - Returns: nil where all changes together fill nothing.
    func together(filling place: Int, _ outOfTime: () -> Bool) -> Relaxation? {
        let kind = base.terms.kinds[base.terms.places[place]]
        let open = Survey(index, opened(kind), shortlisting: .none)
        let steps = [
            ownNationals, readmitted(open, kind), releasable(open, kind), clearances(kind), accesses(kind), notices(open), levels(kind),
        ]
        var given = steps
        guard fills(given, place) else { return nil }
        for number in steps.indices {
            given[number] = least(of: number, given, place, outOfTime)
            // Only changes that are verified to be needed are reported.
            if outOfTime() { return nil }
        }
        let words = given.joined().map(\.words).joined(separator: "; ")
        return relaxation("together: " + words, applied(given), filling: place)
    }

    /// The query with every change made at once. The experts whom it finds are those that the changes can be about.
    private func opened(_ kind: PlaceKind) -> MatchQuery {
        var open = changed { request in
            request.maxNoticeHours = nil
            request.excludes = []
            request.ownNationals = true
            request.seats[kind.line].accesses = []
            request.seats[kind.line].minClearance = nil
            if let lowest = try? Proficiency(1) { request.seats[kind.line].minLevel = lowest }
        }
        open.releasable.formUnion(index.nations)
        return open
    }

    /// The least changes of one kind: none, the smallest single one, or all without those that can be spared.
    private func least(of number: Int, _ given: [[Change]], _ place: Int, _ outOfTime: () -> Bool) -> [Change] {
        var tried = given
        func suffices(_ changes: [Change]) -> Bool {
            tried[number] = changes
            return !outOfTime() && fills(tried, place)
        }
        if suffices([]) { return [] }
        if let one = given[number].first(where: { suffices([$0]) }) { return [one] }
        var needed = given[number]
        for index in needed.indices.reversed() {
            var fewer = needed
            fewer.remove(at: index)
            if suffices(fewer) { needed = fewer }
        }
        return needed
    }

    private func fills(_ given: [[Change]], _ place: Int) -> Bool { relaxation("", applied(given), filling: place) != nil }

    private func applied(_ given: [[Change]]) -> MatchQuery { given.joined().reduce(query) { $1.applied(to: $0) } }
}
