public import CRRTDomain

extension Roster.Offer {
    public init(_ offer: Offer) {
        self.init(
            state: wire(offer.state), validFrom: offer.validFrom.description, validUntil: offer.validUntil?.description,
            confirmedAt: offer.confirmedAt.description)
    }
}

extension Offer {
    /// What a stated offer means: what it leaves open is as it was, or begins now; whoever states an offer confirms it.
    public init(_ stated: Roster.Offer?, existing: Offer?, now: Instant) throws(InvalidField) {
        guard let stated else {
            if let existing { self = existing } else { try self.init(state: .offered, validFrom: now, validUntil: nil, confirmedAt: now) }
            return
        }
        try self.init(
            state: same(stated.state),
            validFrom: optional("validFrom", stated.validFrom, Instant.init) ?? existing?.validFrom ?? now,
            validUntil: optional("validUntil", stated.validUntil, Instant.init),
            confirmedAt: optional("confirmedAt", stated.confirmedAt, Instant.init) ?? now)
    }
}
