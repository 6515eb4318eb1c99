/// The standby periods in force at one instant, and the notice that follows from them.
public struct ActiveStandby: Sendable {
    /// Shortest notice first.
    public let periods: [StandbyPeriod]

    /// - Parameters:
    ///   - periods: Any periods.
    ///   - instant: Those that are withdrawn, or do not contain this instant, are left out.
    public init(_ periods: some Sequence<StandbyPeriod>, at instant: Instant) {
        self.periods = periods.filter { $0.state != .withdrawn && $0.period.contains(instant) }
            .sorted { ($0.noticeHours, $0.id) < ($1.noticeHours, $1.id) }
    }

    /// Whether no one stands by.
    public var isEmpty: Bool { periods.isEmpty }

    /// The period by which an expert stands by; nil for none. Of several, the one with the shortest notice.
    ///
    /// - Parameter team: The team with which they go as a member; nil where they go by themselves or with a team that does not list them.
    public func period(of expert: ExpertID, with team: TeamID?) -> StandbyPeriod? {
        periods.first { period in
            switch period.people {
            case .pool(let experts): experts.contains(expert)
            case .team(let other): other == team && period.counts(expert.nation)
            }
        }
    }

    /// The period by which a team stands by; nil for none.
    public func period(of team: TeamID) -> StandbyPeriod? { periods.first { $0.team == team } }
}
