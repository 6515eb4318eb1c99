public import CRRTDomain

extension RosterIndex {
    /// Every objection to an expert, over all seat lines; nil where there is no such expert.
    public func objections(to expert: ExpertID, _ query: MatchQuery) -> [Objection]? {
        profile(expert).map { RuleBook.allObjections(to: $0, Terms(query)) }
    }

    /// Every objection to a team; nil where there is no such team, none where it would be a `team` candidate.
    ///
    /// First those to its own offer. Where its people do not fill every place: each line that stays open, and of each member who
    /// is not eligible what is held against him, by name.
    public func objections(to team: TeamID, _ query: MatchQuery) -> [Objection]? {
        guard let team = profile(team) else { return nil }
        let survey = Survey(self, query, shortlisting: .none)
        return RuleBook.inOrder(TeamExplanation(team, self, survey).objections)
    }
}
