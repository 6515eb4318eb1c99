/// The life of a request (domain.md section 4): every pair of state and event that is allowed; all else is refused.
public enum RequestLifecycle {
    public enum Event: String, Sendable, Hashable, CaseIterable {
        case submit, validate, `return`, amend, cancel, close, expire
        /// The label is raised or its release narrowed, or nothing changes at all, so the state stays.
        case relabel
    }

    /// nil as state: the request does not exist yet.
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
