internal import CRRTDomain

/// The roster at an instant, with the shorter notices of those who stand by.
///
/// Named experts have theirs wherever they go. Members of a team have it where they go with that team, so that each team on standby has a
/// roster of its own. An index is a value: copies share all pages but those that are changed.
struct StandbyRosters {
    /// For people who go by themselves, or with a team that does not stand by.
    let alone: RosterIndex
    /// For the people of each team on standby whose notice differs by that.
    private(set) var ofTeams: [(team: TeamID, index: RosterIndex)] = []

    /// - Parameters:
    ///   - index: The roster with the ordinary notices.
    ///   - instant: When people are asked.
    ///   - teams: Whether the rosters of teams are wanted.
    init(_ index: RosterIndex, at instant: Instant, teams: Bool = true) {
        let active = index.standby.active(at: instant)
        var alone = index
        for period in active.periods {
            for expert in period.pool {
                if let handle = index.handle(of: expert) { _ = alone.shortenNotice(of: handle, to: period.noticeHours) }
            }
        }
        self.alone = alone
        guard teams else { return }
        for (team, periods) in Dictionary(grouping: active.periods.filter { $0.team != nil }, by: { $0.team }) {
            guard let team else { continue }
            if let own = alone.standingBy(team, periods) { ofTeams.append((team, own)) }
        }
        ofTeams.sort { $0.team < $1.team }
    }

    /// The roster by which a team is judged.
    func roster(of team: TeamID) -> RosterIndex { ofTeams.first { $0.team == team }?.index ?? alone }
}

extension RosterIndex {
    /// The roster while a team stands by; nil where no notice differs.
    fileprivate func standingBy(_ team: TeamID, _ periods: [StandbyPeriod]) -> RosterIndex? {
        guard let profile = profile(team) else { return nil }
        var index = self
        var differs = false
        for period in periods {
            if index.shortenNotice(of: team, to: period.noticeHours) { differs = true }
            for member in profile.members {
                guard let expert = experts[member], period.counts(expert.nation), expert.mayServe(in: profile) else { continue }
                if index.shortenNotice(of: member, to: period.noticeHours) { differs = true }
            }
        }
        return differs ? index : nil
    }
}
