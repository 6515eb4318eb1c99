internal import CRRTDomain

extension RosterIndex {
    /// The experts and teams in which this index differs from another, in words; empty where both were made from the same records, in any
    /// order.
    ///
    /// It compares the index with the rows that another index is made of. `invariants` compares the index with itself.
    public func differences(from other: RosterIndex) -> [String] {
        var found: [String] = []
        let (mine, theirs) = (snapshots, other.snapshots)
        if standby != other.standby { found.append("standby: the index and the rows say different things") }
        for id in Set(mine.keys).union(theirs.keys).sorted() where mine[id] != theirs[id] {
            found.append("\(id): the index and the rows say different things")
        }
        return found
    }

    /// What the index says of each record, by id. Collections whose order means nothing are sets.
    private var snapshots: [String: RecordSnapshot] {
        var snapshots: [String: RecordSnapshot] = [:]
        for handle in 0..<Int32(experts.count) {
            guard let expert = experts[handle] else { continue }
            snapshots[expert.id.text] = RecordSnapshot(
                facts: expert.facts, skills: Set(expert.skills), languages: Set(expert.languages), accesses: Set(expert.accesses),
                unavailable: expert.unavailable, excludes: Set(expert.excludes), teams: Set(expert.teams),
                commitments: Set(expert.commitments))
        }
        for handle in 0..<Int32(teams.count) {
            let team = teams[handle]
            snapshots["team " + team.id.text] = RecordSnapshot(
                facts: team.facts, excludes: Set(team.excludes), members: team.members.map { ids.keys[$0] },
                minimumStrength: team.minimumStrength)
        }
        return snapshots
    }
}

private struct RecordSnapshot: Equatable {
    var facts: OfferFacts
    var skills: Set<SkillLevel> = []
    var languages: Set<LanguageLevel> = []
    var accesses: Set<Access> = []
    var unavailable: [Period] = []
    var excludes: Set<NationCode> = []
    var teams: Set<TeamID> = []
    var commitments: Set<Commitment> = []
    var members: [IDKey] = []
    var minimumStrength = 0
}
