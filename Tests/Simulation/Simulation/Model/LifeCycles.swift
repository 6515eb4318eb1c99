import CRRTDomain

/// The tables of docs/domain.md section 4, written down once more: from which state a record may come into which.
enum LifeCycles {
    static func allows(_ from: Request.State?, _ to: Request.State) -> Bool {
        switch (from, to) {
        case (nil, .submitted), (.submitted?, .validated), (.submitted?, .returned): true
        case (.submitted?, .submitted), (.returned?, .submitted), (.validated?, .submitted): true
        case (.submitted?, .cancelled), (.returned?, .cancelled), (.validated?, .cancelled): true
        case (.validated?, .closed), (.validated?, .expired): true
        // A stricter label, at any time.
        case (let from?, let to): from == to
        default: false
        }
    }

    static func allows(_ from: Element.State?, _ to: Element.State) -> Bool {
        switch (from, to) {
        case (nil, .asked), (.asked?, .agreed), (.agreed?, .ordered), (.ordered?, .moving), (.ordered?, .onTask), (.moving?, .onTask): true
        case (.asked?, .out), (.agreed?, .out), (.ordered?, .out): true
        case (.moving?, .returning), (.onTask?, .returning), (.returning?, .home): true
        case (let from?, let to): from == to
        default: false
        }
    }

    /// The state of a tasking with these elements.
    ///
    /// - Parameter isHosted: Whether the host, and the nation that lends the team, agreed to the batches of those who are forward.
    static func state(of tasking: Tasking, isHosted: Bool) -> Tasking.State {
        let states = tasking.elements.map(\.state)
        for (state, shown) in [(Element.State.onTask, Tasking.State.onTask), (.moving, .moving), (.ordered, .ordered)]
        where states.contains(state) { return shown }
        if states.contains(.asked) || (states.contains(.agreed) && !isHosted) { return .awaitingConsent }
        if states.contains(.agreed) { return .consented }
        let causes = tasking.elements.map { $0.left?.cause }
        if causes.contains(.aborted) { return .aborted }
        let ordered = zip(tasking.elements, causes).filter { $0.0.wasOrdered }.map(\.1)
        if ordered.isEmpty { return .declined }
        if ordered.allSatisfy({ [.recalled, .revoked, .hostRevoked].contains($0) }) { return .recalled }
        return tasking.closedAt == nil ? .returning : .closed
    }

    static func allows(_ from: Consent.State?, _ to: Consent.State) -> Bool {
        switch (from, to) {
        case (nil, .requested), (.requested?, .requested), (.requested?, .granted), (.requested?, .refused), (.requested?, .lapsed): true
        case (.granted?, .lapsed), (.granted?, .revoked), (.granted?, .spent): true
        default: false
        }
    }
}
