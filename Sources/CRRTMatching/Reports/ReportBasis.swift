public import CRRTDomain

/// The instant and the policy that a report is based on, and what follows from them for a single record.
public struct ReportBasis: Sendable, Hashable {
    /// The instant that the report is about.
    public var at: Instant
    /// The present. Whether a tasking is overdue depends on it and not on `at`.
    public var now: Instant
    /// Days after which an unconfirmed offer is stale.
    public var staleAfterDays: Int

    public init(at: Instant, now: Instant, staleAfterDays: Int) {
        self.at = at
        self.now = now
        self.staleAfterDays = staleAfterDays
    }

    /// The status by the offer alone; `.available` where it stands.
    public func status(of offer: Offer) -> AvailabilityStatus {
        switch offer.state {
        case .withdrawn: return .withdrawn
        case .suspended: return .suspended
        case .offered:
            if at < offer.validFrom || offer.hasExpired(at: at) { return .lapsed }
            return offer.isStale(at: at, staleAfterDays: staleAfterDays) ? .stale : .available
        }
    }

    func status(of expert: ExpertProfile) -> AvailabilityStatus {
        let facts = expert.facts
        return status(facts.offer, facts.clearance, absences: expert.unavailable, commitments: expert.commitments.lazy.map(\.period))
    }

    /// The status of an expert by what decides it.
    func status(
        _ offer: Offer, _ clearance: Clearance?, absences: [Period], commitments: some Sequence<Period>
    ) -> AvailabilityStatus {
        if commitments.contains(where: { $0.commits(at: at, now: now) }) { return .committed }
        let status = status(of: offer)
        guard status == .available else { return status }
        guard let clearance, clearance.holds(until: at.adding(milliseconds: 1)) else { return .uncleared }
        return absences.contains { $0.contains(at) } ? .absent : .available
    }
}

extension ReportBasis {
    /// Whether a tasking that commits the expert is past its agreed end.
    func isOverdue(_ expert: ExpertProfile) -> Bool { expert.commitments.contains { $0.period.end <= now } }
}

/// Something that ends by itself.
public struct Ending: Sendable, Hashable {
    /// What ends.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The offer goes stale.
        case confirmation
        /// `validUntil` of the offer or of the clearance is reached.
        case offer, clearance
        /// The nation's authorisation of an effect is over.
        case authorisation
        /// The agreement with an expert's company is over.
        case agreement
    }

    /// What ends.
    public var kind: Kind
    /// The first instant at which it no longer holds.
    public var at: Instant

    public init(kind: Kind, at: Instant) {
        self.kind = kind
        self.at = at
    }
}

extension ReportBasis {
    /// Everything that ends of a record whose offer is `offered`; empty for other offers.
    public func endings(
        of offer: Offer, _ clearance: Clearance? = nil, authorisedUntil: Instant? = nil, partner: Partner? = nil
    ) -> [Ending] {
        guard offer.state == .offered else { return [] }
        let ends: [(Ending.Kind, Instant?)] = [
            (.confirmation, offer.confirmedAt.adding(days: staleAfterDays)), (.offer, offer.validUntil),
            (.clearance, clearance?.validUntil?.endOfDay), (.authorisation, authorisedUntil),
            (.agreement, partner?.until.endOfDay),
        ]
        return ends.compactMap { kind, at in at.map { Ending(kind: kind, at: $0) } }
    }

    /// Whether any of that ends by an instant.
    public func endsSoon(
        _ offer: Offer, _ clearance: Clearance? = nil, authorisedUntil: Instant? = nil, partner: Partner? = nil, until end: Instant
    ) -> Bool {
        offer.confirmedAt.adding(days: staleAfterDays) <= end || offer.hasExpired(at: end)
            || clearance?.validUntil.map { $0.endOfDay <= end } ?? false
            || authorisedUntil.map { $0 <= end } ?? false || partner.map { $0.until.endOfDay <= end } ?? false
    }
}

extension Instant {
    fileprivate func adding(milliseconds more: Int64) -> Instant { Instant(milliseconds: milliseconds + more) }
}
