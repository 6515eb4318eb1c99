public import CRRTDomain

extension Roster.Offer {
    /// The offer as the wire and the rows have it.
    public init(_ offer: Offer) {
        self.init(
            state: wire(offer.state), validFrom: offer.validFrom.description, validUntil: offer.validUntil?.description,
            confirmedAt: offer.confirmedAt.description)
    }
}

extension Offer {
    /// Completes an offer that was sent. Stating an offer confirms it.
    ///
    /// - Parameters:
    ///   - stated: The offer as it was sent; nil for the present one, or for a new one that begins now.
    ///   - existing: The present offer; nil where there is none.
    ///   - now: The present time.
    /// - Throws: `InvalidField` with the path of the first field that the domain refuses.
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
