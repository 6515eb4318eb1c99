internal import CRRTDomain

/// What a standing team brings to a request: its members that the rules let serve, and how many places they fill.
struct TeamStrength {
    let team: TeamProfile
    /// Admitted members who may take at least one place.
    let members: [Int32]
    let mayTake: [UInt64]

    init(_ team: TeamProfile, _ index: RosterIndex, _ survey: Survey) {
        self.team = team
        members = team.members.filter { survey.mayTake[Int($0)] != 0 && index.experts[$0]?.mayServe(in: team) == true }
        mayTake = members.map { survey.mayTake[Int($0)] }
    }

    /// Whether its lead nation would let it go.
    var isStrongEnough: Bool { members.count >= team.minimumStrength }

    /// By kind of place: those of its people who may take it.
    func contenders(_ index: RosterIndex, _ survey: Survey) -> [[Contender]] {
        survey.terms.kinds.indices.map { kind in
            members.indices.filter { mayTake[$0] & (1 << UInt64(kind)) != 0 }.compactMap { position in
                index.experts[members[position]].map {
                    Contender(members[position], $0, survey.terms.kinds[kind], survey.weights)
                }
            }
        }
    }
}
