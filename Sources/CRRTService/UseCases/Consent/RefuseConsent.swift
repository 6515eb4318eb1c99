import CRRTDomain
import CRRTProtocol
import CRRTStore

/// A nation says no, or takes its word back.
enum RefuseConsent {
    static func run(_ parameters: Consents.Refuse.Parameters, _ command: Command) throws -> Consents.Refuse.Reply {
        let reason = try RequestFields.reason("reason", parameters.reason)
        let question = try ConsentQuestion.find(
            parameters.tasking, nation: parameters.nation, kind: parameters.kind.rawValue, wanted: .requested, event: .refuse, command)
        let consent = try command.decide(question.consent, .refuse, reason: reason)
        let changes = try command.unconsented(question, consent, "\(consent.nation) refused: \(reason)")
        let seq = try command.append(
            .consentRefused, question.tasking.id, changes,
            detail: ["nation": consent.nation.description, "kind": consent.kind.rawValue, "reason": reason])
        return .init(consent: Consents.Consent(consent), seq: seq)
    }
}

enum RevokeConsent {
    static func run(_ parameters: Consents.Revoke.Parameters, _ command: Command) throws -> Consents.Revoke.Reply {
        let reason = try RequestFields.reason("reason", parameters.reason)
        let question = try ConsentQuestion.find(
            parameters.tasking, nation: parameters.nation, kind: parameters.kind.rawValue, wanted: .granted, event: .revoke, command)
        let consent = try command.decide(question.consent, .revoke, reason: reason)
        let detail = ["nation": consent.nation.description, "kind": consent.kind.rawValue, "reason": reason]
        guard question.tasking.state.holdsPeople, !question.isExtension else {
            let changes = try command.unconsented(question, consent, "\(consent.nation) revoked: \(reason)")
            return .init(
                consent: Consents.Consent(consent), seq: try command.append(.consentRevoked, question.tasking.id, changes, detail: detail))
        }
        // After the order, taking the word back is a recall: no step forward any more, the people come home.
        let (_, changes) = try command.end(
            question.tasking, .recall, consents: .spend, decided: [consent], remark: "\(consent.nation) revoked: \(reason)")
        return .init(
            consent: Consents.Consent(consent), seq: try command.append(.taskingRecalled, question.tasking.id, changes, detail: detail))
    }
}

extension Command {
    /// What follows when a consent will not be there: the tasking is declined, or, of an extension, the old terms run on.
    func unconsented(_ question: ConsentQuestion, _ consent: Consent, _ remark: String) throws -> [RecordChange] {
        guard let asked = question.tasking.extension, question.isExtension else {
            return try end(question.tasking, .decline, consents: .spend, decided: [consent], remark: remark).changes
        }
        var tasking = question.tasking
        tasking.extension = nil
        tasking.revision += 1
        return [.tasking(tasking), .consent(consent)] + (try void(asked, of: tasking, besides: consent))
    }
}
