internal import Synchronization
internal import Varlink

/// The slots for large messages, shared by the connections of one server.
final class LargeMessages: Sendable {
    private struct State {
        var slots: LargeMessageSlots
        /// Called once the connection has its slot.
        var waiting: [UInt64: @Sendable () -> Void] = [:]
    }

    private let state: Mutex<State>

    init(_ limits: Limits) {
        let message = max(1, limits.message)
        state = Mutex(
            State(slots: LargeMessageSlots(together: limits.largeTogether / message, perUser: limits.largePerUser / message)))
    }

    /// - Parameter granted: called, on any thread, once the slot is there; not where this returns true.
    /// - Returns: whether the session has its slot now.
    func take(_ session: Session, _ granted: @escaping @Sendable () -> Void) -> Bool {
        state.withLock { state in
            if state.slots.take(session.id, of: session.peer.uid) { return true }
            state.waiting[session.id] = granted
            return false
        }
    }

    /// The slot, or the wait for one, is over.
    func giveBack(_ session: Session) {
        let granted = state.withLock { state in
            state.waiting[session.id] = nil
            return state.slots.giveBack(session.id, of: session.peer.uid).compactMap { state.waiting.removeValue(forKey: $0) }
        }
        for tell in granted { tell() }
    }
}
