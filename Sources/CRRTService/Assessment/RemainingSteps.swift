import CRRTDomain
import CRRTProtocol

extension Tasking {
    /// What remains possible where no forward step is, in words.
    var remainingSteps: String {
        switch state {
        case .awaitingConsent, .consented: "abort it and propose anew"
        case .ordered: "what is left is to recall or abort it"
        case .moving, .onTask: "what is left is to release, recall or abort it"
        case .returning where abroad.isEmpty: "what is left is to close it"
        case .returning: "what is left is to report its people home, and to close it"
        case .closed, .declined, .recalled, .aborted:
            abroad.isEmpty ? "it has ended" : "what is left is to report its people home"
        }
    }

    /// The steps that end an active tasking, in words: `recall or abort`. Empty once it has ended.
    var endingSteps: String {
        switch state {
        case .awaitingConsent, .consented: "abort"
        case .ordered: "recall or abort"
        case .moving, .onTask: "release and close, recall or abort"
        case .returning where abroad.isEmpty: "close"
        case .returning: "report home and close"
        case .closed, .declined, .recalled, .aborted: abroad.isEmpty ? "" : "report home the people of"
        }
    }
}

extension Context {
    /// The refusal of a step, which tells the state of the tasking as the caller sees it.
    ///
    /// - Parameter hint: The next step; nil for those that remain possible.
    func illegal(_ tasking: Tasking, _ event: String, _ hint: String? = nil) throws -> Service.IllegalTransition {
        let view = try view(of: tasking)
        return Refusal.illegal(tasking.id, state: view.state.rawValue, event: event, hint ?? view.remainingSteps)
    }

    /// Checks that other people can be put in the place of those who left a tasking.
    ///
    /// - Throws: `IllegalTransition`.
    func checkTakesOthers(_ tasking: Tasking, _ request: Request) throws {
        func refused(_ hint: String) throws -> Service.IllegalTransition { try illegal(tasking, "replace", hint) }
        guard tasking.kind != .effect else { throw try refused("an effect is not replaced; propose another one for \(tasking.request)") }
        guard tasking.elements.contains(where: \.state.isForward) else {
            throw try refused("crrtctl tasking propose \(tasking.request) proposes anew")
        }
        guard request.state == .validated else { throw try refused("its request is \(request.state.rawValue)") }
        guard now < tasking.period.end else {
            throw try refused("the agreed period ended \(tasking.period.end); extend it first, or propose anew")
        }
    }
}
