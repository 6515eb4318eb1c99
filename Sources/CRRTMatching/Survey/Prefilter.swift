internal import CRRTDomain

/// The rules about the whole request, as operations on sets of experts.
///
/// Sets know the day of an offer's end, not the instant, and of commitments only that there are some. So `admitted` has everybody whom the
/// rules admit, and perhaps others. Those others are in `doubtful`, and `Survey` asks the rules about each expert there.
struct Prefilter {
    private(set) var admitted: Selection
    private(set) var doubtful: Selection
    private let capacity: Int

    init(_ index: RosterIndex, _ terms: Terms) {
        capacity = index.experts.count
        admitted = Selection(capacity: capacity)
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
        sets.offeredUntil.keep(.atLeast, Day.number(terms.request.period.end), of: &admitted, exactly: &doubtful)
        sets.confirmed.keep(.atLeast, Day.number(terms.at.adding(days: -terms.staleAfterDays)), of: &admitted, exactly: &doubtful)
        sets.offeredFrom.keep(.atMost, Day.number(terms.request.period.start), of: &admitted, exactly: &doubtful)
        if terms.maxNoticeHours < .max { sets.notice.keep(atMost: terms.maxNoticeHours, of: &admitted) }
    }

    private mutating func person(_ sets: RosterSets, _ terms: Terms) {
        if !Mode.remote.serves(terms.request.mode) { admitted.intersect(sets.onSite) }
        if !Mode.onSite.serves(terms.request.mode) { admitted.intersect(sets.remote) }
        sets.clearance.keep(atLeast: 1, of: &admitted)
        clearedUntil(sets.clearedUntil, Day.last(of: terms.request.period))
        for language in terms.languages {
            for (digits, needed) in language.parts {
                sets.languages.keep(atLeast: needed, of: language.code, in: digits, among: &admitted)
            }
        }
    }

    /// A clearance ends at the end of a day, so the day decides. Only days outside the range of the column leave a doubt.
    private mutating func clearedUntil(_ column: NumberColumn, _ day: Int) {
        if Day.isExact(day) {
            column.keep(atLeast: day, of: &admitted)
        } else {
            column.keep(.atLeast, day, of: &admitted, exactly: &doubtful)
        }
    }

    private mutating func presence(_ sets: RosterSets, _ terms: Terms) {
        let touched = Day.touched(by: terms.request.period)
        let covered = Day.covered(by: terms.request.period)
        for edge in Set([touched.lowerBound, touched.upperBound]) where covered?.contains(edge) != true {
            day(sets.absent, edge, terms.request.period)
        }
        if let covered { sets.absent.forEach(in: covered) { admitted.subtract($0) } }
        doubtful.unite(sets.longAbsent)
        doubtful.unite(sets.committed)
    }

    /// A day of which the request needs a part. Experts who are away all day are not there at any hour.
    private mutating func day(_ absences: Absences, _ day: Int, _ period: Period) {
        let needed = Day.hours(day, of: period)
        let parts = absences.parts(of: day)
        // Branch-free on purpose: this loop is long, and its branches are unpredictable.
        var there = Selection(capacity: capacity)
        there.updateWords { there in
            for part in parts { there[part.place] |= part.bit(where: !part.isAway(during: needed)) }
            // Either of two absences on one day may be in the way.
            for part in parts { there[part.place] &= ~part.bit(where: part.isAway(during: needed)) }
        }
        absences.forEach(in: day...day) { admitted.subtract($0, except: there) }
        for part in parts where !part.isCertain { doubtful.insert(part.handle) }
    }
}

extension Terms {
    /// Whether the rules about nations admit the experts of this nation.
    func welcomes(_ nation: NationCode) -> Bool {
        releasable.contains(nation) && !excluded.contains(nation) && (nation != request.nation || request.ownNationals)
    }
}
