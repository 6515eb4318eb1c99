extension RosterIndex {
    /// The smallest single changes of the request that would fill one more place of a seat line that stays open, each verified by
    /// matching again.
    ///
    /// - Parameter outOfTime: the caller's budget; once it says so, what has been found is answered.
    public func relax(_ query: MatchQuery, outOfTime: () -> Bool) -> [Relaxation] {
        Relaxing(self, query)?.relaxations(outOfTime: outOfTime) ?? []
    }
}
