/// The life of a campaign. A closed one is not opened again, and can still be corrected.
public enum CampaignLifecycle {
    /// What the desk can do with a campaign.
    public enum Event: String, Sendable, Hashable, CaseIterable { case open, correct, close }

    /// The state after an event.
    ///
    /// - Parameters:
    ///   - state: nil where the campaign does not exist yet.
    ///   - event: What happens.
    /// - Throws: `IllegalTransition` where the event is not allowed in this state.
    public static func next(_ state: Campaign.State?, _ event: Event) throws(IllegalTransition) -> Campaign.State {
        switch (state, event) {
        case (nil, .open): .open
        case (let state?, .correct): state
        case (.open, .close): .closed
        default: throw IllegalTransition(state: state?.rawValue, event: event.rawValue)
        }
    }
}
