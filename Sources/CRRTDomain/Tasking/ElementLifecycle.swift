/// The life of an element (domain.md section 4). Every allowed pair of state and event is listed; all others are refused.
public enum ElementLifecycle {
    /// What can happen to an element.
    public enum Event: String, Sendable, Hashable, CaseIterable {
        /// Its nation grants its consent.
        case agree
        case order, depart, begin
        /// The work is done, or the element is not needed.
        case release
        /// Its nation, the host or the operations centre takes it out of the work.
        case withdraw
        /// It has come home.
        case home
    }

    /// The state after an event.
    ///
    /// - Throws: `IllegalTransition` where the event is not allowed in this state.
    public static func next(_ state: Element.State, _ event: Event) throws(IllegalTransition) -> Element.State {
        switch (state, event) {
        case (.asked, .agree): .agreed
        case (.agreed, .order): .ordered
        case (.ordered, .depart): .moving
        case (.ordered, .begin), (.moving, .begin): .onTask
        case (.ordered, .release): .out
        case (.moving, .release), (.onTask, .release): .returning
        case (.asked, .withdraw), (.agreed, .withdraw), (.ordered, .withdraw): .out
        case (.moving, .withdraw), (.onTask, .withdraw): .returning
        case (.returning, .home): .home
        default: throw IllegalTransition(state: state.rawValue, event: event.rawValue)
        }
    }

    /// Whether the event is allowed in this state.
    public static func allows(_ event: Event, in state: Element.State) -> Bool { (try? next(state, event)) != nil }
}
