import CRRTDomain
import CRRTProtocol
import CRRTStore

/// The consent that a contact point is answering: their nation's, of that kind, to the terms that count now.
struct ConsentQuestion {
    let tasking: Tasking
    let request: Request
    let consent: Consent

    /// Whether it answers an extension rather than the tasking itself.
    var isExtension: Bool { consent.digest == tasking.extension?.digest }

    /// The digest of the terms as the rows have them now.
    func presentDigest(_ rows: ReadTransaction) throws -> String {
        let end = isExtension ? tasking.extension?.end : nil
        return try TaskingTerms.digest(tasking, end: end ?? tasking.period.end, request, rows)
    }

    /// - Parameters:
    ///   - wanted: the state that the consent must be in for this answer.
    ///   - digest: of the terms that the answer is about; nil: to revoke, the tasking's own, and else those that were asked about last.
    static func find(
        _ id: String, nation text: String, kind name: String, wanted: Consent.State, event: ConsentLifecycle.Event,
        digest: String? = nil, _ command: Command
    ) throws -> ConsentQuestion {
        let (tasking, request) = try event == .revoke ? command.taskingOfOwnWord(id) : command.tasking(id)
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

extension Command {
    /// A tasking that the caller may see, or has granted their nation's consent to. The request may have been classified higher or
    /// released to fewer nations since: a caller who has read it can still call their people home by its id.
    func taskingOfOwnWord(_ text: String) throws -> (tasking: Tasking, request: Request) {
        do { return try tasking(text) } catch let hidden as Service.NoSuchRecord {
            // The grant is looked for without reading a record: who has given none learns nothing from the time of the refusal.
            guard let nation = caller.nation, caller.speaks(for: nation), let id = try? TaskingID(text),
                try rows.hasGranted(id, nation: nation, person: caller.principal), let tasking = try rows.tasking(id),
                let request = try rows.request(tasking.request)
            else { throw hidden }
            return (tasking, request)
        }
    }
}
