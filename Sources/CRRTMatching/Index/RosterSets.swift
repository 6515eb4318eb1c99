internal import CRRTDomain

/// Sets, columns and rankings of experts, derived from the profiles alone. A query combines them instead of visiting each expert.
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
    private(set) var levels = KeyedColumns<SkillKey>(bitWidth: 3)
    private(set) var ranking = SkillRanking()
    /// Four digits for each of the four language skills: the half levels plus one.
    private(set) var languages = KeyedColumns<LanguageCode>(bitWidth: 16)
    /// The rank plus one; 0 where none is on record.
    private(set) var clearance = BitSlicedColumn(bitWidth: 3)
    private(set) var clearedUntil = BitSlicedColumn(bitWidth: DayNumber.bitWidth)
    private(set) var notice = BitSlicedColumn(bitWidth: 16)
    private(set) var offeredFrom = BitSlicedColumn(bitWidth: DayNumber.bitWidth)
    private(set) var offeredUntil = BitSlicedColumn(bitWidth: DayNumber.bitWidth)
    private(set) var confirmed = BitSlicedColumn(bitWidth: DayNumber.bitWidth)
    /// Of experts who are not in `longAbsent`.
    private(set) var absences = Absences()
    /// Experts with more days of absence than `absences` takes.
    private(set) var longAbsent = ExpertSet()
    private(set) var committed = ExpertSet()
    /// Experts of companies. Few, so the end of their agreement has no column.
    private(set) var partners = ExpertSet()

    init() {}

    /// The sets of a page of experts, whose handles begin at 0. Each set is made once.
    init(page experts: [ExpertProfile]) {
        fillFacts(page: experts)
        for (handle, expert) in experts.enumerated() {
            nations.change(Int32(handle), from: [], to: CollectionOfOne(expert.nation))
            excluding.change(Int32(handle), from: [], to: expert.excludes)
            accesses.change(Int32(handle), from: [], to: expert.accesses)
        }
        let costKeys = experts.map(CostKey.init)
        let skills = Dictionary(page: experts, in: SkillRanking.order(costKeys), \.skills, key: \.key, value: \.level)
        levels = KeyedColumns(bitWidth: 3, page: skills)
        ranking = SkillRanking(page: costKeys, levels: skills)
        let spoken = Dictionary(page: experts, in: experts.indices, \.languages, key: \.code, value: \.packed)
        languages = KeyedColumns(bitWidth: 16, page: spoken)
        absences = Absences(page: experts.map(\.briefAbsences))
        longAbsent = ExpertSet(page: experts, where: \.isAbsentForLong)
        committed = ExpertSet(page: experts) { !$0.commitments.isEmpty }
        partners = ExpertSet(page: experts) { $0.partner != nil }
    }

    mutating func replace(_ handle: Int32, _ old: ExpertProfile?, by new: ExpertProfile) {
        replaceFacts(handle, old?.facts, by: new.facts)
        nations.change(handle, from: CollectionOfOne(old?.nation ?? new.nation), to: CollectionOfOne(new.nation))
        excluding.change(handle, from: old?.excludes ?? [], to: new.excludes)
        accesses.change(handle, from: old?.accesses ?? [], to: new.accesses)
        levels.change(handle, from: old?.skills ?? [], to: new.skills, key: \.key, value: \.level)
        ranking.change(handle, from: old, to: new)
        languages.change(handle, from: old?.languages ?? [], to: new.languages, key: \.code, value: \.packed)
        absences.change(handle, from: old?.briefAbsences ?? [], to: new.briefAbsences)
        longAbsent[handle] = new.isAbsentForLong
        committed[handle] = !new.commitments.isEmpty
        partners[handle] = new.partner != nil
    }

    /// Adds the sets of a page of experts, whose handles then begin at `page` × 4096. No handle at or after that may be in use yet.
    mutating func append(_ other: RosterSets, as page: Int) {
        offered.append(other.offered, as: page)
        remote.append(other.remote, as: page)
        onSite.append(other.onSite, as: page)
        nations.append(other.nations, as: page)
        excluding.append(other.excluding, as: page)
        accesses.append(other.accesses, as: page)
        levels.append(other.levels, as: page)
        ranking.append(other.ranking, from: page * ExpertSet.expertsPerPage)
        languages.append(other.languages, as: page)
        clearance.append(other.clearance, as: page)
        clearedUntil.append(other.clearedUntil, as: page)
        notice.append(other.notice, as: page)
        offeredFrom.append(other.offeredFrom, as: page)
        offeredUntil.append(other.offeredUntil, as: page)
        confirmed.append(other.confirmed, as: page)
        absences.append(other.absences, as: page)
        longAbsent.append(other.longAbsent, as: page)
        committed.append(other.committed, as: page)
        partners.append(other.partners, as: page)
    }

    private mutating func fillFacts(page experts: [ExpertProfile]) {
        offered = ExpertSet(page: experts) { $0.facts.offer.state == .offered }
        remote = ExpertSet(page: experts) { $0.facts.mode.serves(.remote) }
        onSite = ExpertSet(page: experts) { $0.facts.mode.serves(.onSite) }
        func column(_ bitWidth: Int, _ value: (OfferFacts) -> Int) -> BitSlicedColumn {
            BitSlicedColumn(bitWidth: bitWidth, page: experts.enumerated().map { (Int32($0), value($1.facts)) })
        }
        clearance = column(3, \.rank)
        clearedUntil = column(DayNumber.bitWidth, \.clearedUntil)
        notice = column(16, \.notice)
        offeredFrom = column(DayNumber.bitWidth, \.offeredFrom)
        offeredUntil = column(DayNumber.bitWidth, \.offeredUntil)
        confirmed = column(DayNumber.bitWidth, \.confirmed)
    }

    private mutating func replaceFacts(_ handle: Int32, _ old: OfferFacts?, by new: OfferFacts) {
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

/// The facts as values of a column.
extension OfferFacts {
    fileprivate var rank: Int { clearance.map { $0.level.rank + 1 } ?? 0 }
    fileprivate var clearedUntil: Int { clearance?.validUntil.map { DayNumber.of($0) } ?? DayNumber.never }
    fileprivate var notice: Int { min(max(noticeHours, 0), 1 << 16 - 1) }
    fileprivate var offeredFrom: Int { DayNumber.of(offer.validFrom) }
    fileprivate var offeredUntil: Int { offer.validUntil.map { DayNumber.of($0) } ?? DayNumber.never }
    fileprivate var confirmed: Int { DayNumber.of(offer.confirmedAt) }
}

extension LanguageLevel {
    /// For listening, speaking, reading and writing, the binary digits in the column and the value there.
    var parts: [(bits: Range<Int>, value: Int)] {
        (0..<4).map { (bits: $0 * 4..<$0 * 4 + 4, value: Int(halfLevels[$0]) + 1) }
    }

    fileprivate var packed: Int { parts.reduce(0) { $0 | $1.value << $1.bits.lowerBound } }
}

extension ExpertProfile {
    /// The most days of absence that are put into sets. Experts with more are in `longAbsent`, and the rules are applied to each of them.
    private static var mostDays: Int { 400 }

    fileprivate var isAbsentForLong: Bool { unavailable.reduce(0) { $0 + $1.touchedDays.count } > Self.mostDays }
    fileprivate var briefAbsences: [Period] { isAbsentForLong ? [] : unavailable }
}
