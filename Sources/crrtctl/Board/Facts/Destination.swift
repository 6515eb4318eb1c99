import CRRTProtocol

/// The page that a row of the board opens.
enum Destination: Equatable, Sendable {
    case request(String)
    case tasking(String)
    /// The answers to a tasking.
    case consents(String)
    case entry(LabelledEntry)
    case readiness
    /// Who stands by now and next.
    case standby
    case period(String)
    /// The last handovers of the duty room.
    case handovers

    /// The command that shows the same.
    var command: String {
        switch self {
        case .request(let id): "crrtctl request show \(id)"
        case .tasking(let id): "crrtctl tasking show \(id)"
        case .consents(let id): "crrtctl consent show \(id)"
        case .entry(let entry): "crrtctl audit show \(entry.entry.seq)"
        case .readiness: "crrtctl report readiness"
        case .standby: "crrtctl standby now"
        case .period(let id): "crrtctl standby show \(id)"
        case .handovers: "crrtctl handover list"
        }
    }
}
