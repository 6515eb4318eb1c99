import CRRTDomain
import CRRTStore

/// Compares when people would be ready with the start of the work.
enum Lateness {
    /// The minutes from the start of the work until all are ready, rounded up; nil where they are in time.
    ///
    /// - Parameter notice: the longest notice in hours, counted from the order.
    static func minutes(orderedAt: Instant, notice: Int, start: Instant) -> Int? {
        let late = orderedAt.adding(hours: notice).milliseconds - start.milliseconds
        return late > 0 ? Int((late + 59_999) / 60_000) : nil
    }

    /// The same in hours, rounded up.
    static func hours(_ minutes: Int?) -> Int? { minutes.map { ($0 + 59) / 60 } }
}

/// Facts about a proposal that are computed each time it is shown. None is stored or journalled.
extension Context {
    /// How late people, team and effects of a tasking would be, and by when it must be ordered for them to be in time.
    ///
    /// Those who have departed do not count.
    ///
    /// - Parameter view: the tasking as the caller sees it.
    /// - Returns: the minutes, nil where they are in time; the last time of the order, nil once it is ordered. Both are nil where all have
    ///   departed, and where the caller may not read all of the offers, because notice is a part of an offer.
    func readiness(of view: Tasking) throws -> (lateMinutes: Int?, orderBy: Instant?) {
        let notices = try notices(of: view)
        let late = notices.compactMap { Lateness.minutes(orderedAt: $0.orderedAt, notice: $0.hours, start: view.period.start) }.max()
        let longest = view.state == .ordered ? nil : notices.map(\.hours).max()
        return (late, longest.map { view.period.start.adding(hours: -$0) })
    }

    /// The longest notice in hours of those who were ordered at the same time, or would be now.
    private func notices(of view: Tasking) throws -> [(orderedAt: Instant, hours: Int)] {
        guard [.awaitingConsent, .consented, .ordered].contains(view.state) else { return [] }
        let nations = view.assignments.map(\.expert.nation) + (view.team.map { [$0.nation] } ?? [])
        guard nations.allSatisfy({ caller.sees(offersOf: $0) }) else { return [] }
        let leads = try view.effects.map { id in
            try rows.effect(id).flatMap { (effect) in try sees(.effect(effect)) ? (id, effect.leadHours) : nil }
        }
        guard leads.allSatisfy({ $0 != nil }) else { return [] }
        let leadHours = Dictionary(leads.compactMap { $0 }, uniquingKeysWith: { first, _ in first })
        let team = try view.team.flatMap(rows.team)
        let waiting = view.elements.filter { [.asked, .agreed, .ordered].contains($0.state) }
        // Records of before elements do not say when people were ordered.
        let order = waiting.contains { $0.state == .ordered && $0.orderedAt == nil } ? try rows.orderTime(of: view.id) : nil
        return try Dictionary(grouping: waiting) { $0.state == .ordered ? $0.orderedAt ?? order ?? now : now }.compactMap {
            (orderedAt, elements) in
            let ready = try StandbyNotice(with: team, at: orderedAt, rows)
            let notice =
                [try ready.longest(of: elements.compactMap(\.expert), rows)]
                + [elements.contains { $0.batch == 0 } ? team.map { ready.applied(to: $0).noticeHours } : nil]
                + elements.compactMap(\.effect).map { leadHours[$0] }
            return notice.compactMap { $0 }.max().map { (orderedAt, $0) }
        }
    }

    /// Whether the request or an effect has changed since the nations consented, so that a forward step is refused.
    ///
    /// - Returns: false where the caller does not see everything that the terms contain.
    func termsChanged(of tasking: Tasking) throws -> Bool {
        guard [.consented, .ordered, .moving, .onTask].contains(tasking.state), seesAll(of: tasking.request.nation),
            try sees(request: tasking.request), try tasking.effects.allSatisfy({ try sees(effect: $0) }),
            let request = try rows.request(tasking.request)
        else { return false }
        let forward = tasking.elements.filter { $0.state.isForward && $0.state != .asked }
        return try GrantedTerms(tasking, request, rows.consents(of: tasking.id), self).faults(of: forward).contains {
            if case .changed = $0 { true } else { false }
        }
    }
}
