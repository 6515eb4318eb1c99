import CRRTDomain
import CRRTProtocol

/// Records as events of a calendar.
enum CalendarEvents {
    /// A deployment: from the beginning of the tasking to its end, or to its close where that came first.
    ///
    /// - Parameter title: The title of its request; nil where the caller is not told it.
    static func event(_ tasking: Taskings.Tasking, title: String?) -> CalendarEvent? {
        guard let start = try? Instant(tasking.start), let planned = try? Instant(tasking.end) else { return nil }
        let closed = tasking.closedAt.flatMap { try? Instant($0) }
        let end = [planned, closed].compactMap { $0 }.filter { $0 > start }.min() ?? planned
        let host = (try? RequestID(tasking.request)).map { "\($0.nation)" } ?? tasking.request
        let people = tasking.assignments.map(\.expert)
        return CalendarEvent(
            uid: tasking.id, sequence: tasking.revision, start: start, end: end,
            summary: "\(tasking.id) \(who(tasking)) to \(host) (\(tasking.state.rawValue))",
            details: [
                title, people.isEmpty ? nil : "people: " + people.joined(separator: " "),
                (tasking.effects ?? []).isEmpty ? nil : "effects: " + (tasking.effects ?? []).joined(separator: " "),
                "nations: " + tasking.nations.joined(separator: " "), "crrtctl tasking show \(tasking.id)",
            ].compactMap { $0 }, status: status(tasking.state), takesTime: true)
    }

    private static func who(_ tasking: Taskings.Tasking) -> String {
        if let team = tasking.team { return team }
        if tasking.kind == .effect { return (tasking.effects ?? []).joined(separator: " ") }
        return tasking.assignments.count == 1 ? tasking.assignments[0].expert : "\(tasking.assignments.count) people"
    }

    private static func status(_ state: Taskings.Tasking.State) -> CalendarEvent.Status {
        switch state {
        case .awaitingConsent, .consented: .tentative
        case .ordered, .moving, .onTask, .returning, .closed: .confirmed
        case .declined, .recalled, .aborted: .cancelled
        }
    }

    /// A standby period. Who stands by is at work elsewhere meanwhile, so it takes no time.
    static func event(_ period: Standby.Period) -> CalendarEvent? {
        guard let start = try? Instant(period.start), let end = try? Instant(period.end), start < end else { return nil }
        let experts = period.experts ?? []
        let nation = (try? StandbyID(period.id)).map { "\($0.nation)" } ?? period.id
        let state = period.state?.rawValue ?? Standby.Period.State.offered.rawValue
        return CalendarEvent(
            uid: period.id, sequence: period.revision ?? 0, start: start, end: end,
            summary: "\(period.id) \(period.tier.rawValue) standby \(period.team ?? nation) (\(state))",
            details: [
                "notice: \(period.noticeHours) h", experts.isEmpty ? nil : "people: " + experts.joined(separator: " "),
                "crrtctl standby show \(period.id)",
            ].compactMap { $0 },
            status: period.state == .withdrawn ? .cancelled : period.state == .confirmed ? .confirmed : .tentative, takesTime: false)
    }

    /// The time by which a nation is to answer. Once it has answered, or the question is over, the event is cancelled.
    static func event(_ consent: Consents.Consent) -> CalendarEvent? {
        guard let replyBy = try? Instant(consent.replyBy) else { return nil }
        let isAsked = consent.state == .requested
        // A question about other terms is another one, and has another digest.
        let question = "\(consent.tasking).\(consent.nation).\(consent.kind.rawValue).\(consent.digest.prefix(16))"
        return CalendarEvent(
            uid: question, sequence: isAsked ? 0 : 1, start: replyBy, end: nil,
            summary: "\(consent.tasking) reply of \(consent.nation) due (\(consent.kind.rawValue), \(consent.state.rawValue))",
            details: ["silence is refusal", "crrtctl consent show \(consent.tasking)"], status: isAsked ? .confirmed : .cancelled,
            takesTime: false)
    }

    /// When an offer or a clearance ends. Another end is another event: an ending has no revision.
    static func event(_ ending: Reports.Ending) -> CalendarEvent? {
        guard let at = try? Instant(ending.at) else { return nil }
        return CalendarEvent(
            uid: "\(ending.id).\(ending.ends.rawValue).\(CalendarText.time(at))", sequence: 0, start: at, end: nil,
            summary: "\(ending.id) \(words(ending.ends)) ends",
            details: [ending.tasking.map { "serves in \($0)" }, "crrtctl \(ending.kind.rawValue) show \(ending.id)"].compactMap { $0 },
            status: .confirmed, takesTime: false)
    }

    private static func words(_ ends: Reports.Ending.Ends) -> String {
        switch ends {
        case .confirmation: "confirmation of the offer"
        case .offer: "offer"
        case .clearance: "clearance"
        case .authorisation: "authorisation"
        case .agreement: "agreement with the company"
        }
    }
}
