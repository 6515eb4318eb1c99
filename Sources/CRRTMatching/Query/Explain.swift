public import CRRTDomain

/// What keeps an expert or a team from serving a request, and where they can serve.
public struct Explanation: Sendable, Hashable {
    /// First what holds for every seat, then by seat, each in the order of the codes.
    public var objections: [Objection]
    /// The seat lines that they can serve in, from 0, rising. Of a team: the lines of which at least one place can be filled by a
    /// member; none where the team itself cannot go.
    public var eligibleSeats: [Int]

    init(_ objections: [Objection], eligibleSeats: [Int]) {
        self.objections = RuleBook.inOrder(objections)
        self.eligibleSeats = eligibleSeats
    }
}

extension RosterIndex {
    /// Every objection to an expert, over all seat lines, and the lines without one; nil where there is no such expert.
    ///
    /// A line has no objection where the expert may take its easiest place (`RuleBook.allObjections`): exactly those lines in which a
    /// match counts them as eligible.
    public func explanation(of expert: ExpertID, _ query: MatchQuery) -> Explanation? {
        profile(expert).map { profile in
            let terms = Terms(query)
            let objections = RuleBook.allObjections(to: profile, terms)
            return Explanation(objections, eligibleSeats: RuleBook.linesWithout(objections, terms))
        }
    }

    /// Every objection to a team; nil where there is no such team, no objection where it would be a `team` candidate.
    ///
    /// First those to its own offer. Where its people do not fill every place: each line that stays open, and of each member who
    /// is not eligible what is held against them, by id.
    public func explanation(of team: TeamID, _ query: MatchQuery) -> Explanation? {
        profile(team).map { profile in
            let team = TeamExplanation(profile, self, Survey(self, query, shortlisting: .none))
            return Explanation(team.objections, eligibleSeats: team.eligibleSeats)
        }
    }
}
