import CRRTDomain
import CRRTProtocol
import CRRTStore

/// A nation refuses its consent.
enum RefuseConsent {
    static func run(_ parameters: Consents.Refuse.Parameters, _ command: Command) throws -> Consents.Refuse.Reply {
        let reason = try ParameterFields.reason("reason", parameters.reason)
        let question = try ConsentQuestion.find(
            parameters.tasking, nation: parameters.nation, kind: parameters.kind.rawValue, wanted: .requested, event: .refuse, command)
        let consent = try command.decide(question.consent, .refuse, reason: reason)
        let changes = try command.changesAfterRefusal(question, consent, .refused, "\(consent.nation) refused: \(reason)")
        let seq = try command.append(
            .consentRefused, question.tasking.id, changes,
            detail: ["nation": consent.nation.description, "kind": consent.kind.rawValue, "reason": reason])
        return .init(consent: try command.shown(consent), seq: seq)
    }
}

/// Revokes a nation's consents for a tasking: all of them, or only one, by the digest of its terms.
enum RevokeConsent {
    static func run(_ parameters: Consents.Revoke.Parameters, _ command: Command) throws -> Consents.Revoke.Reply {
        let reason = try ParameterFields.reason("reason", parameters.reason)
        let question = try ConsentQuestion.find(
            parameters.tasking, nation: parameters.nation, kind: parameters.kind.rawValue, wanted: .granted, event: .revoke,
            digest: parameters.digest, command)
        let consent = try command.decide(question.consent, .revoke, reason: reason)
        let detail = ["nation": consent.nation.description, "kind": consent.kind.rawValue, "reason": reason]
        let remark = "\(consent.nation) revoked: \(reason)"
        let tasking = question.tasking
        // Where the longer period is in force already, people serve under it, and cannot stay without it.
        let isInForce = consent.terms != nil && tasking.elements.contains { $0.state.isForward && consent.covers($0) }
        if question.isExtension, !isInForce {
            let changes = try command.changesAfterRefusal(question, consent, .revoked, remark)
            return .init(
                consent: try command.shown(consent), seq: try command.append(.consentRevoked, tasking.id, changes, detail: detail))
        }
        let others = try command.granted(by: consent.nation, in: tasking, digest: parameters.digest)
            .filter { !$0.hasSameKey(as: consent) }
            .map { try command.decide($0, .revoke, reason: reason) }
        var next = try withdrawn(tasking, [consent] + others, command)
        var dropped: [Consent] = []
        if let asked = tasking.extension, consent.kind == .host, consent.answers(asked), next.elements.contains(where: \.state.isForward) {
            // Others are not asked any more for what the host does not agree to.
            let consents = try command.rows.consents(of: tasking.id)
            (next, dropped) = try next.refusingExtension(asked, consent, consents, isRevoked: true, at: command.now)
        }
        // After the order, revoking is a recall: there is no forward step any more, and the people return.
        let isRecall = zip(tasking.elements, next.elements).contains { $0.wasOrdered && $0.state != $1.state }
        if isRecall { next.recalledBy = consent.nation }
        let (_, changes) = try command.settle(tasking, as: next, decided: [consent] + others + dropped, remark: remark)
        return .init(
            consent: try command.shown(consent),
            seq: try command.append(isRecall ? .taskingRecalled : .consentRevoked, tasking.id, changes, detail: detail))
    }

    /// The tasking without the elements that serve under the revoked consents.
    ///
    /// - Throws: `IllegalTransition` where they have turned back already.
    private static func withdrawn(_ tasking: Tasking, _ revoked: [Consent], _ command: Command) throws -> Tasking {
        func isMeant(_ element: Element) -> Bool {
            revoked.contains { consent in
                let isLoan = !tasking.elements.contains(where: consent.concerns)
                return isLoan ? element.batch == consent.batch : consent.covers(element)
            }
        }
        guard tasking.elements.contains(where: { isMeant($0) && $0.state.isForward }) else {
            throw try command.illegal(tasking, "revoke")
        }
        let isHost = revoked.contains { $0.kind == .host }
        return tasking.withdrawing(isHost ? .hostRevoked : .revoked, at: revoked[0].decidedAt ?? tasking.replyBy, where: isMeant)
    }
}

extension Command {
    /// A nation's granted consents for a tasking.
    ///
    /// - Parameter digest: of the terms; nil for all terms.
    func granted(by nation: NationCode, in tasking: Tasking, digest: String? = nil) throws -> [Consent] {
        try rows.consents(of: tasking.id).filter {
            $0.nation == nation && $0.state == .granted && (digest == nil || $0.digest == digest)
        }
    }

    /// The changes after a consent was denied: the people whom it was asked for go out, or for an extension, the old terms stay in force.
    func changesAfterRefusal(
        _ question: ConsentQuestion, _ consent: Consent, _ cause: Element.Cause, _ remark: String
    ) throws -> [RecordChange] {
        let tasking = question.tasking
        guard let asked = tasking.extension, question.isExtension else {
            return try settle(tasking, as: tasking.declining(consent, cause, at: now), decided: [consent], remark: remark).changes
        }
        let consents = try rows.consents(of: tasking.id)
        let (next, dropped) = try tasking.refusingExtension(asked, consent, consents, isRevoked: cause == .revoked, at: now)
        return try settle(tasking, as: next, decided: [consent] + dropped).changes
    }
}
