internal import CRRTDomain

/// The rules about the whole request, as operations on sets of experts.
///
/// The sets have the day of an offer's end but not the instant, and of commitments only whether there are any. So `admitted` has every
/// expert whom the rules admit, and possibly others. Those others are in `doubtful`; `EligiblePool` applies the rules to each expert there.
struct Prefilter {
    private(set) var admitted: Bitmap
    private(set) var doubtful: Bitmap
    private let capacity: Int

    init(_ index: RosterIndex, _ query: CompiledQuery) {
        capacity = index.experts.count
        admitted = Bitmap(capacity: capacity)
        doubtful = admitted
        admitted.unite(index.sets.offered)
        nations(index.sets, query)
        offer(index.sets, query)
        person(index.sets, query)
        presence(index.sets, query)
        partners(index.sets, query)
    }

    private mutating func nations(_ sets: RosterSets, _ query: CompiledQuery) {
        for (nation, people) in sets.nations.sets where !query.admits(nation) { admitted.subtract(people) }
        if let people = sets.excluding.sets[query.request.nation] { admitted.subtract(people) }
    }

    private mutating func offer(_ sets: RosterSets, _ query: CompiledQuery) {
        sets.offeredUntil.keep(.atLeast, DayNumber.of(query.request.period.end), of: &admitted, equal: &doubtful)
        sets.confirmed.keep(.atLeast, DayNumber.of(query.at.adding(days: -query.staleAfterDays)), of: &admitted, equal: &doubtful)
        sets.offeredFrom.keep(.atMost, DayNumber.of(query.request.period.start), of: &admitted, equal: &doubtful)
        if query.maxNoticeHours < .max { sets.notice.keep(atMost: query.maxNoticeHours, of: &admitted) }
    }

    private mutating func person(_ sets: RosterSets, _ query: CompiledQuery) {
        if !Mode.remote.serves(query.request.mode) { admitted.intersect(sets.onSite) }
        if !Mode.onSite.serves(query.request.mode) { admitted.intersect(sets.remote) }
        sets.clearance.keep(atLeast: 1, of: &admitted)
        clearedUntil(sets.clearedUntil, DayNumber.ofLastDay(of: query.request.period))
        for language in query.languages {
            for (bits, needed) in language.parts {
                sets.languages.keep(atLeast: needed, of: language.code, in: bits, among: &admitted)
            }
        }
    }

    /// A clearance ends at the end of a day, so the day decides. Only days outside the range of the column leave a doubt.
    private mutating func clearedUntil(_ column: BitSlicedColumn, _ day: Int) {
        if DayNumber.isExact(day) {
            column.keep(atLeast: day, of: &admitted)
        } else {
            column.keep(.atLeast, day, of: &admitted, equal: &doubtful)
        }
    }

    /// People of companies are few. The rules are applied to each of them, unless none is wanted.
    private mutating func partners(_ sets: RosterSets, _ query: CompiledQuery) {
        if query.request.noPartners { admitted.subtract(sets.partners) } else { doubtful.unite(sets.partners) }
    }

    private mutating func presence(_ sets: RosterSets, _ query: CompiledQuery) {
        let touched = query.request.period.touchedDays
        let covered = query.request.period.coveredDays
        for edge in Set([touched.lowerBound, touched.upperBound]) where covered?.contains(edge) != true {
            day(sets.absences, edge, query.request.period)
        }
        if let covered { sets.absences.forEach(in: covered) { admitted.subtract($0) } }
        doubtful.unite(sets.longAbsent)
        doubtful.unite(sets.committed)
    }

    /// A day of which the request needs only a part.
    private mutating func day(_ absences: Absences, _ day: Int, _ period: Period) {
        let needed = period.hours(ofDay: day)
        let partial = absences.partial(on: day)
        // Branch-free on purpose: this loop is long, and its branches are unpredictable.
        var available = Bitmap(capacity: capacity)
        available.updateWords { words in
            for absence in partial { words[absence.wordIndex] |= absence.bit(where: !absence.isAbsent(during: needed)) }
            // Of two absences on one day, each may clash.
            for absence in partial { words[absence.wordIndex] &= ~absence.bit(where: absence.isAbsent(during: needed)) }
        }
        absences.forEach(in: day...day) { admitted.subtract($0, except: available) }
        for absence in partial where !absence.isCertain { doubtful.insert(absence.handle) }
    }
}

extension CompiledQuery {
    /// Whether the rules about nations admit the experts of this nation.
    func admits(_ nation: NationCode) -> Bool {
        releasable.contains(nation) && !excluded.contains(nation) && (nation != request.nation || request.ownNationals)
    }
}
