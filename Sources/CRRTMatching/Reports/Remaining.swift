public import CRRTDomain

/// People, and the team with which they go, who are away until an instant.
public struct Departure: Sendable, Hashable {
    /// Who goes.
    public var experts: [ExpertID]
    /// The standing team that goes; nil for individuals.
    public var team: TeamID?
    /// The end of their work.
    public var until: Instant

    /// - Parameters:
    ///   - experts: Who goes.
    ///   - team: The standing team that goes; nil for individuals.
    ///   - until: The end of their work.
    public init(_ experts: [ExpertID], team: TeamID?, until: Instant) { (self.experts, self.team, self.until) = (experts, team, until) }
}

/// What is there for the next call, before some people go and once they have gone. People are counted as coverage counts them, teams as
/// readiness does.
public struct Remaining: Sendable, Hashable {
    /// A number before and after.
    public struct Change<Value: Sendable & Hashable>: Sendable, Hashable {
        /// Before they go.
        public var before: Value
        /// Once they have gone.
        public var after: Value
    }

    /// A skill of which people go.
    public struct Skill: Sendable, Hashable {
        /// The skill.
        public var code: SkillCode
        /// Who has it and is cleared.
        public var coverage: Change<Coverage>
    }

    /// The number of available people.
    public var people: Change<Int>
    /// The nations that had available people with a skill before, sorted.
    public var nations: [NationCode]
    /// Skills of which people go, those with the fewest people left first.
    public var skills: [Skill]
    /// The available teams, sorted.
    public var teams: Change<[TeamID]>
    /// Teams that do not go and are not available any more, because their people go without them, sorted.
    public var short: [TeamID]
    /// The standby periods of which people go.
    public var standby: StandbyLosses
}

extension RosterIndex {
    /// What is there for the next call, before some people go and once they have gone.
    ///
    /// - Parameters:
    ///   - departures: Who goes.
    ///   - skills: The skills to report on, each with at least this clearance.
    ///   - clearance: What people must be cleared for to count for a skill.
    ///   - basis: The instant at which they go, and the policy.
    ///   - scope: Whose people and teams count.
    ///   - committed: Teams that a tasking commits as a whole.
    public func remaining(
        after departures: [Departure], skills: [SkillCode], clearance: Classification, _ basis: ReportBasis, _ scope: ReportScope,
        committed: Set<TeamID>
    ) -> Remaining {
        let away = Set(departures.flatMap(\.experts))
        let going = Set(departures.compactMap(\.team))
        let before = coverage(of: skills, basis, scope)
        let after = coverage(of: skills, basis, scope, without: away)
        let changed = skills.indices.map { number in
            Remaining.Skill(
                code: skills[number],
                coverage: .init(before: before.covers[number][clearance.rank], after: after.covers[number][clearance.rank]))
        }.filter { $0.coverage.before.people != $0.coverage.after.people }
        let free = availableTeams(basis, scope, committed: committed)
        let left = availableTeams(basis, scope, committed: committed.union(going), without: away)
        let short = Set(free).subtracting(left).subtracting(going)
        return Remaining(
            people: .init(before: before.available, after: after.available),
            nations: Set(before.covers.compactMap(\.first).flatMap(\.nations)).sorted(),
            skills: changed.sorted { ($0.coverage.after.people, $0.code) < ($1.coverage.after.people, $1.code) },
            teams: .init(before: free, after: left), short: short.sorted(),
            standby: StandbyLosses(self, departures, short: short, at: basis.at, seenBy: scope.seen))
    }
}
