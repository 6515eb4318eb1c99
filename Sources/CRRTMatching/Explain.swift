public import CRRTDomain

/// Why an expert or a team cannot serve a request, and which seats they can fill.
public struct Explanation: Sendable, Hashable {
    /// Objections that hold for every seat come first, then those of each seat; within a seat in the order of the codes.
    public var objections: [Objection]
    /// The numbers of the seat lines in which the expert is eligible, from 0, in order. For a team: lines of which a member can fill at
    /// least one slot; empty where the team itself cannot go.
    public var eligibleSeats: [Int]

    init(_ objections: [Objection], eligibleSeats: [Int]) {
        self.objections = RuleBook.inOrder(objections)
        self.eligibleSeats = eligibleSeats
    }
}

extension RosterIndex {
    /// Every objection to an expert over all seat lines, and the lines without one; nil where there is no such expert.
    ///
    /// A line is judged by its easiest slot (`RuleBook.allObjections`). So the lines without an objection are exactly those in which a
    /// match counts the expert as eligible.
    public func explanation(of expert: ExpertID, _ query: MatchQuery) -> Explanation? {
        StandbyRosters(self, at: query.at, teams: false).alone.profile(expert).map { profile in
            let compiled = CompiledQuery(query)
            let objections = RuleBook.allObjections(to: profile, compiled)
            return Explanation(objections, eligibleSeats: RuleBook.linesWithout(objections, compiled))
        }
    }

    /// Every objection to a team; nil where there is no such team. There is none where it would be a `team` candidate.
    ///
    /// Objections to the team's own offer come first. Where its people do not fill every slot, the open lines follow, and then the
    /// objections to each member who is not eligible, by id.
    public func explanation(of team: TeamID, _ query: MatchQuery) -> Explanation? {
        let index = StandbyRosters(self, at: query.at).roster(of: team)
        return index.profile(team).map { profile in
            let team = TeamExplanation(profile, index, EligiblePool(index, query, scope: .empty))
            return Explanation(team.objections, eligibleSeats: team.eligibleSeats)
        }
    }
}
