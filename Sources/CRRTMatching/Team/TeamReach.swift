internal import CRRTDomain

/// By team: an upper bound for the places that its people fill, found from the people who may serve without looking at any team.
struct TeamReach {
    /// Above what a kind of place is marked by (`Request.mostPeople`).
    private static var one: UInt64 { 1 << 48 }

    /// Teams by that bound; those that reach nothing are not there.
    let teams: [[Int32]]

    init(_ index: RosterIndex, _ survey: Survey) {
        let nobody = index.teamCount
        // In one word, since teams lie all over the memory: below the kinds that its people may take, above how many they are.
        var marks = [UInt64](repeating: 0, count: nobody + 1)
        marks.withUnsafeMutableBufferPointer { marks in
            index.memberships.forEach(in: survey.anybody, nobody: nobody) { expert, first, second in
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
    /// Teams that have somebody for each of the rarest kinds of place: all that can fill every place are among them. As many
    /// kinds are looked at as say more of the teams than it costs to look.
    func teamsThatReachAll(_ survey: Survey) -> Selection {
        let kinds = survey.counts.indices.sorted { survey.counts[$0] < survey.counts[$1] }
        var teams = Selection(capacity: teamCount)
        for (step, kind) in kinds.enumerated() {
            guard step == 0 || survey.counts[kind] / 12 <= teams.count else { break }
            let reached = memberships.teams(of: survey.takers[kind], outOf: teamCount)
            if step == 0 { teams = reached } else { teams.intersect(reached) }
        }
        return teams
    }

    /// Those of these teams that have enough people, and somebody for every kind of place.
    func teamsThatMayFill(_ teams: [Int32], _ survey: Survey) -> [Int32] {
        // As in `Survey`: a first walk that decides nothing fetches all of them at once.
        var members = 0
        for team in teams { members += self.teams[team].members.count }
        var promising: [Int32] = []
        promising.reserveCapacity(min(members, teams.count))
        for team in teams where mayFill(self.teams[team], survey) { promising.append(team) }
        return promising
    }

    /// Whether the team has enough people, and somebody for every kind of place: not much work, and most teams end here.
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
