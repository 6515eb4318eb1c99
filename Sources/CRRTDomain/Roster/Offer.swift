/// A nation's standing statement that something may be requested. It promises nothing: every use needs its own consent.
public struct Offer: Sendable, Hashable {
    /// The offer's state; `OfferLifecycle` has the transitions.
    public enum State: String, Sendable, Hashable, CaseIterable { case offered, suspended, withdrawn }

    /// The offer's state.
    public var state: State
    /// The first instant of the offer.
    public var validFrom: Instant
    /// The first instant after the offer; nil for no end.
    public var validUntil: Instant?
    /// When the nation last confirmed the offer.
    public var confirmedAt: Instant

    /// - Throws: `InvalidField` where `validUntil` is not after `validFrom`.
    public init(state: State, validFrom: Instant, validUntil: Instant?, confirmedAt: Instant) throws(InvalidField) {
        if let validUntil, validUntil <= validFrom {
            throw InvalidField("validUntil", "\(validUntil) is not after validFrom \(validFrom)")
        }
        self.state = state
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.confirmedAt = confirmedAt
    }

    /// Whether the offer has been unconfirmed for longer than the policy allows.
    public func isStale(at now: Instant, staleAfterDays: Int) -> Bool { confirmedAt.adding(days: staleAfterDays) < now }

    /// Whether `validUntil` has passed.
    public func hasExpired(at now: Instant) -> Bool { validUntil.map { $0 <= now } ?? false }
}
