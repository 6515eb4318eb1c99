internal import CRRTDomain

/// For each team, an upper bound of the places that its people fill. It is computed from the eligible experts, without looking at teams.
struct TeamReach {
    /// Counts people above the bits of the kinds of place, of which there are at most `Request.mostPeople`.
    private static var one: UInt64 { 1 << 48 }

    /// Teams by that bound. Teams that reach no place are left out.
    let teams: [[Int32]]

    init(_ index: RosterIndex, _ survey: Survey) {
        let nobody = index.teamCount
        // One word a team, because teams are scattered in memory: the kinds that its people may take below, the number of people above.
        var marks = [UInt64](repeating: 0, count: nobody + 1)
        marks.withUnsafeMutableBufferPointer { marks in
            index.memberships.forEach(in: survey.anybody, noTeam: nobody) { expert, first, second in
                let mayTake = survey.mayTake(expert)
                marks[first] = (marks[first] | mayTake) &+ Self.one
                marks[second] = (marks[second] | mayTake) &+ Self.one
            }
        }
        let places = survey.terms.places
        var teams = [[Int32]](repeating: [], count: places.count + 1)
        for (team, mark) in marks.enumerated() where mark != 0 && team != nobody {
            let covered = places.count { mark & (1 << UInt64($0)) != 0 }
            teams[min(Int(mark / Self.one), covered)].append(Int32(team))
        }
        self.teams = teams
    }
}

extension RosterIndex {
    /// Teams with an eligible member for each of the rarest kinds of place. Every team that can fill all places is among them.
    ///
    /// A further kind is looked at only where that costs less than the teams that it may exclude.
    func teamsThatReachAll(_ survey: Survey) -> Bitmap {
        let kinds = survey.counts.indices.sorted { survey.counts[$0] < survey.counts[$1] }
        var teams = Bitmap(capacity: teamCount)
        for (step, kind) in kinds.enumerated() {
            guard step == 0 || survey.counts[kind] / 12 <= teams.count else { break }
            let reached = memberships.teams(of: survey.takers[kind], outOf: teamCount)
            if step == 0 { teams = reached } else { teams.intersect(reached) }
        }
        return teams
    }

    /// The teams among these that have enough people, and someone for every kind of place.
    func teamsThatMayFill(_ teams: [Int32], _ survey: Survey) -> [Int32] {
        // A first pass that decides nothing lets the processor fetch all teams at once (see `Survey`).
        var members = 0
        for team in teams { members += self.teams[team].members.count }
        var promising: [Int32] = []
        promising.reserveCapacity(min(members, teams.count))
        for team in teams where mayFill(self.teams[team], survey) { promising.append(team) }
        return promising
    }

    /// Whether the team has enough people, and someone for every kind of place. It is a cheap test, and most teams fail it.
    private func mayFill(_ team: TeamProfile, _ survey: Survey) -> Bool {
        var together: UInt64 = 0
        var count = 0
        for member in team.members where survey.anybody.contains(member) {
            together |= survey.mayTake(member)
            count += 1
        }
        return count >= survey.terms.places.count && together.nonzeroBitCount == survey.terms.kinds.count
    }
}
