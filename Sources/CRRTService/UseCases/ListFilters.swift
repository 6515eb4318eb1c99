import CRRTDomain

/// Reads the state filter of a list; nil where there is none.
func stateFilter<State: RawRepresentable & CaseIterable>(_ text: String?, _: State.Type) throws -> State?
where State.RawValue == String {
    guard let text else { return nil }
    guard let state = State(rawValue: text) else {
        throw Refusal.invalid("state", "\(quoted(text)) is no state; one of \(State.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return state
}

/// Reads the nation filter of a list; nil where there is none.
func nationFilter(_ text: String?) throws -> NationCode? {
    do { return try text.map { (code) throws(InvalidField) in try NationCode(code) } } catch {
        throw Refusal.invalid(error.within("nation"))
    }
}
