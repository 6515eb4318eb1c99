internal import CRRTDomain

/// Whom the rules of the whole request let serve, as far as sets can say: the same rules again, as operations on whole sets.
///
/// Sets know days and not instants, and of a commitment only that there is one. So nobody whom the rules admit is missing here, and
/// whoever is in `admitted` and not in `doubtful` is admitted by them all; of the rest each one is asked (`Survey`).
struct Prefilter {
    private(set) var admitted: Selection
    private(set) var doubtful: Selection

    init(_ index: RosterIndex, _ terms: Terms) {
        admitted = Selection(capacity: index.experts.count)
        doubtful = admitted
        admitted.unite(index.sets.offered)
        nations(index.sets, terms)
        offer(index.sets, terms)
        person(index.sets, terms)
        presence(index.sets, terms)
    }

    private mutating func nations(_ sets: RosterSets, _ terms: Terms) {
        for (nation, people) in sets.nations.sets where !terms.welcomes(nation) { admitted.subtract(people) }
        if let people = sets.excluding.sets[terms.request.nation] { admitted.subtract(people) }
    }

    private mutating func offer(_ sets: RosterSets, _ terms: Terms) {
        keep(sets.offeredUntil, from: Day.number(terms.request.period.end))
        keep(sets.confirmed, from: Day.number(terms.at.adding(days: -terms.staleAfterDays)))
        let from = sets.offeredFrom.beyond(Day.number(terms.request.period.start), of: admitted)
        admitted.subtract(from.more)
        doubtful.unite(from.equal)
        if terms.maxNoticeHours < .max { admitted.subtract(sets.notice.atLeast(terms.maxNoticeHours + 1, of: admitted)) }
    }

    private mutating func person(_ sets: RosterSets, _ terms: Terms) {
        if !Mode.remote.serves(terms.request.mode) { admitted.intersect(sets.onSite) }
        if !Mode.onSite.serves(terms.request.mode) { admitted.intersect(sets.remote) }
        admitted = sets.clearance.atLeast(1, of: admitted)
        keep(sets.clearedUntil, from: Day.last(of: terms.request.period))
        for language in terms.languages {
            for (digits, needed) in language.parts {
                admitted = sets.languages.atLeast(needed, of: language.code, in: digits, among: admitted)
            }
        }
    }

    private mutating func presence(_ sets: RosterSets, _ terms: Terms) {
        sets.absent.forEach(in: Day.touched(by: terms.request.period)) { day, people in
            if Day.isCovered(day, by: terms.request.period) { admitted.subtract(people) } else { doubtful.unite(people) }
        }
        doubtful.unite(sets.longAbsent)
        doubtful.unite(sets.committed)
    }

    /// Those before the day go; those on it are in doubt.
    private mutating func keep(_ column: NumberColumn, from day: Int) {
        let (later, onTheDay) = column.beyond(day, of: admitted)
        admitted = later
        admitted.unite(onTheDay)
        doubtful.unite(onTheDay)
    }
}

extension Terms {
    /// Whether the rules about nations let this one's people serve.
    fileprivate func welcomes(_ nation: NationCode) -> Bool {
        releasable.contains(nation) && !excluded.contains(nation) && (nation != request.nation || request.ownNationals)
    }
}
