/// Requests that are answered together, and everything else that a plan depends on.
public struct PlanQuery: Sendable {
    /// The most requests of a plan.
    public static let mostRequests = 16

    /// The requests. Of each query, `kinds`, `limit`, `findsNextBest` and `team` do not count. All have the same weights.
    ///
    /// The order is that of the answer. It decides nothing else than which of several plans of the same value is the answer.
    public var requests: [MatchQuery]
    /// The numbers of requests whose terms cannot change, so that nothing that asks for less opens a seat. They may wait.
    public var bound: Set<Int>

    public init(requests: [MatchQuery], bound: Set<Int> = []) {
        self.requests = requests
        self.bound = bound
    }
}
