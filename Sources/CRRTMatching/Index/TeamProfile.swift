internal import CRRTDomain

/// What the rules need to know of a team.
struct TeamProfile {
    let id: TeamID
    var standing: Standing
    /// Handles of the members; a member may be named before he is known.
    var members: [Int32]
    var minimumStrength: Int

    init(_ team: Team, members: [Int32]) {
        id = team.id
        standing = Standing(team)
        self.members = members
        minimumStrength = team.minimumStrength ?? 0
    }
}

extension Standing {
    init(_ team: Team) {
        self.init(nation: team.nation, offer: team.offer, noticeHours: team.noticeHours, excludes: Array(team.excludes))
    }
}
