public import CRRTDomain

/// A team whose members' handles have been looked up.
///
/// Looking up is most of the work of adding a team. Handles never change, so it can be done on several processors beforehand.
public struct PlacedTeam: Sendable {
    let profile: TeamProfile
}

extension RosterIndex {
    /// The team with its members' handles; nil where a member has not been added yet.
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
