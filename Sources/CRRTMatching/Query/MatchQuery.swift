public import CRRTDomain

/// The question, with everything that the rules need beside the roster. A value: the same query gets the same answer, always.
public struct MatchQuery: Sendable {
    public var request: Request
    /// The nations that may know of the request: its `releasableTo`, groups expanded.
    public var releasable: Set<NationCode>
    /// The instant that offers are judged at.
    public var at: Instant
    /// Days after which an unconfirmed offer is stale.
    public var staleAfterDays: Int
    /// What a candidate's cost counts. Weights count from 0 to `MatchQuery.largestWeight`; anything beyond counts as that bound.
    public var weights: Weights
    public var kinds: Set<CandidateKind>
    /// At most so many candidates of each kind.
    public var limit: Int
    /// Commitments of this tasking do not count: an extension asks anew about its own people.
    public var ignoring: TaskingID?

    /// Beyond this a weight says nothing new, and every sum stays far from overflow.
    public static let largestWeight = 1_000_000

    public init(
        request: Request, releasable: Set<NationCode>, at: Instant, staleAfterDays: Int, weights: Weights = Weights(),
        kinds: Set<CandidateKind> = Set(CandidateKind.allCases), limit: Int = 3, ignoring: TaskingID? = nil
    ) {
        self.request = request
        self.releasable = releasable
        self.at = at
        self.staleAfterDays = staleAfterDays
        self.weights = weights
        self.kinds = kinds
        self.limit = limit
        self.ignoring = ignoring
    }
}
