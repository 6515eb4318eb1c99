import CRRTDomain
import CRRTStore

/// Compares when people would be ready with the start of the work.
enum Lateness {
    /// The hours from the start of the work until all are ready, rounded up; nil where they are in time.
    ///
    /// - Parameter notice: the longest notice in hours, counted from the order.
    static func hours(orderedAt: Instant, notice: Int, start: Instant) -> Int? {
        let late = orderedAt.adding(hours: notice).milliseconds - start.milliseconds
        return late > 0 ? Int((late + 3_599_999) / 3_600_000) : nil
    }
}

/// Facts about a proposal that are computed each time it is shown. None is stored or journalled.
extension Context {
    /// How late people, team and effects of a tasking would be if ordered now, or since it was ordered.
    ///
    /// - Parameter view: the tasking as the caller sees it.
    /// - Returns: hours; nil where they are in time or have departed, and where the caller may not read all of the offers, because notice
    ///   is a part of an offer.
    func lateHours(of view: Tasking) throws -> Int? {
        guard [.awaitingConsent, .consented, .ordered].contains(view.state) else { return nil }
        let nations = view.assignments.map(\.expert.nation) + (view.team.map { [$0.nation] } ?? [])
        guard nations.allSatisfy({ caller.sees(offersOf: $0) }) else { return nil }
        var notice = [try rows.longestNotice(of: view.assignments.map(\.expert)), try view.team.flatMap(rows.team)?.noticeHours]
        for id in view.effects {
            guard let effect = try rows.effect(id), try sees(.effect(effect)) else { return nil }
            notice.append(effect.leadHours)
        }
        guard let longest = notice.compactMap({ $0 }).max() else { return nil }
        // Records of before elements do not say when people were ordered.
        let orderedAt = view.state == .ordered ? try view.elements.compactMap(\.orderedAt).max() ?? rows.orderTime(of: view.id) : nil
        return Lateness.hours(orderedAt: orderedAt ?? now, notice: longest, start: view.period.start)
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
