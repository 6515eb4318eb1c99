internal import Synchronization

/// One connection as the service sees it, for as long as it lasts.
public final class Session: Sendable {
    /// Distinct within the process.
    public let id: UInt64
    public let peer: Peer
    private let kept = Mutex<(any Sendable)?>(nil)

    public init(id: UInt64, peer: Peer) {
        self.id = id
        self.peer = peer
    }

    /// Whatever the service wants to remember from one call to the next on this connection.
    public var note: (any Sendable)? {
        get { kept.withLock { $0 } }
        set { kept.withLock { $0 = newValue } }
    }
}
