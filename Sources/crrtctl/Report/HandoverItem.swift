import CRRTDomain
import CRRTProtocol

/// One line of a handover report: something that happened, that is due or that is to be done.
struct HandoverItem: Equatable {
    /// When it happened or is due; nil for what has no time.
    var at: Instant?
    /// The record, such as `TSK-ALB-2026-0001-1`; empty where the line stands below it.
    var about = ""
    /// Whose move it is, or who did it; empty where it is plain.
    var who = ""
    var what: String
    /// The command to type; empty for none. `…` stands for text that the user has to write.
    var command = ""
    /// Whether it is overdue or pressing.
    var isPressing = false
    /// Whether it is about what happened: only the time is told, because how long ago that was is wrong when the report is read later.
    var isHistory = false
}

/// The lines of a handover report that have one title.
struct HandoverSection {
    /// The word for it in CSV and JSON.
    let name: String
    let title: String
    /// What stands in place of the lines where there are none.
    let nothing: String
    let items: [HandoverItem]
}

/// A request in a handover report: where it stands, whose move it is, and what changed.
struct HandoverRequest {
    let id: String
    /// nil where the caller does not see the request.
    let title: String?
    /// The state of the request and of its taskings, a line each.
    let stands: [String]
    let moves: [HandoverItem]
    let changes: [HandoverItem]

    var heading: String { id + (title.map { ", \($0)" } ?? "") }
}
