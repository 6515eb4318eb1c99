internal import Logging
internal import NIOCore
internal import Synchronization
internal import Varlink

/// Logs connections that were refused: the first, then at most one line per second with their number, because a refused peer may try
/// again thousands of times a second.
final class RefusalLog: Sendable {
    private struct State {
        var next = NIODeadline.distantPast
        var unsaid = 0
    }

    private static let interval = TimeAmount.seconds(1)
    private let log: Logger
    private let state = Mutex(State())

    init(log: Logger) {
        self.log = log
    }

    func note(_ refusal: ConnectionTable.Refusal, _ peer: Peer) {
        let now = NIODeadline.now()
        let before = state.withLock { state -> Int? in
            guard now >= state.next else {
                state.unsaid += 1
                return nil
            }
            defer { state = State(next: now + Self.interval) }
            return state.unsaid
        }
        guard let before else { return }
        log.warning(
            "connection refused: \(refusal)",
            metadata: [
                "MESSAGE_ID": "246671f9360246b983982069d1dc6e1c", "uid": "\(peer.uid)", "pid": "\(peer.pid)", "refusedBefore": "\(before)",
            ])
    }
}

extension ConnectionTable.Refusal: CustomStringConvertible {
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
