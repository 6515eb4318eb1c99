internal import CRRTDomain

/// The members of a standing team who are eligible, and the places that each may take.
struct TeamStrength {
    let team: TeamProfile
    /// Members who may serve in the team and take at least one place.
    let members: [Int32]
    let mayTake: [UInt64]
    /// The most places that they can fill.
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

    /// Whether the team has its minimum manning.
    var isStrongEnough: Bool { members.count >= team.minimumStrength }

    /// By kind of place, the members who may take it.
    func contenders(_ index: RosterIndex, _ survey: Survey) -> [[Contender]] {
        survey.terms.kinds.indices.map { kind in
            members.indices.filter { mayTake[$0] & (1 << UInt64(kind)) != 0 }.compactMap { position in
                survey.contender(members[position], kind, index)
            }
        }
    }
}

extension RosterIndex {
    /// Whether an expert may serve in a team that lists them. The costKey mostly decides, and it is in the cache.
    fileprivate func mayServe(_ expert: Int32, in team: TeamProfile) -> Bool {
        costKeys[expert].nation == team.nation || experts[expert]?.mayServe(in: team) == true
    }
}
