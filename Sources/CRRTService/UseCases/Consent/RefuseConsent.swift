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
        let changes = try command.changesAfterRefusal(question, consent, "\(consent.nation) refused: \(reason)")
        let seq = try command.append(
            .consentRefused, question.tasking.id, changes,
            detail: ["nation": consent.nation.description, "kind": consent.kind.rawValue, "reason": reason])
        return .init(consent: Consents.Consent(consent), seq: seq)
    }
}

/// Revokes a nation's consents for a tasking: all of them, or only that for an extension, by its digest.
enum RevokeConsent {
    static func run(_ parameters: Consents.Revoke.Parameters, _ command: Command) throws -> Consents.Revoke.Reply {
        let reason = try ParameterFields.reason("reason", parameters.reason)
        let question = try ConsentQuestion.find(
            parameters.tasking, nation: parameters.nation, kind: parameters.kind.rawValue, wanted: .granted, event: .revoke,
            digest: parameters.digest, command)
        let consent = try command.decide(question.consent, .revoke, reason: reason)
        let detail = ["nation": consent.nation.description, "kind": consent.kind.rawValue, "reason": reason]
        let remark = "\(consent.nation) revoked: \(reason)"
        if question.isExtension {
            let changes = try command.changesAfterRefusal(question, consent, remark)
            return .init(
                consent: Consents.Consent(consent), seq: try command.append(.consentRevoked, question.tasking.id, changes, detail: detail))
        }
        let others = try command.granted(by: consent.nation, in: question.tasking, digest: parameters.digest)
            .filter { !$0.hasSameKey(as: consent) }
            .map { try command.decide($0, .revoke, reason: reason) }
        // After the order, revoking is a recall: there is no forward step any more, and the people return.
        let isRecall = question.tasking.state.holdsPeople
        var tasking = question.tasking
        if isRecall { tasking.recalledBy = consent.nation }
        let (_, changes) = try command.end(
            tasking, isRecall ? .recall : .decline, consents: .spend, decided: [consent] + others, remark: remark)
        return .init(
            consent: Consents.Consent(consent),
            seq: try command.append(isRecall ? .taskingRecalled : .consentRevoked, tasking.id, changes, detail: detail))
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

    /// The changes after a consent was denied: the tasking is declined, or for an extension, the old terms stay in force.
    func changesAfterRefusal(_ question: ConsentQuestion, _ consent: Consent, _ remark: String) throws -> [RecordChange] {
        guard let asked = question.tasking.extension, question.isExtension else {
            return try end(question.tasking, .decline, consents: .spend, decided: [consent], remark: remark).changes
        }
        var tasking = question.tasking
        tasking.dropExtension((consent.nation, consent.reason), isRevoked: consent.state == .revoked, at: now)
        tasking.revision += 1
        return [.tasking(tasking), .consent(consent)] + (try void(asked, of: tasking, besides: consent))
    }
}
