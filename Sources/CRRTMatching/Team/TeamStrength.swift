internal import CRRTDomain

/// The eligible members of a standing team, and the slots for which each is eligible.
struct TeamStrength {
    let team: TeamProfile
    /// Members who may serve in the team and are eligible for at least one slot.
    let members: [Int32]
    /// By member, the kinds of slot as a bit mask (`EligiblePool.kindMask`).
    let kindMasks: [UInt64]
    /// The slots that they can fill together.
    let matching: MaximumMatching
    /// The number of people who are fixed and may serve in the team.
    let seatedMembers: Int
    /// The number of people who are fixed and may not.
    let seatedAugmentees: Int

    init(_ team: TeamProfile, _ index: RosterIndex, _ pool: EligiblePool) {
        self.team = team
        var members: [Int32] = []
        members.reserveCapacity(team.members.count)
        for member in team.members where pool.eligibleForAny.contains(member) && index.mayServe(member, in: team) { members.append(member) }
        self.members = members
        seatedMembers = pool.seated.handles.count { team.members.contains($0) && index.mayServe($0, in: team) }
        seatedAugmentees = pool.seated.count - seatedMembers
        kindMasks = members.map { pool.kindMask(of: $0) }
        matching = MaximumMatching(slots: pool.query.slots, kindMasks: kindMasks)
    }

    /// Whether the team has its minimum manning.
    var meetsMinimumManning: Bool { members.count + seatedMembers >= team.minimumStrength }

    /// The number of people from outside the team who are needed.
    var augmentees: Int { matching.personForSlot.count - matching.size + seatedAugmentees }

    /// By kind of slot, the eligible members.
    func contenders(_ index: RosterIndex, _ pool: EligiblePool) -> [[Contender]] {
        pool.query.kinds.indices.map { kind in
            members.indices.filter { kindMasks[$0] & (1 << UInt64(kind)) != 0 }.compactMap { member in
                pool.contender(members[member], kind, index)
            }
        }
    }
}

extension RosterIndex {
    /// Whether an expert may serve in a team that lists them. The cost key mostly decides, and it is in the cache.
    fileprivate func mayServe(_ expert: Int32, in team: TeamProfile) -> Bool {
        costKeys[expert].nation == team.nation || experts[expert]?.mayServe(in: team) == true
    }
}
