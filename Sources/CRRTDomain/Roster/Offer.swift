/// A nation's standing word that something may be asked for. It promises nothing: every use needs its own consent.
public struct Offer: Sendable, Hashable {
    public enum State: String, Sendable, Hashable, CaseIterable { case offered, suspended, withdrawn }

    public var state: State
    public var validFrom: Instant
    public var validUntil: Instant?
    /// When the nation last said that it still stands.
    public var confirmedAt: Instant

    public init(state: State, validFrom: Instant, validUntil: Instant?, confirmedAt: Instant) throws(InvalidField) {
        if let validUntil, validUntil <= validFrom {
            throw InvalidField("validUntil", "\(validUntil) is not after validFrom \(validFrom)")
        }
        self.state = state
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.confirmedAt = confirmedAt
    }

    /// Unconfirmed for longer than the policy allows.
    public func isStale(at now: Instant, staleAfterDays: Int) -> Bool { confirmedAt.adding(days: staleAfterDays) < now }

    public func hasExpired(at now: Instant) -> Bool { validUntil.map { $0 <= now } ?? false }
}
