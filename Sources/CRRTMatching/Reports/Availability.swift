public import CRRTDomain

/// The question whether an expert could be asked for.
public struct AvailabilityQuestion: Sendable, Hashable {
    private let basis: ReportBasis
    /// nil for the instant of the basis.
    private let period: Period?

    /// - Parameter basis: The instant in question. The experts are those whom readiness counts as available.
    public init(at basis: ReportBasis) {
        self.basis = basis
        period = nil
    }

    /// - Parameters:
    ///   - period: Those are available who meet, for all of this period, the rules of a match about offer, clearance, agreement with a
    ///     company, absences and commitments.
    ///   - now: The time of asking.
    ///   - staleAfterDays: Days after which an unconfirmed offer is stale.
    public init(during period: Period, now: Instant, staleAfterDays: Int) {
        basis = ReportBasis(at: now, now: now, staleAfterDays: staleAfterDays)
        self.period = period
    }

    /// Whether the expert's record speaks against it, whatever commits them.
    public func objects(to expert: Expert) -> Bool {
        guard let period else {
            return basis.status(expert.offer, expert.clearance, absences: expert.absences, commitments: []) != .available
        }
        let offer = expert.offer
        return offer.state != .offered || offer.validFrom > period.start || offer.validUntil.map { $0 < period.end } ?? false
            || offer.isStale(at: basis.now, staleAfterDays: basis.staleAfterDays)
            || !(expert.clearance?.holds(until: period.end) ?? false) || !(expert.partner?.holds(until: period.end) ?? true)
            || expert.absences.contains { $0.overlaps(period) }
    }

    /// Whether a commitment to an ordered tasking speaks against it.
    public func objects(toCommitment commitment: Period) -> Bool {
        period.map(commitment.overlaps) ?? commitment.commits(at: basis.at, now: basis.now)
    }
}
