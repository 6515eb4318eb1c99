internal import CRRTDomain

/// Where no single change fills a place: several that do so together, none of which can be left out.
extension Relaxing {
    /// Begins with all that the place's own terms could give way in and takes back what is not needed, kind by kind; matching again is
    /// the judge each time. When the work is done, and so the period, is a fact here and no wish.
    ///
    /// - Returns: nil where not even all of it finds somebody.
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
            // What has not been tried to the end is not said to be needed.
            if outOfTime() { return nil }
        }
        let words = given.joined().map(\.words).joined(separator: "; ")
        return relaxation("together: " + words, applied(given), filling: place)
    }

    /// The question with everything given at once; who is found then is who the steps can be about.
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

    /// Nothing of this kind, or the smallest single step, or all steps less each that can be spared.
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
