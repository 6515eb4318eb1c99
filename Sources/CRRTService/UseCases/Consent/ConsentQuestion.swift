import CRRTDomain
import CRRTProtocol
import CRRTStore
import JournalProof

/// The consent that a contact point answers: their nation's, of the given kind, to the current terms.
struct ConsentQuestion {
    let tasking: Tasking
    let request: Request
    let consent: Consent

    /// Whether it answers an extension that is not in force yet.
    var isExtension: Bool { consent.answers(tasking.extension) }

    /// The digest of the terms as they are now.
    func presentDigest(_ command: Command) throws -> String {
        guard let terms = consent.terms else {
            let end = isExtension ? tasking.extension?.end : nil
            return try TaskingTerms.wholeDigest(tasking, end: end ?? tasking.period.end, request, command.rows)
        }
        let elements = tasking.elements.filter(consent.concerns)
        let present = try TaskingTerms.terms(
            of: consent.nation, elements, batch: terms.batch, end: consent.until, in: tasking, request, command)
        return TermsDigest.digest(of: present.object)
    }

    /// - Parameters:
    ///   - wanted: the state that the consent must be in.
    ///   - digest: of the terms that are answered; nil for the tasking's own terms to revoke, and otherwise for those asked about last.
    ///   - preferring: the digest of the terms that the caller has read, which are answered where they are asked about.
    static func find(
        _ id: String, nation text: String, kind name: String, wanted: Consent.State, event: ConsentLifecycle.Event,
        digest: String? = nil, preferring: String? = nil, _ command: Command
    ) throws -> ConsentQuestion {
        let (tasking, request) = try event == .revoke ? command.taskingOfOwnConsent(id) : command.tasking(id)
        let nation: NationCode
        do { nation = try NationCode(text) } catch { throw Refusal.invalid(error.within("nation")) }
        guard command.caller.speaks(for: nation) else { throw Refusal.permission(of: [nation]) }
        let own = try command.rows.consents(of: tasking.id).filter {
            $0.nation == nation && $0.kind.rawValue == name && (digest == nil || $0.digest == digest)
        }
        guard !own.isEmpty else { throw Refusal.noSuch("consent", "\(id) \(nation) \(name)") }
        // The last that was asked comes first; what is revoked is the tasking itself before a longer period that is only asked for.
        let latest = own.reversed()
        let (asked, agreed) = (latest.filter { $0.answers(tasking.extension) }, latest.filter { !$0.answers(tasking.extension) })
        let present = event == .revoke ? agreed + asked : asked + agreed
        let answerable = present.filter { $0.state == wanted }
        guard let consent = answerable.first(where: { $0.digest == preferring }) ?? answerable.first else {
            let state = (present.first ?? own[0]).state
            throw Refusal.illegal("\(id) \(nation) \(name)", state: state.rawValue, event: event.rawValue)
        }
        return ConsentQuestion(tasking: tasking, request: request, consent: consent)
    }
}
