/// The life of a consent (domain.md section 4). Every allowed pair of state and event is listed; all others are refused.
public enum ConsentLifecycle {
    /// What can happen to a consent.
    public enum Event: String, Sendable, Hashable, CaseIterable {
        case request
        /// One of two principals has granted; the consent still waits for the second.
        case endorse
        case grant, refuse
        /// `replyBy` passed without an answer.
        case lapse
        case revoke
        /// The tasking ended, or newer terms replaced these.
        case spend
        /// The consent is no longer needed, before it was given or the tasking was ordered: the tasking ended, another nation refused, or
        /// the terms changed.
        case void
    }

    /// The state after an event.
    ///
    /// - Parameters:
    ///   - state: nil where the consent has not been requested yet.
    ///   - event: What happens.
    /// - Throws: `IllegalTransition` where the event is not allowed in this state.
    public static func next(_ state: Consent.State?, _ event: Event) throws(IllegalTransition) -> Consent.State {
        switch (state, event) {
        case (nil, .request): .requested
        case (.requested, .endorse): .requested
        case (.requested, .grant): .granted
        case (.requested, .refuse): .refused
        case (.requested, .lapse), (.requested, .void), (.granted, .void): .lapsed
        case (.granted, .revoke): .revoked
        case (.granted, .spend): .spent
        default: throw IllegalTransition(state: state?.rawValue, event: event.rawValue)
        }
    }
}
