/// The life of a request (domain.md section 4). Every allowed pair of state and event is listed; all others are refused.
public enum RequestLifecycle {
    /// What can happen to a request.
    public enum Event: String, Sendable, Hashable, CaseIterable {
        /// Steps that people take, but for `expire`: the period has ended, without an active or a closed tasking.
        case submit, validate, `return`, amend, cancel, close, expire
        /// The classification is raised, the release narrowed, or nothing changes at all. The state stays.
        case relabel
    }

    /// The state after an event.
    ///
    /// - Parameters:
    ///   - state: nil where the request does not exist yet.
    ///   - event: What happens.
    /// - Throws: `IllegalTransition` where the event is not allowed in this state.
    public static func next(_ state: Request.State?, _ event: Event) throws(IllegalTransition) -> Request.State {
        switch (state, event) {
        case (nil, .submit): .submitted
        case (.submitted, .validate): .validated
        case (.submitted, .return): .returned
        case (.submitted, .amend), (.returned, .amend), (.validated, .amend): .submitted
        case (.submitted, .cancel), (.returned, .cancel), (.validated, .cancel): .cancelled
        case (.validated, .close): .closed
        case (.validated, .expire): .expired
        case (let state?, .relabel): state
        default: throw IllegalTransition(state: state?.rawValue, event: event.rawValue)
        }
    }
}
