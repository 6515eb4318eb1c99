import CRRTDomain
import CRRTStore

/// What follows from a change of some elements or consents of a tasking: the elements that are agreed to, the consents that are no longer
/// needed, the extension, and the tasking's state.
struct TaskingSettlement {
    /// The tasking before the change.
    let before: Tasking
    /// All consents of the tasking before the change.
    let consents: [Consent]
    /// The present time.
    let now: Instant

    /// - Parameters:
    ///   - changed: The tasking with the changes of its elements. Its state and revision are set here.
    ///   - decided: Consents with the changes of their own, new ones among them.
    ///   - ending: What happens to a grant that is not needed any more, `spend` or `void`.
    /// - Returns: The tasking, and all records that change, the decided consents among them.
    func settle(
        _ changed: Tasking, decided: [Consent] = [], ending: ConsentLifecycle.Event = .spend
    ) throws -> (tasking: Tasking, changes: [RecordChange]) {
        var (tasking, answers) = (changed, present(with: decided))
        for index in tasking.elements.indices where tasking.elements[index].state == .asked {
            let element = tasking.elements[index]
            let isGranted = answers.contains { $0.state == .granted && $0.kind != .host && $0.until == nil && $0.concerns(element) }
            if isGranted { tasking.elements[index] = try element.after(.agree, at: now) }
        }
        dropUnordered(&tasking)
        if !tasking.elements.contains(where: \.state.isForward) { tasking.extension = nil }
        try end(&answers, .requested, tasking, ending)
        if let asked = tasking.extension, !answers.contains(where: { $0.state == .requested && $0.answers(asked) }) {
            tasking.extension = nil
        }
        try end(&answers, .granted, tasking, ending)
        tasking.hostedBatches = Set(tasking.elements.map(\.batch)).sorted().filter { TaskingSettlement.isHosted($0, tasking, answers) }
        tasking.state = tasking.derivedState
        tasking.revision = before.revision + 1
        let asked = answers.filter { $0.isOfPart(tasking) }
        // Consents to terms of form 1 were bound to one digest for all, which stays.
        if asked.allSatisfy({ $0.terms != nil }) { tasking.digest = TaskingTerms.digest(of: asked, salt: tasking.salt) }
        tasking.countParts(since: before) { nation in asked.last { $0.nation == nation && $0.kind != .host }?.digest }
        let known = Dictionary(consents.map { (ConsentKey($0), $0) }, uniquingKeysWith: { first, _ in first })
        let changes = answers.filter { known[ConsentKey($0)] != $0 }
        return (tasking, [.tasking(tasking)] + changes.map(RecordChange.consent))
    }

    /// Whether the host, and a nation that only lends the team, have agreed to a batch.
    private static func isHosted(_ batch: Int, _ tasking: Tasking, _ consents: [Consent]) -> Bool {
        let granted = consents.filter { $0.state == .granted && $0.batch == batch }
        let lender = batch == 0 ? tasking.lendingNation : nil
        return granted.contains { $0.kind == .host } && lender.map { nation in granted.contains { $0.isLoan(of: nation) } } ?? true
    }

    private func present(with decided: [Consent]) -> [Consent] {
        let new = decided.filter { one in !consents.contains { $0.hasSameKey(as: one) } }
        return consents.map { consent in decided.first { $0.hasSameKey(as: consent) } ?? consent } + new
    }

    /// Takes out what is not ordered once the last ordered element has turned back: the tasking is over.
    private func dropUnordered(_ tasking: inout Tasking) {
        func isForward(_ element: Element) -> Bool { element.state.isForward && element.wasOrdered }
        guard before.elements.contains(where: isForward), !tasking.elements.contains(where: isForward) else { return }
        // Of a cause that is another nation's or person's, they are released: their own nation has taken nothing back.
        let last = tasking.elements.last { $0.wasOrdered && $0.left?.at == now }?.left?.cause
        let cause = last.flatMap { [.aborted, .hostRevoked].contains($0) ? $0 : nil } ?? .released
        for index in tasking.elements.indices {
            tasking.elements[index] = (try? tasking.elements[index].after(.withdraw, at: now, cause: cause)) ?? tasking.elements[index]
        }
    }

    private func end(
        _ answers: inout [Consent], _ state: Consent.State, _ tasking: Tasking, _ ending: ConsentLifecycle.Event
    ) throws {
        for index in answers.indices where answers[index].state == state {
            answers[index] = try ended(answers[index], tasking, ending) ?? answers[index]
        }
    }

