public import CRRTDomain

extension Roster.Effect {
    /// The effect as the wire and the rows have it.
    public init(_ effect: Effect) {
        self.init(
            id: effect.id.text, nation: effect.nation.description, title: effect.title, category: wire(effect.category),
            kind: effect.kind, leadHours: effect.leadHours, conditions: effect.conditions,
            classification: wire(effect.classification), releasableTo: effect.releasableTo, offer: .init(effect.offer),
            revision: effect.revision, legalReview: effect.legalReview, authorisedUntil: effect.authorisedUntil?.description)
    }
}

extension Effect {
    /// Checks every field.
    ///
    /// - Parameters:
    ///   - wire: The effect as it was sent.
    ///   - existing: The present record, whose offer completes the one that was sent; nil where there is none.
    ///   - now: The present time, which completes a new offer.
    /// - Throws: `InvalidField` with the path of the first field that the domain refuses.
    public init(_ wire: Roster.Effect, existing: Effect?, now: Instant) throws(InvalidField) {
        try self.init(
            id: field("id") { () throws(InvalidField) in try EffectID(wire.id) },
            nation: field("nation") { () throws(InvalidField) in try NationCode(wire.nation) }, title: wire.title,
            category: same(wire.category), kind: wire.kind, leadHours: wire.leadHours, conditions: wire.conditions,
            classification: same(wire.classification), releasableTo: wire.releasableTo,
            offer: field("offer") { () throws(InvalidField) in try Offer(wire.offer, existing: existing?.offer, now: now) },
            revision: wire.revision ?? 1, legalReview: wire.legalReview,
            authorisedUntil: optional("authorisedUntil", wire.authorisedUntil, Instant.init))
    }
}
