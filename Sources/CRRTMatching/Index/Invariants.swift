extension RosterIndex {
    /// Inconsistencies between profiles and derived sets, in words; empty if the index is correct.
    ///
    /// It rebuilds every set and takes as long as building the index. Tests and `crrtctl check-roster` call it.
    public func invariants() -> [String] {
        var rebuilt = RosterSets()
        var broken: [String] = []
        var offered = 0
        for handle in 0..<Int32(experts.count) {
            guard let expert = experts[handle] else { continue }
            offered += 1
            rebuilt.replace(handle, nil, by: expert)
            if costKeys[handle] != CostKey(expert) { broken.append("\(expert.id): the cost key is not theirs") }
            if ids.keys[handle] != IDKey(expert.id) { broken.append("\(expert.id): the key is not theirs") }
        }
        if offered != expertCount { broken.append("\(expertCount) experts are counted, \(offered) are there") }
        return broken + sets.differences(from: rebuilt).map { "the sets of \($0) are not what the experts say" } + brokenMemberships
    }

    private var brokenMemberships: [String] {
        var listed = [Set<Int32>](repeating: [], count: experts.count)
        for team in 0..<Int32(teams.count) {
            for member in teams[team].members { listed[Int(member)].insert(team) }
        }
        let wrong = listed.indices.filter { Set(memberships.teams(of: Int32($0))) != listed[$0] }
        return wrong.map { "expert \($0): the memberships differ from the teams' lists of members" }
    }
}

extension RosterSets {
    /// The names of the sets that differ.
    func differences(from other: RosterSets) -> [String] {
        let same: [(String, Bool)] = [
            ("offers", offered == other.offered && offeredFrom == other.offeredFrom && offeredUntil == other.offeredUntil),
            ("confirmations", confirmed == other.confirmed), ("modes", remote == other.remote && onSite == other.onSite),
            ("nations", nations == other.nations), ("exclusions", excluding == other.excluding),
            ("accesses", accesses == other.accesses), ("skills", levels == other.levels && ranking == other.ranking),
            ("languages", languages == other.languages),
            ("clearances", clearance == other.clearance && clearedUntil == other.clearedUntil), ("notice", notice == other.notice),
            ("absences", absences == other.absences && longAbsent == other.longAbsent), ("commitments", committed == other.committed),
            ("partners", partners == other.partners),
        ]
        return same.filter { !$0.1 }.map(\.0)
    }
}
