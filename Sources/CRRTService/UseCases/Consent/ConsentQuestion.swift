import CRRTDomain
import CRRTProtocol
import CRRTStore

/// The consent that a contact point answers: their nation's, of the given kind, to the current terms.
struct ConsentQuestion {
    let tasking: Tasking
    let request: Request
    let consent: Consent

    /// Whether it answers an extension rather than the tasking itself.
    var isExtension: Bool { consent.digest == tasking.extension?.digest }

    /// The digest of the current terms.
    func presentDigest(_ rows: ReadTransaction) throws -> String {
        let end = isExtension ? tasking.extension?.end : nil
        return try TaskingTerms.digest(tasking, end: end ?? tasking.period.end, request, rows)
    }

    /// - Parameters:
    ///   - wanted: the state that the consent must be in.
    ///   - digest: of the terms that are answered; nil for the tasking's own terms to revoke, and otherwise for those asked about last.
    static func find(
        _ id: String, nation text: String, kind name: String, wanted: Consent.State, event: ConsentLifecycle.Event,
        digest: String? = nil, _ command: Command
    ) throws -> ConsentQuestion {
        let (tasking, request) = try event == .revoke ? command.taskingOfOwnConsent(id) : command.tasking(id)
        let nation: NationCode
        do { nation = try NationCode(text) } catch { throw Refusal.invalid(error.within("nation")) }
        guard command.caller.speaks(for: nation) else { throw Refusal.permission() }
        let own = try command.rows.consents(of: tasking.id).filter {
            $0.nation == nation && $0.kind.rawValue == name && (digest == nil || $0.digest == digest)
        }
        guard !own.isEmpty else { throw Refusal.noSuch("consent", "\(id) \(nation) \(name)") }
        let (asked, agreed) = (own.filter { $0.digest == tasking.extension?.digest }, own.filter { $0.digest == tasking.digest })
        let present = event == .revoke ? agreed + asked : asked + agreed
        guard let consent = present.first(where: { $0.state == wanted }) else {
            let state = (present.first ?? own[0]).state
            throw Refusal.illegal("\(id) \(nation) \(name)", state: state.rawValue, event: event.rawValue)
        }
        return ConsentQuestion(tasking: tasking, request: request, consent: consent)
    }
}
