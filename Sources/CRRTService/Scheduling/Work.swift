/// The kinds of work beside the event loop. Each kind has threads of its own, so that none of them waits behind another.
enum Work: Int, CaseIterable, Sendable {
    /// Large parameters, read from their JSON.
    case parameters
    /// Lists and sums, in short turns.
    case lists
    /// What is left of streamed lists after their first turn.
    case streams
    /// Watchers who have read the journal to its end.
    case follow
    /// Watchers who read what was written earlier, in short turns.
    case catchUp
    /// Matches, reports and reloads: seconds of processor each.
    case heavy
    /// What goes through the whole database: verify, export, backup, check-roster.
    case scan
}
