internal import CRRTDomain

/// What a standing team brings to a request: its members that the rules let serve, and what each may take.
struct TeamStrength {
    let team: TeamProfile
    /// Admitted members who may take at least one place.
    let members: [Int32]
    let mayTake: [UInt64]

    init(_ team: TeamProfile, _ index: RosterIndex, _ survey: Survey) {
        self.team = team
        members = team.members.filter { survey.anybody.contains($0) && index.experts[$0]?.mayServe(in: team) == true }
        mayTake = members.map { survey.mayTake($0) }
    }

    /// Whether its lead nation would let it go.
    var isStrongEnough: Bool { members.count >= team.minimumStrength }

    /// By kind of place: those of its people who may take it.
    func contenders(_ index: RosterIndex, _ survey: Survey) -> [[Contender]] {
        survey.terms.kinds.indices.map { kind in
            members.indices.filter { mayTake[$0] & (1 << UInt64(kind)) != 0 }.compactMap { position in
                survey.contender(members[position], kind, index)
            }
        }
    }
}

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
