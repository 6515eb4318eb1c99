internal import CRRTDomain

/// Several edits that fill a slot together, none of which can be left out. They are searched for where no single edit helps.
extension RelaxationSearch {
    /// Starts with every edit that could help with the slot and removes those that are not needed, kind by kind. Each step is verified by a
    /// new match. The period is never edited here.
    ///
    /// - Returns: nil where all edits together do not fill the slot.
    func combined(filling slot: Int, _ outOfTime: () -> Bool) -> Relaxation? {
        let kind = base.query.kinds[base.query.slots[slot]]
        let wider = EligiblePool(index, widened(kind), scope: .empty)
        let steps = [
            edits.ownNationals, edits.partners, edits.readmitted(wider, kind), edits.releasable(wider, kind), edits.clearances(kind),
            edits.accesses(kind), edits.notices(wider), edits.levels(kind),
        ]
        var given = steps
        guard fills(given, slot) else { return nil }
        for number in steps.indices {
            given[number] = least(of: number, given, slot, outOfTime)
            // Only edits that are verified to be needed are reported.
            if outOfTime() { return nil }
        }
        let words = given.joined().map(\.words).joined(separator: "; ")
        return relaxation("together: " + words, applied(given), filling: slot)
    }

    /// The query with every edit made at once. Its pool has the experts whom the edits can admit.
    private func widened(_ kind: SlotKind) -> MatchQuery {
        var widened = edits.edited { request in
            request.maxNoticeHours = nil
            request.excludes = []
            request.ownNationals = true
            request.noPartners = false
            request.seats[kind.line].accesses = []
            request.seats[kind.line].minClearance = nil
            if let lowest = try? Proficiency(1) { request.seats[kind.line].minLevel = lowest }
        }
        widened.releasable.formUnion(index.nations)
        return widened
    }

    /// The least edits of one kind: none, the smallest single one, or all but those that can be spared.
    private func least(of number: Int, _ given: [[QueryEdit]], _ slot: Int, _ outOfTime: () -> Bool) -> [QueryEdit] {
        var tried = given
        func suffices(_ edits: [QueryEdit]) -> Bool {
            tried[number] = edits
            return !outOfTime() && fills(tried, slot)
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

    private func fills(_ given: [[QueryEdit]], _ slot: Int) -> Bool { relaxation("", applied(given), filling: slot) != nil }

    private func applied(_ given: [[QueryEdit]]) -> MatchQuery { given.joined().reduce(query) { $1.applied(to: $0) } }
}
