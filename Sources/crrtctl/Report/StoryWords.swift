import CRRTDomain
import CRRTProtocol

/// What happened, in a sentence.
enum StoryWords {
    static func what(_ entry: Journal.Entry, _ times: TimeStyle) -> String {
        let words = EventWords(entry, times).text
        if entry.event.hasPrefix("request.") { return "request " + words }
        let tasking = Story.number(of: entry.subject)
        // An answer is about the tasking; a step is the tasking's own.
        let isStep = entry.event.hasPrefix("tasking.") && JournalEvent(rawValue: entry.event) != nil
        return tasking + (isStep ? " " : ": ") + words
    }

    /// `ncp-est (played by exercise-control, uid 0)` and `duty-desk (uid 12)` without the uid, which the journal keeps.
    static func name(_ principal: String) -> String {
        guard principal.hasSuffix(")"), let end = principal.lastIndex(of: " ") else { return principal }
        let head = principal[..<end]
        if head.hasSuffix(", uid") { return head.dropLast(5) + ")" }
        return head.hasSuffix(" (uid") ? String(head.dropLast(5)) : principal
    }
}
