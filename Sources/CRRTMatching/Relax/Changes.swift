internal import CRRTDomain

extension Relaxing {
    /// The kinds of change that could help with a place, in the order in which they are reported.
    func families(_ place: PlaceKind) -> [ChangeFamily] {
        [
            .oneByOne(levels(place)), .oneByOne(clearances(place)), .oneByOne(accesses(place)), notice, earlierEnd, laterStart,
            .oneByOne(releasableNations(place)), .oneByOne(readmittedNations(place)), .oneByOne(ownNationals),
        ]
    }

    private func change(_ words: String, _ edit: @escaping (inout Request) -> Void) -> Change {
        Change(words: words) { edit(&$0.request) }
    }

    /// The query with one change made.
    func changed(_ edit: @escaping (inout Request) -> Void) -> MatchQuery { change("", edit).applied(to: query) }

    /// One level lower at a time; for a place that leads, last without a leader.
    func levels(_ place: PlaceKind) -> [Change] {
        let seat = query.request.seats[place.line]
        let lowest = place.leading ? Proficiency.leads.level : 1
        let lower = stride(from: place.level - 1, through: lowest, by: -1).compactMap { try? Proficiency($0) }.map { level in
            change("level \(level) instead of \(place.level)") { $0.seats[place.line].minLevel = level }
        }
        guard place.leading, seat.minLevel < .leads else { return lower }
        return [change("nobody who leads: level \(seat.minLevel) instead of \(place.level)") { $0.seats[place.line].lead = false }]
    }

    /// Lower clearances, down to the request's classification. The classification itself is a fact and cannot give way.
    func clearances(_ place: PlaceKind) -> [Change] {
        let lower = Classification.allCases.filter { $0 < place.clearance && $0 >= query.request.classification }
        return lower.reversed().map { level in
            change("clearance \(level.rawValue) instead of \(place.clearance.rawValue)") { $0.seats[place.line].minClearance = level }
        }
    }

    /// One access fewer.
    func accesses(_ place: PlaceKind) -> [Change] {
        place.accesses.sorted().map { access in change("without \(access)") { $0.seats[place.line].accesses.remove(access) } }
    }

    /// Longer notice, up to that of the slowest expert to whom only the notice is an obstacle.
    private var notice: ChangeFamily {
        let changes = notices(Survey(index, changed { $0.maxNoticeHours = nil }, shortlisting: .none))
        return .growing(changes.count) { changes[$0] }
    }

    /// The longer notices of the experts whom a wider query finds, shortest first.
    func notices(_ open: Survey) -> [Change] {
        guard let allowed = query.request.maxNoticeHours else { return [] }
        let hours = Set(open.people.compactMap { index.experts[$0]?.facts.noticeHours }).filter { $0 > allowed }.sorted()
        return hours.map { hours in
            change("notice \(counted(hours, "hour", "hours")) instead of \(allowed)") { $0.maxNoticeHours = hours }
        }
    }

    private var earlierEnd: ChangeFamily {
        shorter { days in
            let end = query.request.period.end.adding(days: -days)
            return (try? Period(start: query.request.period.start, end: end), "end \(counted(days, "day", "days")) earlier, \(end)")
        }
    }

    private var laterStart: ChangeFamily {
        shorter { days in
            let start = query.request.period.start.adding(days: days)
            return (try? Period(start: start, end: query.request.period.end), "start \(counted(days, "day", "days")) later, \(start)")
        }
    }

    /// Periods that are shorter by whole days, as long as something is left.
    private func shorter(_ cut: @escaping (Int) -> (period: Period?, words: String)) -> ChangeFamily {
        let length = query.request.period.end.milliseconds - query.request.period.start.milliseconds
        return .growing(Int((length - 1) / 86_400_000)) { position in
            let (period, words) = cut(position + 1)
            return period.map { period in change(words) { $0.period = period } }
        }
    }

    private func releasableNations(_ place: PlaceKind) -> [Change] {
        var open = query
        open.releasable.formUnion(index.nations)
        return releasable(Survey(index, open, shortlisting: .none), place)
    }

    /// The further nations whose experts a wider query finds.
    func releasable(_ open: Survey, _ place: PlaceKind) -> [Change] {
        inOrderOfGain(open, place).filter { !query.releasable.contains($0) }.map { nation in
            Change(words: "releasable to \(nation) as well") { query in
                query.request.releasableTo.append(nation.description)
                query.releasable.insert(nation)
            }
        }
    }

    private func readmittedNations(_ place: PlaceKind) -> [Change] {
        readmitted(Survey(index, changed { $0.excludes = [] }, shortlisting: .none), place)
    }

    /// The excluded nations whose experts a wider query finds.
    func readmitted(_ open: Survey, _ place: PlaceKind) -> [Change] {
        inOrderOfGain(open, place).filter(query.request.excludes.contains).map { nation in
            change("\(nation) no longer excluded") { $0.excludes.remove(nation) }
        }
    }

    var ownNationals: [Change] {
        query.request.ownNationals ? [] : [change("\(query.request.nation)'s own nationals allowed") { $0.ownNationals = true }]
    }

    /// Nations with experts for the place, those with most experts first, then by code.
    private func inOrderOfGain(_ survey: Survey, _ place: PlaceKind) -> [NationCode] {
        guard let kind = survey.terms.kinds.firstIndex(where: { $0.line == place.line && $0.leading == place.leading }) else { return [] }
        var counts: [NationCode: Int] = [:]
        for handle in survey.people {
            guard let expert = index.experts[handle] else { continue }
            counts[expert.nation, default: 0] += survey.takers[kind].contains(handle) ? 1 : 0
        }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }
}

extension Survey {
    /// The experts who may take some place.
    var people: [Int32] { anybody.all }
}
