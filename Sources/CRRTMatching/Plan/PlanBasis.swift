internal import CRRTDomain

/// What the requests of a plan have in common.
struct PlanBasis {
    let rosters: StandbyRosters
    let tiers: PlanTiers
    /// The number of experts of each nation that must be known for each kind of slot, so that no better plan has another. A team's minimum
    /// manning may be needed besides those who go.
    private let reserve: Int

    /// - Parameter query: At least one request.
    init(_ index: RosterIndex, _ query: PlanQuery) {
        rosters = StandbyRosters(index, at: query.requests[0].at)
        let seats = query.requests.map(\.people)
        tiers = PlanTiers(seats: seats)
        reserve = seats.reduce(0, +) + query.requests.count * index.mostMinimumStrength
    }

    func task(_ query: MatchQuery) -> PlanTask { PlanTask(rosters, query, tiers, reserve: reserve) }
}
