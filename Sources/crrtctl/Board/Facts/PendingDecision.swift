import CRRTDomain
import CRRTProtocol

/// Something that waits for a person: what it is, who decides it, and the command to type. The board itself changes nothing.
struct PendingDecision: Equatable, Sendable {
    enum Party: Equatable, Sendable {
        case duty
        case authority
        case council
        case nation(String)
        /// A configured principal, such as `duty-desk-2`.
        case principal(String)

        var name: String {
            switch self {
            case .duty: "duty"
            case .authority: "authority"
            case .council: "council"
            case .nation(let code): code
            case .principal(let name): name
            }
        }
    }

    var what: String
    var party: Party
    var precedence: Requests.Request.Precedence?
    /// The title of the request; nil if the caller cannot see it.
    var title: String?
    /// The command to type. `…` stands for text that the user has to write.
    var command: String
    var destination: Destination
    /// Whether the deadline is over, or will be within an hour.
    var isPressing = false
    /// The deadline; nil if there is none.
    var due: Instant?
}

extension PendingDecision {
    /// How many hours before a deadline it is shown.
    static let warning = 2
    /// The same for the start and the end of a mission.
    static let missionWarning = 24

    /// Everything that waits: pressing first, then by precedence, then by deadline. A contact point gets only what they can decide.
    static func all(_ data: BoardData, _ clock: Countdown) -> [PendingDecision] {
        let all = everyones(data, clock)
        return data.onlyNation.map { nation in all.filter { $0.party == .nation(nation) } } ?? all
    }

    /// The same with what others are to decide about a contact point's requests and taskings.
    static func everyones(_ data: BoardData, _ clock: Countdown) -> [PendingDecision] {
        let all =
            data.requests.compactMap { RequestDecision.of($0, data, clock) }
            + data.taskings.flatMap { TaskingDecision.all($0, data, clock) } + ConsentDecision.all(data, clock)
            + StandbyDecision.all(data, clock) + [HandoverDecision.of(data, clock)].compactMap { $0 }
        return all.sorted { $0.order < $1.order }
    }

    private var order: (Int, Int, Int64, NaturalOrder) {
        let rank = precedence?.rank ?? Requests.Request.Precedence.allCases.count
        return (isPressing ? 0 : 1, rank, due?.milliseconds ?? .max, NaturalOrder(command))
    }
}
