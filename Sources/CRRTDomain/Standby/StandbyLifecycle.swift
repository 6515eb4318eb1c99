/// The life of a standby period.
public enum StandbyLifecycle {
    /// What nations can do with a period.
    public enum Event: String, Sendable, Hashable, CaseIterable {
        /// Its nation states it, anew or changed. What others confirmed does not stand for what is changed.
        case offer
        /// Another nation confirms it, and further ones are to.
        case endorse
        /// The last of the other nations confirms it; there may be none.
        case confirm
        /// Its nation asks another for an exchange.
        case askSwap
        /// One of the two does not want the exchange.
        case refuseSwap
        /// It gets the times of another nation's period, which gets its own.
        case swap
        /// Its nation takes it back.
        case withdraw
    }

    /// The state after an event.
    ///
    /// - Parameters:
    ///   - state: nil where the period does not exist yet.
    ///   - event: What happens.
    /// - Throws: `IllegalTransition` where the event is not allowed in this state.
    public static func next(_ state: StandbyPeriod.State?, _ event: Event) throws(IllegalTransition) -> StandbyPeriod.State {
        switch (state, event) {
        case (nil, .offer), (.offered, .offer), (.confirmed, .offer), (.withdrawn, .offer): .offered
        case (.offered, .endorse): .offered
        case (.offered, .confirm): .confirmed
        case (.offered, .askSwap), (.confirmed, .askSwap), (.offered, .refuseSwap), (.confirmed, .refuseSwap): state ?? .offered
        case (.offered, .swap), (.confirmed, .swap): .offered
        case (.offered, .withdraw), (.confirmed, .withdraw): .withdrawn
        default: throw IllegalTransition(state: state?.rawValue, event: event.rawValue)
        }
    }
}
