import CRRTDomain
import CRRTProtocol
import CRRTStore

/// Changes the state of one offer.
enum SetOffer {
    static func run(_ parameters: Roster.SetOffer.Parameters, _ command: Command) throws -> Roster.SetOffer.Reply {
        switch parameters.kind {
        case .expert:
            let (expert, seq, serving) = try change(Expert.self, parameters, command)
            return .init(expert: Roster.Expert(expert), seq: seq, serving: serving)
        case .team:
            let (team, seq, serving) = try change(Team.self, parameters, command)
            return .init(team: Roster.Team(team), seq: seq, serving: serving)
        case .effect:
            let (effect, seq, serving) = try change(Effect.self, parameters, command)
            return .init(effect: Roster.Effect(effect), seq: seq, serving: serving)
        }
    }

    private static func change<Record: OfferedRecord>(
        _: Record.Type, _ parameters: Roster.SetOffer.Parameters, _ command: Command
    ) throws -> (Record, seq: Int, serving: [Roster.Serving]?) {
        guard let id = try? Record.ID(parameters.id), command.caller.speaks(for: id.nation),
            try Record.isSeen(id, command), var record = try Record.load(id, command.rows),
            let event = OfferLifecycle.Event(rawValue: parameters.event.rawValue)
        else { throw Refusal.noSuch(Record.kind, parameters.id) }
        try Refusal.checkRevision(parameters.ifRevision, against: record.revision, id)
        record.offer = try offer(record.offer, event, parameters, command)
        record.revision += 1
        let (seq, serving) = try command.change(record, Record.offerEvent, detail: ["event": event.rawValue])
        return (record, seq, serving.isEmpty ? nil : serving)
    }

    private static func offer(
        _ offer: Offer, _ event: OfferLifecycle.Event, _ parameters: Roster.SetOffer.Parameters, _ command: Command
    ) throws -> Offer {
        let until = try ParameterFields.instant("validUntil", parameters.validUntil)
        let state: Offer.State
        do { state = try OfferLifecycle.next(offer.state, event) } catch {
            throw Refusal.illegal(parameters.id, error, "to make the offer again: offer")
        }
        let fresh = event == .offer || event == .confirm
        guard fresh || until == nil else { throw Refusal.invalid("validUntil", "goes with offer and confirm only") }
        if let until, until <= command.now { throw Refusal.invalid("validUntil", "\(until) has passed") }
        let lapsed = offer.hasExpired(at: command.now) && fresh && until == nil
        if lapsed { throw Refusal.invalid("validUntil", "is needed: the offer ended \(offer.validUntil?.description ?? "")") }
        return try Offer(
            state: state, validFrom: event == .offer ? command.now : offer.validFrom, validUntil: until ?? offer.validUntil,
            confirmedAt: fresh ? command.now : offer.confirmedAt)
    }
}

/// Erases an expert's name for good, and that of their company.
enum EraseName {
    static func run(_ parameters: Roster.EraseName.Parameters, _ command: Command) throws -> Roster.EraseName.Reply {
        guard let id = try? ExpertID(parameters.id), command.caller.speaks(for: id.nation), var expert = try command.rows.expert(id)
        else { throw Refusal.noSuch("expert", parameters.id) }
        expert.name = nil
        expert.partner = expert.partner?.withoutNames
        expert.revision += 1
        let seq = try command.append(.expertNameErased, id, [.expert(expert)])
        try command.transaction.setName(nil, of: id)
        try command.transaction.setPartner(nil, of: id)
        return .init(expert: Roster.Expert(expert), seq: seq)
    }
}
