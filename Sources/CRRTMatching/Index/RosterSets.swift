internal import CRRTDomain

/// Sets and columns of what experts have, derived from the profiles alone. A query combines them instead of visiting each expert.
///
/// `RosterIndex.invariants` compares them with the profiles.
struct RosterSets: Sendable {
    /// Experts whose offer is `offered`.
    private(set) var offered = ExpertSet()
    private(set) var remote = ExpertSet()
    private(set) var onSite = ExpertSet()
    private(set) var nations = KeyedSets<NationCode>()
    /// By nation, the experts whose offer excludes it.
    private(set) var excluding = KeyedSets<NationCode>()
    private(set) var accesses = KeyedSets<Access>()
    private(set) var levels = KeyedColumns<SkillKey>(digits: 3)
    private(set) var holders = Holders()
    /// Four digits for each of the four language skills: the half levels plus one.
    private(set) var languages = KeyedColumns<LanguageCode>(digits: 16)
    /// The rank plus one; 0 where none is on record.
    private(set) var clearance = NumberColumn(digits: 3)
    private(set) var clearedUntil = NumberColumn(digits: Day.digits)
    private(set) var notice = NumberColumn(digits: 16)
    private(set) var offeredFrom = NumberColumn(digits: Day.digits)
    private(set) var offeredUntil = NumberColumn(digits: Day.digits)
    private(set) var confirmed = NumberColumn(digits: Day.digits)
    private(set) var absent = Absences()
    /// Experts with more days of absence than are spread over sets.
    private(set) var longAbsent = ExpertSet()
    private(set) var committed = ExpertSet()

    init() {}

    /// The sets of a page of experts, whose handles begin at 0. Each set is made once.
    init(page experts: [Profile]) {
        fillFacts(page: experts)
        for (handle, expert) in experts.enumerated() {
            nations.change(Int32(handle), from: [], to: CollectionOfOne(expert.nation))
            excluding.change(Int32(handle), from: [], to: expert.excludes)
            accesses.change(Int32(handle), from: [], to: expert.accesses)
        }
        let tags = experts.map(Tag.init)
        let skills = Dictionary(page: experts, in: Holders.order(tags), \.skills, key: \.key, number: \.level)
        levels = KeyedColumns(digits: 3, page: skills)
        holders = Holders(page: tags, levels: skills)
        let spoken = Dictionary(page: experts, in: experts.indices, \.languages, key: \.code, number: \.packed)
        languages = KeyedColumns(digits: 16, page: spoken)
        absent = Absences(page: experts.map(\.briefAbsences))
        longAbsent = ExpertSet(page: experts, where: \.isAbsentForLong)
        committed = ExpertSet(page: experts) { !$0.commitments.isEmpty }
    }

    mutating func replace(_ handle: Int32, _ old: Profile?, by new: Profile) {
        replaceFacts(handle, old?.facts, by: new.facts)
        nations.change(handle, from: CollectionOfOne(old?.nation ?? new.nation), to: CollectionOfOne(new.nation))
        excluding.change(handle, from: old?.excludes ?? [], to: new.excludes)
        accesses.change(handle, from: old?.accesses ?? [], to: new.accesses)
        levels.change(handle, from: old?.skills ?? [], to: new.skills, key: \.key, number: \.level)
        holders.change(handle, from: old, to: new)
        languages.change(handle, from: old?.languages ?? [], to: new.languages, key: \.code, number: \.packed)
        absent.change(handle, from: old?.briefAbsences ?? [], to: new.briefAbsences)
        longAbsent[handle] = new.isAbsentForLong
        committed[handle] = !new.commitments.isEmpty
    }

