public import CRRTDomain

extension Roster.Effect {
    public init(_ effect: Effect) {
        self.init(
            id: effect.id.text, nation: effect.nation.description, title: effect.title, category: wire(effect.category),
            kind: effect.kind, leadHours: effect.leadHours, conditions: effect.conditions,
            classification: wire(effect.classification), releasableTo: effect.releasableTo, offer: .init(effect.offer),
            revision: effect.revision)
    }
}

extension Effect {
    /// Checks every field; `existing` and `now` complete what the offer leaves open.
    public init(_ wire: Roster.Effect, existing: Effect?, now: Instant) throws(InvalidField) {
        try self.init(
            id: field("id") { () throws(InvalidField) in try EffectID(wire.id) },
            nation: field("nation") { () throws(InvalidField) in try NationCode(wire.nation) }, title: wire.title,
            category: same(wire.category), kind: wire.kind, leadHours: wire.leadHours, conditions: wire.conditions,
            classification: same(wire.classification), releasableTo: wire.releasableTo,
            offer: field("offer") { () throws(InvalidField) in try Offer(wire.offer, existing: existing?.offer, now: now) },
            revision: wire.revision ?? 1)
    }
}
