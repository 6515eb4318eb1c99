/// The life of a message of an exercise (domain.md section 4). Every allowed pair of state and event is listed; all others are refused.
public enum ExerciseMessageLifecycle {
    /// What can happen to a message.
    public enum Event: String, Sendable, Hashable, CaseIterable {
        /// An inject is told to its readers, by people or by the clock.
        case release
        /// Exercise control drops an inject.
        case cancel
        /// The real matter is over.
        case clear
    }

    /// The state after an event.
    ///
    /// - Throws: `IllegalTransition` where the event is not allowed in this state.
    public static func next(_ state: ExerciseMessage.State, _ event: Event) throws(IllegalTransition) -> ExerciseMessage.State {
        switch (state, event) {
        case (.planned, .release): .released
        case (.planned, .cancel): .cancelled
        case (.standing, .clear): .cleared
        default: throw IllegalTransition(state: state.rawValue, event: event.rawValue)
        }
    }
}
