internal import Synchronization

/// A connection as the service sees it, for as long as it lasts.
public final class Session: Sendable {
    /// Unique within the process.
    public let id: UInt64
    /// Who is at the other end.
    public let peer: Peer

    private let states = Mutex<[ObjectIdentifier: any SessionState]>([:])

    public init(id: UInt64, peer: Peer) {
        self.id = id
        self.peer = peer
    }

    /// The state of a type; the initial one where it was not updated yet.
    public func state<State: SessionState>(of type: State.Type) -> State {
        states.withLock { $0[ObjectIdentifier(type)] as? State } ?? State()
    }

    /// Updates the state of a type. The lock of the session is held meanwhile.
    public func updateState<State: SessionState>(of type: State.Type, _ body: (inout State) -> Void) {
        states.withLock { states in
            var state = states[ObjectIdentifier(type)] as? State ?? State()
            body(&state)
            states[ObjectIdentifier(type)] = state
        }
    }
}

/// State that a service keeps from one call to the next on a connection. There is one value of each type.
public protocol SessionState: Sendable {
    /// The state of a new connection.
    init()
}
