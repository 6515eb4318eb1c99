/// A life cycle's refusal: this event cannot happen in this state.
public struct IllegalTransition: Error, Sendable, Hashable {
    /// nil where the record does not exist yet.
    public let state: String?
    public let event: String

    public init(state: String?, event: String) {
        self.state = state
        self.event = event
    }
}
