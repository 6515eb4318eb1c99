public import CRRTDomain

/// A request and everything else that matching depends on. The same query on the same roster has the same answer.
public struct MatchQuery: Sendable {
    /// The request to find people for.
    public var request: Request
    /// The nations that may know of the request: its `releasableTo`, with groups expanded.
    public var releasable: Set<NationCode>
    /// The instant at which offers are judged.
    public var at: Instant
    /// Days after which an unconfirmed offer is stale.
    public var staleAfterDays: Int
    /// The weights of a candidate's cost. A weight outside 0 to `largestWeight` counts as the nearer bound.
    public var weights: Weights
    /// The kinds of candidate to look for.
    public var kinds: Set<CandidateKind>
    /// The most candidates of each kind.
    public var limit: Int
    /// What `limit` counts.
    ///
    /// - true: the best candidates of a kind, next-best ones of the same team or of individuals included. Any two of a kind differ in at
    ///   least one person.
    /// - false: the best candidate of each team, and one of individuals.
    public var findsNextBest = false
    /// The only team whose candidates are looked for; nil for all teams and individuals.
    public var team: TeamID?
    /// Whom no candidate may contain.
    public var omitted = Omissions()
    /// Experts whom every candidate must contain, each in a given seat line.
    public var fixed: [FixedExpert] = []
    /// A tasking whose commitments do not count, because the query is about extending that tasking; nil for none.
    public var ignoring: TaskingID?

    /// The largest weight that counts. It keeps every sum of costs far from overflow.
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
