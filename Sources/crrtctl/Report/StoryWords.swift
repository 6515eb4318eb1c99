import CRRTDomain
import CRRTProtocol

/// What happened, in a sentence.
enum StoryWords {
    static func what(_ entry: Journal.Entry, _ times: TimeStyle) -> String {
        guard let event = JournalEvent(rawValue: entry.event) else {
            return "\(Story.number(of: entry.subject)): another nation has answered"
        }
        switch event {
        case .requestSubmitted: return "request submitted"
        case .requestAmended: return "request amended: it must be validated anew"
        case .requestValidated: return "request validated"
        case .requestReturned: return "request returned" + reason(entry.detail("reason") ?? entry.requests.last?.remark)
        case .requestCancelled: return "request cancelled" + reason(entry.detail("reason") ?? entry.requests.last?.remark)
        case .requestClosed: return "request closed" + reason(entry.requests.last?.remark)
        case .requestExpired: return "request expired: its period is over"
        case .consentEndorsed, .consentGranted, .consentRefused, .consentRevoked, .consentLapsed: return answer(entry, event)
        default: return Story.number(of: entry.subject) + " " + ofTasking(entry, event, times)
        }
    }

    private static func ofTasking(_ entry: Journal.Entry, _ event: JournalEvent, _ times: TimeStyle) -> String {
        let tasking = entry.taskings.last
        switch event {
        case .taskingProposed: return "proposed" + reason(tasking.map { "\(people($0)); " + asks(entry) })
        case .taskingOrdered: return "ordered"
        case .taskingDeparted: return "departed"
        case .taskingBegun: return "on task"
        case .taskingReleased: return "released: on the way home"
        case .taskingClosed: return "closed" + reason(tasking?.remark)
        case .taskingRecalled: return tasking?.remark ?? "recalled"
        case .taskingAborted: return "aborted" + reason(tasking?.remark)
        case .extensionAsked: return "asked to stay until \(tasking?.extension.map { times.short($0.end) } ?? "later"); " + asks(entry)
        default: return entry.event
        }
    }

    private static func answer(_ entry: Journal.Entry, _ event: JournalEvent) -> String {
        let words =
            switch event {
            case .consentEndorsed: "has agreed with one of two voices"
            case .consentGranted: "agreed"
            case .consentRefused: "refused"
            case .consentRevoked: "took its word back"
            default: "did not answer in time: that is a refusal"
            }
        let changed = entry.consents.filter { $0.state != .requested || event == .consentEndorsed }
        let (mine, tasking) = (changed.first, entry.taskings.last)
        let who = mine.map { "\($0.nation) (\($0.kind.rawValue))" } ?? entry.detail("nation") ?? "a nation"
        let remark = event == .consentGranted ? mine?.conditions.map { "on condition: \($0)" } : mine?.reason
        return "\(Story.number(of: entry.subject)): \(who) \(words)" + reason(remark) + outcome(tasking)
    }

    /// What an answer has done to the tasking.
    private static func outcome(_ tasking: Taskings.Tasking?) -> String {
        switch tasking?.state {
        case .consented?: "; all have agreed"
        case .declined?: "; with that it is declined"
        case .recalled?: "; with that it is recalled"
        case .onTask?: "; the new terms are agreed by all"
        default: ""
        }
    }

    private static func asks(_ entry: Journal.Entry) -> String {
        "asks " + entry.consents.filter { $0.state == .requested }.map { "\($0.nation) (\($0.kind.rawValue))" }.joined(separator: ", ")
    }

    static func people(_ tasking: Taskings.Tasking) -> String {
        let parts: [String?] = [
            tasking.team, tasking.assignments.map { $0.expert }.joined(separator: " "), tasking.effects?.joined(separator: " "),
        ]
        return parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func reason(_ text: String?) -> String { text.map { $0.isEmpty ? "" : ": \($0)" } ?? "" }

    /// `ncp-est (played by exercise-control, uid 0)` and `duty-desk (uid 12)` without the uid, which the journal keeps.
    static func name(_ principal: String) -> String {
        guard principal.hasSuffix(")"), let end = principal.lastIndex(of: " ") else { return principal }
        let head = principal[..<end]
        if head.hasSuffix(", uid") { return head.dropLast(5) + ")" }
        return head.hasSuffix(" (uid") ? String(head.dropLast(5)) : principal
    }
}
