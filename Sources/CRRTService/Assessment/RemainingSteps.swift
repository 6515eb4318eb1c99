import CRRTDomain
import CRRTProtocol

extension Tasking {
    /// The steps of the operations centre that end an active tasking, in words: `abort`. Empty once it has ended. A recall is not among
    /// them: it is the contributing nation's alone.
    var endingSteps: String {
        switch state {
        case .awaitingConsent, .consented: "abort"
        case .ordered, .moving, .onTask: abroad.isEmpty ? "release and close, or abort" : "release, report home and close, or abort"
        case .returning where abroad.isEmpty: "close"
        case .returning: "report home and close"
        case .closed, .declined, .recalled, .aborted: abroad.isEmpty ? "" : "report home the people of"
        }
    }
}

extension Context {
    /// What the caller can still do about a tasking where no forward step is possible, in words.
    ///
    /// - Parameter view: The tasking as the caller sees it.
    func remainingSteps(of view: Tasking) -> String {
        let isDesk = caller.roles.contains(.duty)
        let reportsHome = isDesk || view.abroad.contains { caller.speaks(for: $0.nation) }
        switch view.state {
        case .awaitingConsent, .consented:
            return caller.hasAny(of: [.duty, .authority]) ? "abort it and propose anew" : "the duty desk can propose anew"
        case .ordered, .moving, .onTask:
            let steps = stoppingSteps(of: view)
            guard let last = steps.last else { return "what is left is for the duty desk to release or abort it" }
            let others = steps.dropLast().joined(separator: ", ")
            return "what is left is to \(others.isEmpty ? last : "\(others) or \(last)") it"
        case .returning where view.abroad.isEmpty: return isDesk ? "what is left is to close it" : "its people are home"
        case .returning where isDesk: return "what is left is to report its people home, and to close it"
        case .returning where reportsHome: return "what is left is to report its people home"
        case .returning: return "its people are on the way home"
        case .closed, .declined, .recalled, .aborted:
            if view.abroad.isEmpty { return "it has ended" }
            return reportsHome ? "what is left is to report its people home" : "its people are on the way home"
        }
    }

    /// The steps that take forward people out of an ordered tasking, to which the caller has the right.
    private func stoppingSteps(of view: Tasking) -> [String] {
        let isDesk = caller.roles.contains(.duty)
        let contributes = view.elements.contains { $0.state.isForward && caller.speaks(for: $0.nation) }
        let lends = view.lendingNation.map(caller.speaks) ?? false
        let mayCease = view.kind == .effect && (contributes || caller.speaks(for: view.request.nation) || caller.roles.contains(.authority))
        return [
            isDesk || caller.speaks(for: view.request.nation) ? "release" : nil, contributes || lends ? "recall" : nil,
            mayCease ? "cease" : nil,
            isDesk || caller.roles.contains(.authority) ? "abort" : nil,
        ].compactMap(\.self)
    }

    /// The refusal of a step, which tells the state of the tasking as the caller sees it.
    ///
    /// - Parameter hint: The next step; nil for those that remain possible.
    func illegal(_ tasking: Tasking, _ event: String, _ hint: String? = nil) throws -> Service.IllegalTransition {
        let view = try view(of: tasking)
        return Refusal.illegal(tasking.id, state: view.state.rawValue, event: event, hint ?? remainingSteps(of: view))
    }

    /// Checks that other people can be put in the place of those who left a tasking.
    ///
    /// - Parameter event: What is refused where they cannot.
    /// - Throws: `IllegalTransition`.
    func checkTakesOthers(_ tasking: Tasking, _ request: Request, event: String) throws {
        func refused(_ hint: String) throws -> Service.IllegalTransition { try illegal(tasking, event, hint) }
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
