/// State that the changes of one commit share, such as a cache of what earlier changes computed. There is one value of each type.
public protocol CommitState: Sendable {
    /// The state before the first change of a commit.
    init()
}

/// The shared states of one commit, by type.
struct CommitStates: Sendable {
    private var values: [ObjectIdentifier: any CommitState] = [:]

    /// Removes a state, so that its caller can change it without copying; a new one where there is none.
    mutating func take<State: CommitState>(_: State.Type) -> State {
        values.removeValue(forKey: ObjectIdentifier(State.self)) as? State ?? State()
    }

    mutating func put<State: CommitState>(_ state: State) { values[ObjectIdentifier(State.self)] = state }
}
