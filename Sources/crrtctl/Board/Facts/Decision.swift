import CRRTDomain
import CRRTProtocol

/// Something that waits for a human: what, whose it is to decide, and the command for it. The board itself decides nothing.
struct Decision: Equatable, Sendable {
    enum Party: Equatable, Sendable {
        case duty
        case authority
        case nation(String)

        var name: String {
            switch self {
            case .duty: "duty"
            case .authority: "authority"
            case .nation(let code): code
            }
        }
    }

    var what: String
    var party: Party
    var precedence: Requests.Request.Precedence?
    /// Of the request that it is about, where the caller sees that.
    var title: String?
    /// `…` stands where a word of one's own is needed.
    var command: String
    var opening: Opening
    /// Whether a deadline is over, or will be within the hour.
    var isPressing = false
    /// What it is measured by, where there is such a moment.
    var due: Instant?
}

extension Decision {
    /// How early a deadline is worth a line, in hours.
    static let warning = 2
    /// The same for the beginning and the end of a mission.
    static let missionWarning = 24

    /// All that waits, the pressing first, then by precedence, then by the moment; for a contact point only what they may decide.
    static func all(_ data: BoardData, _ clock: Countdown) -> [Decision] {
        let all =
            data.requests.compactMap { RequestDecision.of($0, data, clock) }
            + data.taskings.flatMap { TaskingDecision.all($0, data, clock) } + ConsentDecision.all(data, clock)
        let own = data.onlyNation.map { nation in all.filter { $0.party == .nation(nation) } } ?? all
        return own.sorted { $0.order < $1.order }
    }

    private var order: (Int, Int, Int64, NumberOrder) {
        let rank = precedence?.rank ?? Requests.Request.Precedence.allCases.count
        return (isPressing ? 0 : 1, rank, due?.milliseconds ?? .max, NumberOrder(command))
    }
}
