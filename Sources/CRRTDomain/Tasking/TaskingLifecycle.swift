/// The life of a tasking (domain.md section 4). Every allowed pair of state and event is listed; all others are refused.
public enum TaskingLifecycle {
    /// What can happen to a tasking.
    public enum Event: String, Sendable, Hashable, CaseIterable {
        case propose
        /// The last outstanding consent was granted.
        case consent
        /// A consent was refused, has lapsed or was revoked before the order, or the request was amended.
        case decline
        case order, depart, begin, extend, release, close, recall, abort
    }

    /// The state after an event.
    ///
    /// - Parameters:
    ///   - state: nil where the tasking does not exist yet.
    ///   - event: What happens.
    /// - Throws: `IllegalTransition` where the event is not allowed in this state.
    public static func next(_ state: Tasking.State?, _ event: Event) throws(IllegalTransition) -> Tasking.State {
        switch (state, event) {
        case (nil, .propose): .awaitingConsent
        case (.awaitingConsent, .consent): .consented
        case (.awaitingConsent, .decline), (.consented, .decline): .declined
        case (.consented, .order): .ordered
        case (.ordered, .depart): .moving
        case (.ordered, .begin), (.moving, .begin): .onTask
        case (.onTask, .extend): .onTask
        case (.moving, .release), (.onTask, .release): .returning
        case (.returning, .close): .closed
        case (.awaitingConsent, .recall), (.consented, .recall), (.ordered, .recall), (.moving, .recall), (.onTask, .recall): .recalled
        case (.awaitingConsent, .abort), (.consented, .abort), (.ordered, .abort), (.moving, .abort), (.onTask, .abort): .aborted
        default: throw IllegalTransition(state: state?.rawValue, event: event.rawValue)
        }
    }
}
