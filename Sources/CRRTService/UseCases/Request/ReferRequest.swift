import CRRTDomain
import CRRTProtocol
import CRRTStore

/// Puts on record that people referred the matter to consultation under the North Atlantic Treaty. Nothing else changes.
enum ReferRequest {
    static func run(_ parameters: Requests.Refer.Parameters, _ command: Command) throws -> Requests.Refer.Reply {
        let present = try command.request(parameters.id, ifRevision: parameters.ifRevision)
        guard present.referrals.count < Request.mostReferrals else {
            throw Refusal.invalid("id", "\(parameters.id) has \(Request.mostReferrals) referrals on record, and no more are taken")
        }
        let at = try command.past("at", parameters.at)
        let referral: Referral
        do throws(InvalidField) {
            referral = try Referral(
                article: parameters.article == .article4 ? .article4 : .article5, by: parameters.by, to: parameters.to, at: at,
                reference: parameters.reference)
        } catch { throw Refusal.invalid(error) }
        var request = try command.step(present, .relabel, remark: present.remark)
        request.referrals.append(referral)
        let seq = try command.append(
            .requestReferred, parameters.id, [.request(request)], detail: ["referral": "\(request.referrals.count)"])
        return .init(request: try command.shown(request), seq: seq)
    }
}

/// Puts on record what a referral came to. An outcome that is on record is corrected with a reason; the journal has both.
enum ReportReferral {
    static func run(_ parameters: Requests.ReportReferral.Parameters, _ command: Command) throws -> Requests.ReportReferral.Reply {
        let present = try command.request(parameters.id, ifRevision: parameters.ifRevision)
        guard present.referrals.indices.contains(parameters.number - 1) else {
            let there = present.referrals.isEmpty ? "has none" : "has the numbers 1 to \(present.referrals.count)"
            throw Refusal.invalid("number", "is \(parameters.number); \(parameters.id) \(there)")
        }
        let at = try command.past("at", parameters.at)
        let outcome = try ParameterFields.reason("outcome", parameters.outcome)
        let reason = try parameters.reason.map { try ParameterFields.reason("reason", $0) }
        var request = try command.step(present, .relabel, remark: present.remark)
        let referral = request.referrals[parameters.number - 1]
        try checkCorrection(of: referral, parameters.number, reason)
        do throws(InvalidField) {
            request.referrals[parameters.number - 1] = try Referral(
                article: referral.article, by: referral.by, to: referral.to, at: referral.at, reference: referral.reference,
                outcome: outcome, outcomeAt: at)
        } catch { throw Refusal.invalid(error.field == "outcomeAt" ? InvalidField("at", error.reason) : error) }
        let seq = try command.append(
            .requestReferralReported, parameters.id, [.request(request)],
            detail: ["referral": "\(parameters.number)", "reason": reason])
        return .init(request: try command.shown(request), seq: seq)
    }

    /// What people rely on is not replaced without a word.
    private static func checkCorrection(of referral: Referral, _ number: Int, _ reason: String?) throws {
        if let outcomeAt = referral.outcomeAt, reason == nil {
            throw Refusal.invalid(
                "reason", "is missing: referral \(number) has an outcome on record, of \(outcomeAt); state why it is corrected")
        }
        if referral.outcomeAt == nil, reason != nil {
            throw Refusal.invalid("reason", "corrects an outcome, and referral \(number) has none on record; leave it out")
        }
    }
}

extension Command {
    /// An instant that has come; the present one where none is stated.
    fileprivate func past(_ field: String, _ text: String?) throws -> Instant {
        guard let at = try ParameterFields.instant(field, text) else { return now }
        guard at <= now else { throw Refusal.invalid(field, "\(at) has not come yet") }
        return at
    }
}
