public import CRRTDomain

extension SeededRoster {
    public func team(_ number: Int) throws(InvalidField) -> Team {
        var random = SplitMix64(seed: seed, part: 4, number: number)
        let plan = teams[number]
        let id = try TeamID(teamID(number))
        var members: [ExpertID] = []
        for member in plan.members { members.append(try ExpertID(expertID(Int(member)))) }
        return try Team(
            id: id, name: "CRRT \(id)", nation: id.nation, members: members, lead: members.first, noticeHours: noticeHours(&random),
            minimumStrength: random.chance(perMille: 200) ? random.within(1...max(1, members.count / 2)) : nil,
            excludes: try excludes(plan.nation, &random), offer: try offer(&random))
    }

    /// The team's members: the expert's number, and whether they count.
    public func members(ofTeam number: Int) -> [(expert: Int, admitted: Bool)] {
        teams[number].members.map { member in
            let own = Int(nationOf[Int(member)]) == teams[number].nation
            return (Int(member), own || foreignTeams[member]?.contains(Int32(number)) ?? false)
        }
    }
}
