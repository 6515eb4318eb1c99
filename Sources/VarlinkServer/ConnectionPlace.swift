internal import NIOCore
internal import Varlink

/// The place of a connection among those that may read a large message now.
extension ConnectionHandler {
    enum Place {
        /// Messages of this peer are never large.
        case notNeeded
        case none
        case waiting
        case held

        var isHeld: Bool { self == .held || self == .notNeeded }
    }

    /// Before more of a large message is read.
    func askForPlace() {
        guard place == .none, messages.count >= limits.readAhead, machine.takesMessage, isWritable, let link else { return }
        let isHeld = large.take(session) { link.hop { $0.placeIsThere() } }
        place = isHeld ? .held : .waiting
    }

    private func placeIsThere() {
        guard place == .waiting else { return }
        place = .held
        leavePlaceUnlessNeeded()
        resumeReading()
    }

    /// While a large message is read, and until its call is answered, the place is needed.
    func leavePlaceUnlessNeeded() {
        if place == .held, messages.count < limits.readAhead, !machine.isBusy { leavePlace() }
    }

    /// The call is answered, or the connection is over.
    func leavePlace() {
        guard place == .held || place == .waiting else { return }
        place = .none
        large.giveBack(session)
    }
}
