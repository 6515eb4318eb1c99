extension RosterIndex {
    /// Finds the smallest single changes of the request that would fill one more place of a seat line that stays open. Matching again
    /// verifies each.
    ///
    /// - Parameters:
    ///   - query: The question.
    ///   - outOfTime: The caller's budget. Once it returns true, the changes found so far are returned.
    public func relax(_ query: MatchQuery, outOfTime: () -> Bool) -> [Relaxation] {
        Relaxing(self, query)?.relaxations(outOfTime: outOfTime) ?? []
    }
}
