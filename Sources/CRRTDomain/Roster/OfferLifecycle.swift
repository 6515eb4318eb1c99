/// The life of an offer: a nation offers, confirms, suspends and withdraws as it likes; a withdrawn offer can be made again.
public enum OfferLifecycle {
    public enum Event: String, Sendable, Hashable, CaseIterable { case offer, confirm, suspend, withdraw }

    /// nil as state: nothing has been offered yet.
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
