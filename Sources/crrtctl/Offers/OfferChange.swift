import CRRTProtocol

/// A nation's word on standing offers: the same for experts, teams and effects.
struct OfferChange {
    typealias Parameters = Roster.SetOffer.Parameters

    var kind: RosterKind
    var event: Parameters.Event
    var until: String?

    /// One change per id.
    func apply(to ids: [String], _ context: CommandContext) throws {
        try context.each(ids) { id in try apply(to: id, context) }
    }

    /// Says which ordered taskings the offers serve in, before anything is changed.
    ///
    /// - Returns: the same, as a part of the question whether to go on; empty where there is none.
    func announce(_ ids: [String], _ context: CommandContext) throws(Failure) -> String {
        var serving: [Roster.Serving] = []
        // One that cannot be read is complained about when it is changed.
        for id in ids {
            do throws(Failure) { serving += try self.serving(id, context) } catch let error where error.remote != nil { continue }
        }
        return ServingText.question(serving, context.times)
    }

    private func serving(_ id: String, _ context: CommandContext) throws(Failure) -> [Roster.Serving] {
        switch kind {
        case .expert: try context.daemon.call(Roster.GetExpert.self, .init(id: id)).reply.serving ?? []
        case .team: try context.daemon.call(Roster.GetTeam.self, .init(id: id)).reply.serving ?? []
        case .effect: try context.daemon.call(Roster.GetEffect.self, .init(id: id)).reply.serving ?? []
        }
    }

    func call(_ id: String, _ context: CommandContext) throws(Failure) -> Answer<Roster.SetOffer.Reply> {
        try context.daemon.call(
            Roster.SetOffer.self, .init(kind: wireKind, id: id, event: event, validUntil: until, idempotencyKey: context.daemon.key()))
    }

    private var wireKind: Parameters.Kind {
        switch kind {
        case .expert: .expert
        case .team: .team
        case .effect: .effect
        }
    }

    private func apply(to id: String, _ context: CommandContext) throws(Failure) {
        let answer = try call(id, context)
        let reply = answer.reply
        let offer = reply.expert?.offer ?? reply.team?.offer ?? reply.effect?.offer
        let until = offer?.validUntil.map { " until \(context.times.short($0))" } ?? ""
        context.done(
            answer.raw,
            "\(id) \(OfferChange.words(event))\(until)\(Outcome.words(seq: reply.seq))" + ServingText.after(reply.serving, context.times))
    }

    private static func words(_ event: Parameters.Event) -> String {
        switch event {
        case .offer: "offered"
        case .confirm: "confirmed"
        case .suspend: "suspended"
        case .withdraw: "withdrawn"
        }
    }
}
