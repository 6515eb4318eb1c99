import CRRTProtocol

/// What revoking a consent does to its tasking.
enum RevocationEffect {
    /// Only the extension that was asked for is dropped. The old terms run until this time, RFC 3339.
    case longer(end: String)
    /// The tasking is not ordered yet.
    case declined
    /// The tasking is ordered.
    case recalled(departed: Bool)

    /// Foresees the effect from the state of the tasking, or reads it from the tasking afterwards.
    ///
    /// - Parameters:
    ///   - alone: Whether only the consent to these terms is revoked.
    ///   - before: The tasking before the revocation.
    ///   - ended: The tasking after it; nil while it is only planned.
    /// - Returns: nil if the tasking had ended before, so that there is nothing to revoke.
    init?(_ consent: Consents.Consent, alone: Bool, in before: Taskings.Tasking, ended: Taskings.Tasking? = nil) {
        let departed = before.state == .moving || before.state == .onTask
        switch ended?.state {
        case .declined?: self = .declined
        case .recalled?: self = .recalled(departed: departed)
        case _?: self = .longer(end: before.end)
        case nil:
            switch before.state {
            case .awaitingConsent, .consented: self = .declined
            case .onTask where alone && before.extension?.digest == consent.digest: self = .longer(end: before.end)
            case .ordered, .moving, .onTask: self = .recalled(departed: departed)
            case .returning, .closed, .declined, .recalled, .aborted: return nil
            }
        }
    }

    var isLonger: Bool { if case .longer = self { true } else { false } }

    /// One sentence for the question before the revocation.
    var consequence: String {
        switch self {
        case .longer: "Only the longer period falls; the tasking goes on under the old terms."
        case .declined: "The tasking is declined, for all people in it; the duty desk may propose anew."
        case .recalled: "That is a recall: the tasking ends now, for all people in it; the duty desk is alerted and may propose anew."
        }
    }

    func outcome(_ times: TimeStyle) -> String {
        switch self {
        case .longer(let end): "the longer period falls; the old terms run until \(times.short(end))"
        case .declined: "declined, for all people in it"
        case .recalled(let departed): "recalled, for all people in it; " + (departed ? "its people come home" : "its people do not depart")
        }
    }
}
