internal import CRRTDomain

/// Who has what, as sets: what a question needs so that nobody has to be looked at one by one. They are made of the profiles alone,
/// and `RosterIndex.invariants` compares the two.
struct RosterSets: Sendable {
    /// Whose offer stands.
    private(set) var offered = ExpertSet()
    private(set) var remote = ExpertSet()
    private(set) var onSite = ExpertSet()
    private(set) var nations = KeyedSets<NationCode>()
    /// By nation: whose offer is not for it.
    private(set) var excluding = KeyedSets<NationCode>()
    private(set) var accesses = KeyedSets<Access>()
    private(set) var levels = KeyedColumns<SkillKey>(digits: 3)
    private(set) var holders = Holders()
    /// Four digits for each of the four: one more than the half levels.
    private(set) var languages = KeyedColumns<LanguageCode>(digits: 16)
    /// One more than the rank; 0: none on record.
    private(set) var clearance = NumberColumn(digits: 3)
    private(set) var clearedUntil = NumberColumn(digits: Day.digits)
    private(set) var notice = NumberColumn(digits: 16)
    private(set) var offeredFrom = NumberColumn(digits: Day.digits)
    private(set) var offeredUntil = NumberColumn(digits: Day.digits)
    private(set) var confirmed = NumberColumn(digits: Day.digits)
    /// By day since 1970: who is not there for some of it.
    private(set) var absent = DaySets()
    /// Absent for so long that it is not spread over days.
    private(set) var longAbsent = ExpertSet()
    private(set) var committed = ExpertSet()

    mutating func replace(_ handle: Int32, _ old: Profile?, by new: Profile) {
        replaceFacts(handle, new.facts)
        nations.change(handle, from: old.map { [$0.nation] } ?? [], to: [new.nation])
        excluding.change(handle, from: old?.excludes ?? [], to: new.excludes)
        accesses.change(handle, from: old.map { Array($0.accesses) } ?? [], to: Array(new.accesses))
        levels.change(handle, from: old?.skills.map(\.key) ?? [], to: new.skills.map { (key: $0.key, number: $0.level) })
        holders.change(handle, from: old, to: new)
        languages.change(handle, from: old?.languages.map(\.code) ?? [], to: new.languages.map { (key: $0.code, number: $0.packed) })
        absent.change(handle, from: old?.daysOfAbsence ?? [], to: new.daysOfAbsence ?? [])
        longAbsent[handle] = new.daysOfAbsence == nil
        committed[handle] = !new.commitments.isEmpty
    }

    private mutating func replaceFacts(_ handle: Int32, _ facts: Facts) {
        offered[handle] = facts.offer.state == .offered
        remote[handle] = facts.mode.serves(.remote)
        onSite[handle] = facts.mode.serves(.onSite)
        clearance[handle] = facts.clearance.map { $0.level.rank + 1 } ?? 0
        clearedUntil[handle] = facts.clearance?.validUntil.map(Day.number) ?? Day.never
        notice[handle] = min(max(facts.noticeHours, 0), 1 << 16 - 1)
        offeredFrom[handle] = Day.number(facts.offer.validFrom)
        offeredUntil[handle] = facts.offer.validUntil.map(Day.number) ?? Day.never
        confirmed[handle] = Day.number(facts.offer.confirmedAt)
    }
}

extension HeldLanguage {
    /// The digits of listening, speaking, reading and writing, and what each of them has there.
    var parts: [(digits: Range<Int>, number: Int)] {
        (0..<4).map { (digits: $0 * 4..<$0 * 4 + 4, number: Int(halves[$0]) + 1) }
    }

    fileprivate var packed: Int { parts.reduce(0) { $0 | $1.number << $1.digits.lowerBound } }
}

extension Profile {
    /// More days than this are not spread over sets.
    private static var mostDays: Int { 400 }

    /// The days on which he is not there for some of the time; nil where they are too many.
    fileprivate var daysOfAbsence: [ClosedRange<Int>]? {
        let periods = unavailable.map(Day.touched)
        guard periods.reduce(0, { $0 + $1.count }) <= Self.mostDays else { return nil }
        return periods
    }
}
