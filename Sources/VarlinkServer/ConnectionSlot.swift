internal import NIOCore
internal import Varlink

/// The slot that a connection needs to read a large message (``LargeMessageSlots``).
extension ConnectionHandler {
    enum SlotState {
        /// Messages of this peer are never large.
        case notNeeded
        case none
        case waiting
        case held

        var isHeld: Bool { self == .held || self == .notNeeded }
    }

    /// Call before more of a large message is read.
    func requestSlot() {
        guard slot == .none, messages.count >= limits.readAheadBytes, machine.takesMessage, isWritable, let handle else { return }
        let isHeld = large.acquire(session) { handle.hop { $0.slotGranted() } }
        slot = isHeld ? .held : .waiting
    }

    private func slotGranted() {
        guard slot == .waiting else { return }
        slot = .held
        releaseSlotUnlessNeeded()
        resumeReading()
    }

    /// The slot is needed while a large message is read, and until its call is answered.
    func releaseSlotUnlessNeeded() {
        if slot == .held, messages.count < limits.readAheadBytes, !machine.isBusy { releaseSlot() }
    }

    /// Call when the call is answered or the connection has ended.
    func releaseSlot() {
        guard slot == .held || slot == .waiting else { return }
        slot = .none
        large.release(session)
    }
}
