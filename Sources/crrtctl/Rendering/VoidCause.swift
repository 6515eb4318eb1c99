import CRRTDomain
import CRRTProtocol

/// Finds void consents: those that ended without an act of their nation.
extension Journal.Entry {
    /// Why a consent that the entry shows is void; nil where it is not.
    ///
    /// Earlier versions did not mark void consents. In their entries, a consent that lapsed is void if the time to reply was not over, or
    /// if it had been granted.
    ///
    /// - Parameter before: the consent's state before the entry; nil where that is not known.
    func voidCause(of consent: Consents.Consent, after before: Consents.Consent.State?) -> String? {
        guard consent.state == .lapsed, consent.voided == true || before == .granted || isBefore(consent.replyBy) else { return nil }
        return cause
    }

    private func isBefore(_ text: String) -> Bool {
        guard let at = try? Instant(at), let instant = try? Instant(text) else { return false }
        return at < instant
    }

    private var cause: String {
        let nation = detail("nation") ?? "another nation"
        switch JournalEvent(rawValue: event) {
        case .requestAmended, .termsAsked, .extensionAsked: return "the terms changed"
        case .consentRefused: return "\(nation) refused"
        case .consentRevoked: return "\(nation) took its word back"
        case .consentLapsed: return "\(nation) did not answer"
        case .taskingReleased: return "the people were sent home"
        case .taskingWithdrawn: return "the people were taken out"
        case .taskingCeased: return "the effect was ceased"
        case .taskingRecalled where taskings.last.map({ $0.state != .recalled }) ?? false: return "\(nation) recalled its people"
        case .requestCancelled: return "the request was cancelled"
        case nil where taskings.last?.state != .recalled: return "another nation did not agree"
        default: return taskings.last.map { "the tasking was \($0.state.rawValue)" } ?? "the tasking ended"
        }
    }
}
