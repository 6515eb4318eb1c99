public import CRRTDomain

/// A team and where in an index its members are. To look them up is most of the work of putting a team, and whoever has many can do it
/// on all processors: handles never change.
public struct PlacedTeam: Sendable {
    let profile: TeamProfile
}

extension RosterIndex {
    /// The team with its members looked up; nil where one of them has not been named yet.
    public func placed(_ team: Team) -> PlacedTeam? {
        var members: [Int32] = []
        members.reserveCapacity(team.members.count)
        for member in team.members {
            guard let handle = handle(of: member) else { return nil }
            members.append(handle)
        }
        return PlacedTeam(profile: TeamProfile(team, members: members))
    }
}
