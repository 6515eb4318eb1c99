import CRRTDomain
import CRRTStore

/// The notices that count at one instant, those of standby included.
struct StandbyNotice {
    private let active: ActiveStandby
    private let team: Team?

    /// - Parameters:
    ///   - team: The team with which people go; nil for none.
    ///   - instant: When they are asked.
    init(with team: Team?, at instant: Instant, _ rows: ReadTransaction) throws {
        active = try rows.activeStandby(at: instant)
        self.team = team
    }

    /// An expert with the notice that counts: that of their standby where it is shorter.
    func applied(to expert: Expert) -> Expert {
        let isMember = team.map { $0.members.contains(expert.id) && $0.admits(expert) } ?? false
        guard let standby = active.period(of: expert.id, with: isMember ? team?.id : nil) else { return expert }
        var ready = expert
        ready.noticeHours = min(expert.noticeHours, standby.noticeHours)
        return ready
    }

    /// The longest notice of some experts, in hours; nil where there are none.
    func longest(of experts: [ExpertID], _ rows: ReadTransaction) throws -> Int? {
        // Without standby, no record need be read.
        if active.isEmpty { return try rows.longestNotice(of: experts) }
        return try experts.compactMap { try rows.expert($0) }.map { applied(to: $0).noticeHours }.max()
    }

    /// A team with the notice that counts.
    func applied(to team: Team) -> Team {
        guard let standby = active.period(of: team.id) else { return team }
        var ready = team
        ready.noticeHours = min(team.noticeHours, standby.noticeHours)
        return ready
    }
}
