internal import CRRTDomain

/// What the rules need of a team. Immutable, so that reading one copies nothing.
final class TeamProfile: Sendable {
    let id: TeamID
    let facts: Facts
    let excludes: [NationCode]
    /// Handles of the members. A member may be named before they are offered.
    let members: [Int32]
    let minimumStrength: Int

    init(_ team: Team, members: [Int32]) {
        id = team.id
        facts = Facts(team)
        excludes = Array(team.excludes)
        self.members = members
        minimumStrength = team.minimumStrength ?? 0
    }

    /// The lead nation.
    var nation: NationCode { facts.nation }
}
