public import CRRTDomain

/// A team whose members' handles have been looked up.
///
/// The lookups are most of the work of adding a team. Handles never change, so several threads can do them beforehand.
public struct ResolvedTeam: Sendable {
    let profile: TeamProfile
}

extension RosterIndex {
    /// The team with its members' handles; nil where a member has not been added yet.
    public func resolved(_ team: Team) -> ResolvedTeam? {
        var members: [Int32] = []
        members.reserveCapacity(team.members.count)
        for member in team.members {
            guard let handle = handle(of: member) else { return nil }
            members.append(handle)
        }
        return ResolvedTeam(profile: TeamProfile(team, members: members))
    }
}
