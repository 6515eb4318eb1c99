extension RosterIndex {
    /// Finds the smallest single changes of a request that would fill one more slot of an open seat line. Each is verified by a new match.
    ///
    /// Where no single change helps, it finds several that do together.
    ///
    /// - Parameters:
    ///   - query: The question.
    ///   - outOfTime: Whether the caller's time budget is used up. Once it returns true, the changes found so far are returned.
    public func relax(_ query: MatchQuery, outOfTime: () -> Bool) -> [Relaxation] {
        RelaxationSearch(StandbyRosters(self, at: query.at, teams: false).alone, query)?.relaxations(outOfTime: outOfTime) ?? []
    }
}
