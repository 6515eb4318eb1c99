internal import CRRTDomain

/// What a standing team brings to a request: its members that the rules let serve, and what each may take.
struct TeamStrength {
    let team: TeamProfile
    /// Admitted members who may take at least one place.
    let members: [Int32]
    let mayTake: [UInt64]

    init(_ team: TeamProfile, _ index: RosterIndex, _ survey: Survey) {
        self.team = team
        members = team.members.filter { index.serves($0, in: team, survey) }
        mayTake = members.map { survey.mayTake[Int($0)] }
    }

    /// Whether its lead nation would let it go.
    var isStrongEnough: Bool { members.count >= team.minimumStrength }

    /// By kind of place: those of its people who may take it.
    func contenders(_ index: RosterIndex, _ survey: Survey) -> [[Contender]] {
        survey.terms.kinds.indices.map { kind in
            members.indices.filter { mayTake[$0] & (1 << UInt64(kind)) != 0 }.compactMap { position in
                index.experts[members[position]].map {
                    Contender(members[position], $0, level: $0.level(in: survey.terms.kinds[kind].skill), survey.weights)
                }
            }
        }
    }
}

extension RosterIndex {
    /// Whether a member may take some place, and may do so in this team.
    func serves(_ member: Int32, in team: TeamProfile, _ survey: Survey) -> Bool {
        survey.mayTake[Int(member)] != 0 && experts[member]?.mayServe(in: team) == true
    }

    /// An upper bound for the places that the team's people fill, found without any search; 0 where it may not go.
    func reach(of team: TeamProfile, _ survey: Survey) -> Int {
        var together: UInt64 = 0
        var count = 0
        for member in team.members where survey.mayTake[Int(member)] != 0 && serves(member, in: team, survey) {
            together |= survey.mayTake[Int(member)]
            count += 1
        }
        guard count > 0, count >= team.minimumStrength, RuleBook.admits(team, survey.terms) else { return 0 }
        return min(count, survey.terms.places.count { together & (1 << UInt64($0)) != 0 })
    }
}
