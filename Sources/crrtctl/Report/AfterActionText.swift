import CRRTDomain
import CRRTProtocol

/// Journal entries as sentences of an after-action report.
enum AfterActionText {
    static func what(_ entry: Journal.Entry, _ times: TimeStyle) -> String {
        let words = EventText(entry, times).text
        if entry.event.hasPrefix("request.") { return "request " + words }
        // Of what was written about the request.
        guard (try? TaskingID(entry.subject)) != nil else { return words }
        let tasking = AfterActionData.number(of: entry.subject)
        // The tasking is the subject of its own steps; an answer is about it.
        let isStep = entry.event.hasPrefix("tasking.") && JournalEvent(rawValue: entry.event) != nil
        return tasking + (isStep ? " " : ": ") + words
    }

    /// The principal without the uid that the journal keeps: `ncp-est (played by exercise-control, uid 0)`, `duty-desk (uid 12)`.
    static func name(_ principal: String) -> String {
        guard principal.hasSuffix(")"), let end = principal.lastIndex(of: " ") else { return principal }
        let head = principal[..<end]
        if head.hasSuffix(", uid") { return head.dropLast(5) + ")" }
        return head.hasSuffix(" (uid") ? String(head.dropLast(5)) : principal
    }
}
