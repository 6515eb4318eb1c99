internal import Synchronization

/// A connection as the service sees it, for as long as it lasts.
public final class Session: Sendable {
    /// Unique within the process.
    public let id: UInt64
    /// Who is at the other end.
    public let peer: Peer
    private let kept = Mutex<(any Sendable)?>(nil)

    public init(id: UInt64, peer: Peer) {
        self.id = id
        self.peer = peer
    }

    /// Anything that the service keeps from one call to the next on this connection.
    public var note: (any Sendable)? {
        get { kept.withLock { $0 } }
        set { kept.withLock { $0 = newValue } }
    }
}
