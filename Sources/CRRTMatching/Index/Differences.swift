internal import CRRTDomain

extension RosterIndex {
    /// The experts and teams that this index describes otherwise than another; empty where both were made from the same records, in any
    /// order.
    ///
    /// With `invariants` it is the whole check: this compares the index with the rows, that compares it with itself.
    public func differences(from other: RosterIndex) -> [String] {
        var found: [String] = []
        let (mine, theirs) = (offers, other.offers)
        for id in Set(mine.keys).union(theirs.keys).sorted() where mine[id] != theirs[id] {
            found.append("\(id): the index and the rows say different things")
        }
        return found
    }

    /// What the index knows of each record, by id. Collections whose order means nothing are sets.
    private var offers: [String: Known] {
        var offers: [String: Known] = [:]
        for handle in 0..<Int32(experts.count) {
            guard let expert = experts[handle] else { continue }
            offers[expert.id.text] = Known(
                facts: expert.facts, skills: Set(expert.skills), languages: Set(expert.languages), accesses: Set(expert.accesses),
                unavailable: expert.unavailable, excludes: Set(expert.excludes), teams: Set(expert.teams),
                commitments: Set(expert.commitments))
        }
        for handle in 0..<Int32(teams.count) {
            let team = teams[handle]
            offers["team " + team.id.text] = Known(
                facts: team.facts, excludes: Set(team.excludes), members: team.members.map { ids.keys[$0] },
                minimumStrength: team.minimumStrength)
        }
        return offers
    }
}

private struct Known: Equatable {
    var facts: Facts
    var skills: Set<HeldSkill> = []
    var languages: Set<HeldLanguage> = []
    var accesses: Set<Access> = []
    var unavailable: [Period] = []
    var excludes: Set<NationCode> = []
    var teams: Set<TeamID> = []
    var commitments: Set<Commitment> = []
    var members: [IDKey] = []
    var minimumStrength = 0
}