    /// The consent once it is no longer needed; nil where it still is, or has ended.
    private func ended(_ consent: Consent, _ tasking: Tasking, _ ending: ConsentLifecycle.Event) throws -> Consent? {
        let concerned = tasking.elements.filter(consent.concerns)
        let isLoan = concerned.isEmpty
        let elements = isLoan ? tasking.elements.filter { $0.batch == consent.batch } : concerned
        switch consent.state {
        case .requested:
            return elements.contains(where: \.state.isForward) ? nil : try consent.ended(granted: ending, at: now)
        case .granted:
            // A longer period that never came into force leaves its grants unused.
            if let until = consent.until, !elements.contains(where: { $0.period.end == until && $0.wasOrdered }) {
                let isPending = tasking.extension?.end == until && elements.contains(where: \.state.isForward)
                return isPending ? nil : try consent.ended(granted: .void, at: now)
            }
            return elements.allSatisfy(\.state.hasEnded) ? try consent.ended(granted: ending, at: now) : nil
        case .refused, .lapsed, .revoked, .spent: return nil
        }
    }

    private struct ConsentKey: Hashable {
        let nation: NationCode
        let kind: Consent.Kind
        let digest: String

        init(_ consent: Consent) { (nation, kind, digest) = (consent.nation, consent.kind, consent.digest) }
    }
}

extension Consent {
    /// Whether it answers for a batch, or for a longer period that is in force.
    fileprivate func isOfPart(_ tasking: Tasking) -> Bool {
        until.map { end in tasking.elements.contains { concerns($0) && $0.period.end == end } } ?? true
    }
}

extension Tasking {
    /// The tasking with some elements after an event. Those that the event does not concern stay as they are.
    ///
    /// - Parameter isMeant: The elements that the event is for.
    func withdrawing(
        _ cause: Element.Cause, at now: Instant, where isMeant: (Element) -> Bool = { _ in true }
    ) -> Tasking {
        var next = self
        for index in next.elements.indices where isMeant(next.elements[index]) {
            next.elements[index] = (try? next.elements[index].after(.withdraw, at: now, cause: cause)) ?? next.elements[index]
        }
        return next
    }

    /// The tasking after a nation refused a consent, or did not answer it: the elements that it was asked for go out.
    func declining(_ consent: Consent, _ cause: Element.Cause, at now: Instant) -> Tasking {
        let isLoan = !elements.contains(where: consent.concerns)
        return withdrawing(cause, at: now) { element in
            guard element.state == .asked || element.state == .agreed else { return false }
            return isLoan ? element.batch == consent.batch : consent.concerns(element)
        }
    }

    /// The tasking after a nation did not agree to a longer period. Without the host, or without all under terms of form 1, there is none
    /// for anybody; nor is there where no other nation can agree any more.
    ///
    /// - Returns: The tasking, and the other consents that fall with it.
    func refusingExtension(
        _ asked: Tasking.Extension, _ consent: Consent, _ consents: [Consent], isRevoked: Bool, at now: Instant
    ) throws -> (Tasking, dropped: [Consent]) {
        var next = self
        let canOthers = consents.contains { other in
            other.kind != .host && other.answers(asked) && !other.hasSameKey(as: consent) && [.requested, .granted].contains(other.state)
        }
        let isOver = consent.kind == .host || consent.terms == nil || !canOthers
        next.noteRefusedExtension((consent.nation, consent.reason), isRevoked: isRevoked, at: now)
        guard isOver else { return (next, []) }
        return try next.droppingExtension(asked, consents.filter { !$0.hasSameKey(as: consent) }, at: now)
    }

    /// The tasking without the longer period that is asked for. Where it is in force for a nation already, that nation's grant and the
    /// host's stay as they are.
    ///
    /// - Returns: The tasking, and those of the consents that fall with it.
    func droppingExtension(_ asked: Tasking.Extension, _ consents: [Consent], at now: Instant) throws -> (Tasking, dropped: [Consent]) {
        var next = self
        next.extension = nil
        let open = consents.filter { consent in
            consent.answers(asked) && !elements.contains { consent.concerns($0) && $0.period.end == asked.end }
        }
        return (next, try open.compactMap { try $0.ended(granted: .void, at: now) })
    }
}
