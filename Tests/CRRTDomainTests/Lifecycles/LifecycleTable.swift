import CRRTDomain
import Testing

/// Tries every state (and none) with every event against a list of the pairs that are allowed, `state event next`, `-` for none.
func expectExactly<State, Event>(
    _ allowed: [String], _ next: (State?, Event) throws(IllegalTransition) -> State
) where State: RawRepresentable & CaseIterable, Event: RawRepresentable & CaseIterable, State.RawValue == String, Event.RawValue == String {
    var left = Set(allowed)
    #expect(left.count == allowed.count, "a pair is listed twice")
    for state in [nil] + State.allCases.map(Optional.some) {
        for event in Event.allCases {
            let pair = "\(state?.rawValue ?? "-") \(event.rawValue)"
            do throws(IllegalTransition) {
                let reached = try next(state, event)
                #expect(left.remove("\(pair) \(reached.rawValue)") != nil, "\(pair) led to \(reached.rawValue)")
            } catch {
                #expect(!left.contains { $0.hasPrefix(pair + " ") }, "\(pair) was refused")
                #expect(error == IllegalTransition(state: state?.rawValue, event: event.rawValue))
            }
        }
    }
    #expect(left.isEmpty)
}
