internal import CRRTDomain

/// The edits that make a request easier to answer.
struct QueryEdits {
    let index: RosterIndex
    let query: MatchQuery

    /// The kinds of edit that could help with a slot, in the order in which they are reported.
    func families(_ slot: SlotKind) -> [QueryEditFamily] { ofSeat(slot) + ofTimes + ofNations(slot) + ofPeople }

    /// What the seat itself asks for.
    func ofSeat(_ slot: SlotKind) -> [QueryEditFamily] {
        [.independent(levels(slot)), .independent(clearances(slot)), .independent(accesses(slot))]
    }

    /// The same for every slot.
    var ofTimes: [QueryEditFamily] { [notice, earlierEnd, laterStart] }

    /// Which nations are asked, those with most people for the slot first.
    func ofNations(_ slot: SlotKind) -> [QueryEditFamily] {
        [.independent(releasableNations(slot)), .independent(readmittedNations(slot))]
    }

    /// The same for every slot.
    var ofPeople: [QueryEditFamily] { [.independent(ownNationals), .independent(partners)] }

    private func edit(_ words: String, _ edit: @escaping (inout Request) -> Void) -> QueryEdit {
        QueryEdit(words: words) { edit(&$0.request) }
    }

    /// The query with one edit made.
    func edited(_ body: @escaping (inout Request) -> Void) -> MatchQuery { edit("", body).applied(to: query) }

    /// One level lower at a time; for a leading slot, no leader at last.
    func levels(_ slot: SlotKind) -> [QueryEdit] {
        let seat = query.request.seats[slot.line]
        let lowest = slot.leading ? Proficiency.leads.level : 1
        let lower = stride(from: slot.level - 1, through: lowest, by: -1).compactMap { try? Proficiency($0) }.map { level in
            edit("level \(level) instead of \(slot.level)") { $0.seats[slot.line].minLevel = level }
        }
        guard slot.leading, seat.minLevel < .leads else { return lower }
        return [edit("nobody who leads: level \(seat.minLevel) instead of \(slot.level)") { $0.seats[slot.line].lead = false }]
    }

    /// Lower clearances, down to the request's classification. The classification itself is a fact and cannot be relaxed.
    func clearances(_ slot: SlotKind) -> [QueryEdit] {
        let lower = Classification.allCases.filter { $0 < slot.clearance && $0 >= query.request.classification }
        return lower.reversed().map { level in
            edit("clearance \(level.rawValue) instead of \(slot.clearance.rawValue)") { $0.seats[slot.line].minClearance = level }
        }
    }

    /// One access fewer.
    func accesses(_ slot: SlotKind) -> [QueryEdit] {
        slot.accesses.sorted().map { access in edit("without \(access)") { $0.seats[slot.line].accesses.remove(access) } }
    }

    /// Longer notice, up to that of the slowest expert who is ineligible for their notice alone.
    private var notice: QueryEditFamily {
        let edits = notices(EligiblePool(index, edited { $0.maxNoticeHours = nil }, scope: .empty))
        return .monotone(edits.count) { edits[$0] }
    }

    /// The longer notices of the experts in a wider pool, shortest first.
    func notices(_ wider: EligiblePool) -> [QueryEdit] {
        guard let allowed = query.request.maxNoticeHours else { return [] }
        let hours = Set(wider.eligibleForAny.all.compactMap { index.experts[$0]?.facts.noticeHours }).filter { $0 > allowed }.sorted()
        return hours.map { hours in
            edit("notice \(counted(hours, "hour", "hours")) instead of \(allowed)") { $0.maxNoticeHours = hours }
        }
    }

    private var earlierEnd: QueryEditFamily {
        shorter { days in
            let end = query.request.period.end.adding(days: -days)
            return (try? Period(start: query.request.period.start, end: end), "end \(counted(days, "day", "days")) earlier, \(end)")
        }
    }

    private var laterStart: QueryEditFamily {
        shorter { days in
            let start = query.request.period.start.adding(days: days)
            return (try? Period(start: start, end: query.request.period.end), "start \(counted(days, "day", "days")) later, \(start)")
        }
    }

    /// Periods that are shorter by whole days, as long as something is left.
    private func shorter(_ cut: @escaping (Int) -> (period: Period?, words: String)) -> QueryEditFamily {
        let length = query.request.period.end.milliseconds - query.request.period.start.milliseconds
        return .monotone(Int((length - 1) / 86_400_000)) { position in
            let (period, words) = cut(position + 1)
            return period.map { period in edit(words) { $0.period = period } }
        }
    }

    private func releasableNations(_ slot: SlotKind) -> [QueryEdit] {
        var widened = query
        widened.releasable.formUnion(index.nations)
        return releasable(EligiblePool(index, widened, scope: .empty), slot)
    }

    /// The further nations whose experts are in a wider pool.
    func releasable(_ wider: EligiblePool, _ slot: SlotKind) -> [QueryEdit] {
        inOrderOfGain(wider, slot).filter { !query.releasable.contains($0) }.map { nation in
            QueryEdit(words: "releasable to \(nation) as well") { query in
                query.request.releasableTo.append(nation.description)
                query.releasable.insert(nation)
            }
        }
    }

    private func readmittedNations(_ slot: SlotKind) -> [QueryEdit] {
        readmitted(EligiblePool(index, edited { $0.excludes = [] }, scope: .empty), slot)
    }

    /// The excluded nations whose experts are in a wider pool.
    func readmitted(_ wider: EligiblePool, _ slot: SlotKind) -> [QueryEdit] {
        inOrderOfGain(wider, slot).filter(query.request.excludes.contains).map { nation in
            edit("\(nation) no longer excluded") { $0.excludes.remove(nation) }
        }
    }

    var ownNationals: [QueryEdit] {
        query.request.ownNationals ? [] : [edit("\(query.request.nation)'s own nationals allowed") { $0.ownNationals = true }]
    }

    var partners: [QueryEdit] {
        query.request.noPartners ? [edit("people from industry allowed") { $0.noPartners = false }] : []
    }

    /// Nations with experts for the slot, those with most experts first, then by code.
    private func inOrderOfGain(_ pool: EligiblePool, _ slot: SlotKind) -> [NationCode] {
        guard let kind = pool.query.kinds.firstIndex(where: { $0.line == slot.line && $0.leading == slot.leading }) else { return [] }
        var counts: [NationCode: Int] = [:]
        for handle in pool.eligibleForAny.all {
            guard let expert = index.experts[handle] else { continue }
            counts[expert.nation, default: 0] += pool.eligible[kind].contains(handle) ? 1 : 0
        }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }
}
