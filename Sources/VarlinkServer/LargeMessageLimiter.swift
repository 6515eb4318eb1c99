internal import Synchronization
internal import Varlink

/// The slots for large messages of one server, shared by its connections.
final class LargeMessageLimiter: Sendable {
    private struct State {
        var slots: LargeMessageSlots
        /// Called once the connection has its slot.
        var waiting: [UInt64: @Sendable () -> Void] = [:]
    }

    private let state: Mutex<State>

    init(_ limits: ServerLimits) {
        let message = max(1, limits.messageBytes)
        state = Mutex(
            State(slots: LargeMessageSlots(total: limits.largeBytesTotal / message, perUser: limits.largeBytesPerUser / message)))
    }

    /// Requests a slot.
    ///
    /// - Parameter granted: called on any thread once the slot is granted; not where this returns true.
    /// - Returns: whether the session has a slot now.
    func acquire(_ session: Session, _ granted: @escaping @Sendable () -> Void) -> Bool {
        state.withLock { state in
            if state.slots.acquire(session.id, of: session.peer.uid) { return true }
            state.waiting[session.id] = granted
            return false
        }
    }

    /// Releases the slot, or ends the wait for one.
    func release(_ session: Session) {
        let granted = state.withLock { state in
            state.waiting[session.id] = nil
            return state.slots.release(session.id, of: session.peer.uid).compactMap { state.waiting.removeValue(forKey: $0) }
        }
        for tell in granted { tell() }
    }
}
