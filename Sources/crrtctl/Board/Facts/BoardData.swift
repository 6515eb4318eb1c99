import CRRTDomain
import CRRTProtocol

/// What the board shows, as it was read at one moment: what the caller may see, and nothing that he may not.
struct BoardData: Sendable, Equatable {
    var caller = Service.WhoAmI.Reply(uid: 0, roles: [])
    /// The label of all of it together.
    var marking: Marking?
    /// Submitted, validated and returned ones.
    var requests: [Requests.Request] = []
    /// When each request was submitted first, where the caller sees that entry of the journal.
    var filed: [String: Instant] = [:]
    /// From the proposal to the way home.
    var taskings: [Taskings.Tasking] = []
    /// Recalled, declined and aborted ones of these requests.
    var fallen: [Taskings.Tasking] = []
    /// Those that are waited for.
    var consents: [Consents.Consent] = []
    /// nil where the caller, or an older daemon, has no such report.
    var readiness: [Reports.NationStrength]?
    var readAt = Instant(milliseconds: 0)
}

/// An entry of the journal with its label.
struct BoardEvent: Sendable, Equatable {
    var entry: Journal.Entry
    var marking: Marking?
}

extension BoardData {
    /// The nation that the caller speaks for, where that is all he does: he decides for it alone.
    var onlyNation: String? {
        let rooms = ["duty", "authority", "auditor"]
        return caller.roles.contains { rooms.contains($0) } ? nil : caller.nation
    }

    /// Who is looking: `duty-desk`, or the user.
    var callerName: String {
        caller.actingAs ?? caller.principals?.first ?? caller.user ?? "uid \(caller.uid)"
    }

    func request(_ id: String) -> Requests.Request? { requests.first { $0.id == id } }

    /// The tasking where it is still alive.
    func tasking(_ id: String) -> Taskings.Tasking? { taskings.first { $0.id == id } }
}

extension Taskings.Tasking {
    /// Whether its people are ordered away from their own work, or on the way home.
    var isOut: Bool { [.ordered, .moving, .onTask, .returning].contains(state) }
}

extension Requests.Request.Precedence {
    /// 0 is the highest.
    var rank: Int { Self.allCases.count - 1 - (Self.allCases.firstIndex(of: self) ?? 0) }
}
