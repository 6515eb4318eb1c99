/// The kinds of work off the event loop. Each has threads of its own, so that none waits for another.
enum Work: Int, CaseIterable, Sendable {
    /// Large parameters, read from their JSON.
    case parameters
    /// Lists and counts, in short turns.
    case lists
    /// Streamed lists after their first turn.
    case streams
    /// Watchers near the end of the journal.
    case follow
    /// Watchers who read older entries, in short turns.
    case catchUp
    /// Matches, reports and reloads, which may take seconds of processor time.
    case heavy
    /// Work on the whole database: verify, export, backup, check-roster.
    case scan
}
