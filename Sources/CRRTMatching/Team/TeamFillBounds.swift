internal import CRRTDomain

/// For each team, an upper bound of the slots that its members can fill. It is computed from the eligible experts' memberships, without
/// reading the teams.
struct TeamFillBounds {
    /// One member in the upper bits of a word. The bits below are kinds of slot, of which there are at most `Request.mostPeople`.
    private static var oneMember: UInt64 { 1 << 48 }

    /// Teams by that bound. Teams without an eligible member are left out.
    let teams: [[Int32]]

    init(_ index: RosterIndex, _ pool: EligiblePool) {
        let noTeam = index.teamCount
        // One word for each team, because teams are scattered in memory: the kinds of its members in the lower bits, their number above.
        var tallies = [UInt64](repeating: 0, count: noTeam + 1)
        tallies.withUnsafeMutableBufferPointer { tallies in
            index.memberships.forEach(in: pool.eligibleForAny, noTeam: noTeam) { expert, first, second in
                let kindMask = pool.kindMask(of: expert)
                tallies[first] = (tallies[first] | kindMask) &+ Self.oneMember
                tallies[second] = (tallies[second] | kindMask) &+ Self.oneMember
            }
        }
        let slots = pool.query.slots
        var teams = [[Int32]](repeating: [], count: slots.count + 1)
        for (team, tally) in tallies.enumerated() where tally != 0 && team != noTeam {
            let covered = slots.count { tally & (1 << UInt64($0)) != 0 }
            teams[min(Int(tally / Self.oneMember), covered)].append(Int32(team))
        }
        self.teams = teams
    }
}

extension RosterIndex {
    /// Teams with an eligible member for each of the rarest kinds of slot. Every team that can fill all slots is among them.
    ///
    /// A further kind is considered only where that costs less than testing the teams that it may exclude.
    func teamsCoveringRarestKinds(_ pool: EligiblePool) -> Bitmap {
        let kinds = pool.counts.indices.sorted { pool.counts[$0] < pool.counts[$1] }
        var teams = Bitmap(capacity: teamCount)
        for (step, kind) in kinds.enumerated() {
            guard step == 0 || pool.counts[kind] / 12 <= teams.count else { break }
            let covering = memberships.teams(of: pool.eligible[kind], outOf: teamCount)
            if step == 0 { teams = covering } else { teams.intersect(covering) }
        }
        return teams
    }

    /// The teams among these that have enough eligible members, and one for every kind of slot.
    func plausibleTeams(_ teams: [Int32], _ pool: EligiblePool) -> [Int32] {
        // Counting members lets the processor fetch all teams in parallel (see `EligiblePool`).
        var members = 0
        for team in teams { members += self.teams[team].members.count }
        var plausible: [Int32] = []
        plausible.reserveCapacity(min(members, teams.count))
        for team in teams where isPlausible(self.teams[team], pool) { plausible.append(team) }
        return plausible
    }

    /// A cheap test, which most teams fail.
    private func isPlausible(_ team: TeamProfile, _ pool: EligiblePool) -> Bool {
        var kinds: UInt64 = 0
        var count = 0
        for member in team.members where pool.eligibleForAny.contains(member) {
            kinds |= pool.kindMask(of: member)
            count += 1
        }
        return count >= pool.query.slots.count && kinds.nonzeroBitCount == pool.query.kinds.count
    }
}
