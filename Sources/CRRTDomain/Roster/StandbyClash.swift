/// Something that keeps an expert from serving in a part of a standby period.
public struct StandbyClash: Sendable, Hashable {
    /// What it is.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The expert is absent.
        case absence
        /// The expert's clearance has ended.
        case clearance
        /// The expert is promised elsewhere.
        case commitment
        /// The expert is ordered to a tasking.
        case deployment
        /// The expert is not offered, or the team with which they stand by.
        case offer
    }

    /// What it is.
    public var kind: Kind
    /// The part of the standby period that it concerns.
    public var period: Period

    /// What keeps an expert from serving in a period, by time.
    ///
    /// - Parameters:
    ///   - expert: The expert.
    ///   - team: The offer of the team with which they stand by; nil for a named expert.
    ///   - service: When they are ordered to taskings.
    ///   - period: The standby period.
    public static func clashes(of expert: Expert, team: Offer? = nil, service: [Period], during period: Period) -> [StandbyClash] {
        var found: [StandbyClash] = []
        func add(_ kind: Kind, _ start: Instant, _ end: Instant) {
            guard let part = try? Period(start: max(start, period.start), end: min(end, period.end)) else { return }
            found.append(StandbyClash(kind: kind, period: part))
        }
        for absence in expert.unavailable { add(.absence, absence.start, absence.end) }
        for commitment in expert.externalCommitments { add(.commitment, commitment.period.start, commitment.period.end) }
        for time in service { add(.deployment, time.start, time.end) }
        if let end = expert.clearance?.validUntil?.endOfDay { add(.clearance, end, period.end) }
        for offer in [expert.offer, team].compactMap({ $0 }) {
            if offer.state != .offered {
                add(.offer, period.start, period.end)
            } else {
                add(.offer, period.start, offer.validFrom)
                if let end = offer.validUntil { add(.offer, end, period.end) }
            }
        }
        return found.sorted { ($0.period.start, $0.kind.rawValue) < ($1.period.start, $1.kind.rawValue) }
    }
}