    /// Adds the sets of a page of experts, whose handles then begin at `page` × 4096. There must be nobody at or after these handles yet.
    mutating func append(_ other: RosterSets, as page: Int) {
        offered.append(other.offered, as: page)
        remote.append(other.remote, as: page)
        onSite.append(other.onSite, as: page)
        nations.append(other.nations, as: page)
        excluding.append(other.excluding, as: page)
        accesses.append(other.accesses, as: page)
        levels.append(other.levels, as: page)
        holders.append(other.holders, from: page * ExpertSet.expertsPerPage)
        languages.append(other.languages, as: page)
        clearance.append(other.clearance, as: page)
        clearedUntil.append(other.clearedUntil, as: page)
        notice.append(other.notice, as: page)
        offeredFrom.append(other.offeredFrom, as: page)
        offeredUntil.append(other.offeredUntil, as: page)
        confirmed.append(other.confirmed, as: page)
        absent.append(other.absent, as: page)
        longAbsent.append(other.longAbsent, as: page)
        committed.append(other.committed, as: page)
    }

    private mutating func fillFacts(page experts: [Profile]) {
        offered = ExpertSet(page: experts) { $0.facts.offer.state == .offered }
        remote = ExpertSet(page: experts) { $0.facts.mode.serves(.remote) }
        onSite = ExpertSet(page: experts) { $0.facts.mode.serves(.onSite) }
        func column(_ digits: Int, _ number: (Facts) -> Int) -> NumberColumn {
            NumberColumn(digits: digits, page: experts.enumerated().map { (Int32($0), number($1.facts)) })
        }
        clearance = column(3, \.rank)
        clearedUntil = column(Day.digits, \.clearedUntil)
        notice = column(16, \.notice)
        offeredFrom = column(Day.digits, \.offeredFrom)
        offeredUntil = column(Day.digits, \.offeredUntil)
        confirmed = column(Day.digits, \.confirmed)
    }

    private mutating func replaceFacts(_ handle: Int32, _ old: Facts?, by new: Facts) {
        offered[handle] = new.offer.state == .offered
        remote[handle] = new.mode.serves(.remote)
        onSite[handle] = new.mode.serves(.onSite)
        clearance.change(handle, from: old?.rank ?? 0, to: new.rank)
        clearedUntil.change(handle, from: old?.clearedUntil ?? 0, to: new.clearedUntil)
        notice.change(handle, from: old?.notice ?? 0, to: new.notice)
        offeredFrom.change(handle, from: old?.offeredFrom ?? 0, to: new.offeredFrom)
        offeredUntil.change(handle, from: old?.offeredUntil ?? 0, to: new.offeredUntil)
        confirmed.change(handle, from: old?.confirmed ?? 0, to: new.confirmed)
    }
}

/// Facts as numbers of a column.
extension Facts {
    fileprivate var rank: Int { clearance.map { $0.level.rank + 1 } ?? 0 }
    fileprivate var clearedUntil: Int { clearance?.validUntil.map(Day.number) ?? Day.never }
    fileprivate var notice: Int { min(max(noticeHours, 0), 1 << 16 - 1) }
    fileprivate var offeredFrom: Int { Day.number(offer.validFrom) }
    fileprivate var offeredUntil: Int { offer.validUntil.map(Day.number) ?? Day.never }
    fileprivate var confirmed: Int { Day.number(offer.confirmedAt) }
}

extension HeldLanguage {
    /// For listening, speaking, reading and writing, the digits in the column and the number there.
    var parts: [(digits: Range<Int>, number: Int)] {
        (0..<4).map { (digits: $0 * 4..<$0 * 4 + 4, number: Int(halves[$0]) + 1) }
    }

    fileprivate var packed: Int { parts.reduce(0) { $0 | $1.number << $1.digits.lowerBound } }
}

extension Profile {
    /// The most days of absence that are spread over sets.
    private static var mostDays: Int { 400 }

    fileprivate var isAbsentForLong: Bool { unavailable.reduce(0) { $0 + Day.touched(by: $1).count } > Self.mostDays }
    fileprivate var briefAbsences: [Period] { isAbsentForLong ? [] : unavailable }
}
