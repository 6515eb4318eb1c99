public import CRRTDomain

/// The instant that a report is about, and the policy that it goes by. What a record says of itself is answered here.
public struct ReportTerms: Sendable, Hashable {
    public var at: Instant
    /// The present: whether a tasking is past its agreed end does not depend on the instant that is asked about.
    public var now: Instant
    public var staleAfterDays: Int

    public init(at: Instant, now: Instant, staleAfterDays: Int) {
        self.at = at
        self.now = now
        self.staleAfterDays = staleAfterDays
    }

    /// What the offer alone says: `.available` where it stands.
    public func standing(of offer: Offer) -> Standing {
        switch offer.state {
        case .withdrawn: return .withdrawn
        case .suspended: return .suspended
        case .offered:
            if at < offer.validFrom || offer.hasExpired(at: at) { return .lapsed }
            return offer.isStale(at: at, staleAfterDays: staleAfterDays) ? .stale : .available
        }
    }

    func standing(of expert: Profile) -> Standing {
        if expert.commitments.contains(where: { $0.period.commits(at: at, now: now) }) { return .committed }
        let standing = standing(of: expert.facts.offer)
        guard standing == .available else { return standing }
        guard let clearance = expert.facts.clearance, clearance.holds(until: at.adding(milliseconds: 1)) else { return .uncleared }
        return expert.unavailable.contains { $0.contains(at) } ? .absent : .available
    }
}

extension ReportTerms {
    /// Whether an ordered tasking has them that is past its agreed end.
    func isOverdue(_ expert: Profile) -> Bool { expert.commitments.contains { $0.period.end <= now } }
}

/// Something of a record that ends by itself.
public struct Ending: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The offer goes stale.
        case confirmation
        case offer, clearance
    }

    public var kind: Kind
    /// From when on.
    public var at: Instant

    public init(kind: Kind, at: Instant) {
        self.kind = kind
        self.at = at
    }
}

extension ReportTerms {
    /// All that ends of what is offered at all.
    public func endings(of offer: Offer, _ clearance: Clearance? = nil) -> [Ending] {
        guard offer.state == .offered else { return [] }
        let ends: [(Ending.Kind, Instant?)] = [
            (.confirmation, offer.confirmedAt.adding(days: staleAfterDays)), (.offer, offer.validUntil),
            (.clearance, clearance?.validUntil?.endOfDay),
        ]
        return ends.compactMap { kind, at in at.map { Ending(kind: kind, at: $0) } }
    }

    /// Whether any of it ends by then.
    public func endsSoon(_ offer: Offer, _ clearance: Clearance? = nil, until end: Instant) -> Bool {
        offer.confirmedAt.adding(days: staleAfterDays) <= end || offer.hasExpired(at: end)
            || clearance?.validUntil.map { $0.endOfDay <= end } ?? false
    }
}

extension Instant {
    fileprivate func adding(milliseconds more: Int64) -> Instant { Instant(milliseconds: milliseconds + more) }
}
