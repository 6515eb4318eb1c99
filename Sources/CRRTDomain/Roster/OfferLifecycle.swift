/// The life of an offer. A nation offers, confirms, suspends and withdraws at any time, and may offer again what it has withdrawn.
public enum OfferLifecycle {
    /// What a nation can do with an offer.
    public enum Event: String, Sendable, Hashable, CaseIterable { case offer, confirm, suspend, withdraw }

    /// The state after an event.
    ///
    /// - Parameters:
    ///   - state: nil where nothing has been offered yet.
    ///   - event: What happens.
    /// - Throws: `IllegalTransition` where the event is not allowed in this state.
    public static func next(_ state: Offer.State?, _ event: Event) throws(IllegalTransition) -> Offer.State {
        switch (state, event) {
        case (nil, .offer), (.offered, .offer), (.suspended, .offer), (.withdrawn, .offer): .offered
        case (.offered, .confirm): .offered
        case (.offered, .suspend): .suspended
        case (.offered, .withdraw), (.suspended, .withdraw): .withdrawn
        default: throw IllegalTransition(state: state?.rawValue, event: event.rawValue)
        }
    }
}
