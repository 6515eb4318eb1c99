internal import CRRTDomain

/// What a standing team brings to a request: its members that the rules let serve, and what each may take.
struct TeamStrength {
    let team: TeamProfile
    /// Admitted members who may take at least one place.
    let members: [Int32]
    let mayTake: [UInt64]
    /// Which of them fill which places, as many as can be.
    let cover: Cover

    init(_ team: TeamProfile, _ index: RosterIndex, _ survey: Survey) {
        self.team = team
        var members: [Int32] = []
        members.reserveCapacity(team.members.count)
        for member in team.members where survey.anybody.contains(member) && index.mayServe(member, in: team) { members.append(member) }
        self.members = members
        mayTake = members.map { survey.mayTake($0) }
        cover = Cover(places: survey.terms.places, mayTake: mayTake)
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

extension RosterIndex {
    /// Whether somebody may serve in a team that lists him; his tag mostly says so, and is at hand.
    fileprivate func mayServe(_ expert: Int32, in team: TeamProfile) -> Bool {
        tags[expert].nation == team.nation || experts[expert]?.mayServe(in: team) == true
    }
}
