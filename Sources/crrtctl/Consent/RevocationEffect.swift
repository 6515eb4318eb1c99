import CRRTProtocol

/// What it means for a tasking that a consent is taken back, in words.
enum RevocationEffect {
    /// Only a longer period that has been asked for falls; the old terms run until this time, RFC 3339.
    case longer(end: String)
    /// The tasking is not ordered yet.
    case declined
    /// The tasking is ordered.
    case recalled(departed: Bool)

    /// What revoking comes to, as the tasking is before it.
    ///
    /// - Parameters:
    ///   - alone: only the consent to these very terms is taken back.
    ///   - ended: the tasking after it, if it is done.
    /// - Returns: nil where the tasking has ended before, and there is nothing to revoke.
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

    /// One sentence, before it is done.
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
