/// A life cycle's refusal: the event is not allowed in this state.
public struct IllegalTransition: Error, Sendable, Hashable {
    /// The state; nil where the record does not exist yet.
    public let state: String?
    /// The event that was refused.
    public let event: String

    public init(state: String?, event: String) {
        self.state = state
        self.event = event
    }
}
