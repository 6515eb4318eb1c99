public import CRRTDomain

/// Whose notice is shorter because they stand by.
extension RosterIndex {
    /// The standby period whose notice an expert has; nil for the ordinary notice.
    ///
    /// - Parameters:
    ///   - expert: The expert.
    ///   - team: The team with which they go; nil for none. Of people who are not its members, its standby says nothing.
    ///   - instant: When they are asked.
    public func standby(of expert: ExpertID, with team: TeamID?, at instant: Instant) -> StandbyPeriod? {
        guard let profile = profile(expert) else { return nil }
        let found = standby.active(at: instant).period(of: expert, with: team.flatMap { isMember(profile, of: $0) ? $0 : nil })
        return found.flatMap { $0.noticeHours < profile.facts.noticeHours ? $0 : nil }
    }

    /// The standby periods by which an expert has a shorter notice, by themselves or with one of their teams.
    public func standby(of expert: ExpertID, at instant: Instant) -> [StandbyPeriod] {
        guard let profile = profile(expert) else { return [] }
        return standby.active(at: instant).periods.filter { standby in
            guard standby.noticeHours < profile.facts.noticeHours else { return false }
            return standby.pool.contains(expert) || standby.team.map { standby.counts(expert.nation) && isMember(profile, of: $0) } ?? false
        }
    }

    /// The standby period by which a team has a shorter notice; nil for none.
    public func standby(of team: TeamID, at instant: Instant) -> StandbyPeriod? {
        guard let profile = profile(team) else { return nil }
        return standby.active(at: instant).period(of: team).flatMap { $0.noticeHours < profile.facts.noticeHours ? $0 : nil }
    }

    private func isMember(_ expert: ExpertProfile, of team: TeamID) -> Bool {
        guard let profile = profile(team), let handle = handle(of: expert.id) else { return false }
        return profile.members.contains(handle) && expert.mayServe(in: profile)
    }
}
