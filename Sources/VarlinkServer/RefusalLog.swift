internal import Logging
internal import NIOCore
internal import Synchronization
internal import Varlink

/// Logs refused connections: the first at once, and then at most one line per second with their number, because a refused peer may retry
/// thousands of times a second.
final class RefusalLog: Sendable {
    private struct State {
        var next = NIODeadline.distantPast
        var suppressed = 0
    }

    private static let interval = TimeAmount.seconds(1)
    private let log: Logger
    private let messageID: String?
    private let state = Mutex(State())

    /// - Parameter messageID: the `MESSAGE_ID` of the lines; nil for none.
    init(log: Logger, messageID: String?) {
        self.log = log
        self.messageID = messageID
    }

    func note(_ refusal: ConnectionTable.AdmissionError, _ peer: Peer) {
        let now = NIODeadline.now()
        let before = state.withLock { state -> Int? in
            guard now >= state.next else {
                state.suppressed += 1
                return nil
            }
            defer { state = State(next: now + Self.interval) }
            return state.suppressed
        }
        guard let before else { return }
        var fields: Logger.Metadata = ["uid": "\(peer.uid)", "pid": "\(peer.pid)", "refusedBefore": "\(before)"]
        fields["MESSAGE_ID"] = messageID.map { "\($0)" }
        log.warning("connection refused: \(refusal)", metadata: fields)
    }
}

extension ConnectionTable.AdmissionError: CustomStringConvertible {
    var description: String {
        switch self {
        case .tooMany(let limit): limit == 1 ? "1 connection is open already" : "\(limit) connections are open already"
        case .tooManyOfUser(let limit):
            limit == 1 ? "1 connection of this user is open already" : "\(limit) connections of this user are open already"
        case .tooManyStrangers(let limit):
            limit == 1 ? "1 connection of an unknown user is open already" : "\(limit) connections of unknown users are open already"
        case .closing: "the server is closing"
        }
    }
}
