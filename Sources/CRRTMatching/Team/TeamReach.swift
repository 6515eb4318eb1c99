internal import CRRTDomain

/// By team: an upper bound for the places that its people fill, found from the people who may serve without looking at any team.
struct TeamReach {
    /// Teams by that bound; those that reach nothing are not there.
    let teams: [[Int32]]

    init(_ index: RosterIndex, _ survey: Survey) {
        var together = [UInt64](repeating: 0, count: index.teamCount)
        var strength = [Int32](repeating: 0, count: index.teamCount)
        survey.anybody.forEach { handle in
            let mayTake = survey.mayTake(handle)
            index.memberships[handle].forEach { team in
                together[Int(team)] |= mayTake
                strength[Int(team)] += 1
            }
        }
        let places = survey.terms.places
        var teams = [[Int32]](repeating: [], count: places.count + 1)
        for team in together.indices where together[team] != 0 {
            let covered = places.count { together[team] & (1 << UInt64($0)) != 0 }
            teams[min(Int(strength[team]), covered)].append(Int32(team))
        }
        self.teams = teams
    }
}

extension RosterIndex {
    /// Whether the team has enough people, and somebody for every kind of place: not much work, and most teams end here.
    func mayFill(_ team: TeamProfile, _ survey: Survey) -> Bool {
        var together: UInt64 = 0
        var count = 0
        for member in team.members where survey.anybody.contains(member) {
            together |= survey.mayTake(member)
            count += 1
        }
        return count >= survey.terms.places.count && together.nonzeroBitCount == survey.terms.kinds.count
    }
}
