import CRRTProtocol

/// What a row of the board opens.
enum Opening: Equatable, Sendable {
    case request(String)
    case tasking(String)
    /// The answers to a tasking.
    case consents(String)
    case event(BoardEvent)
    case readiness

    /// The command that shows the same.
    var command: String {
        switch self {
        case .request(let id): "crrtctl request show \(id)"
        case .tasking(let id): "crrtctl tasking show \(id)"
        case .consents(let id): "crrtctl consent show \(id)"
        case .event(let event): "crrtctl audit show \(event.entry.seq)"
        case .readiness: "crrtctl report readiness"
        }
    }
}
