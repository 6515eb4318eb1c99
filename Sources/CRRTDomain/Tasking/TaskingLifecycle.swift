/// The life of a tasking (domain.md section 4): every pair of state and event that is allowed; all else is refused.
public enum TaskingLifecycle {
    public enum Event: String, Sendable, Hashable, CaseIterable {
        case propose
        /// The last outstanding consent was granted.
        case consent
        /// A consent was refused, or lapsed, or was revoked before the order, or its terms were amended away.
        case decline
        case order, depart, begin, extend, release, close, recall, abort
    }

    /// nil as state: the tasking does not exist yet.
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
