/// What the site has decided (`policy.yaml`); every number has the default of the design.
public struct Policy: Sendable, Hashable {
    public var weights = Weights()
    /// Days after which an unconfirmed offer is stale.
    public var staleAfterDays = 90
    /// Nothing is ever marked lower than this.
    public var siteFloor = Classification.restricted
    /// Hours that nations have to answer where a proposal names no deadline.
    public var replyWithinHours = 12
    /// Longest search for one match, milliseconds.
    public var matchBudgetMilliseconds = 2000
    /// Whether the orderer must be another person than the proposer.
    public var twoPersonOrder = true

    public init() {}
}

/// What a candidate's cost counts (domain.md section 5); integers, 0 or more.
public struct Weights: Sendable, Hashable {
    public var notice: Int
    public var level: Int
    public var nation: Int

    public init(notice: Int = 1, level: Int = 10, nation: Int = 500) {
        self.notice = notice
        self.level = level
        self.nation = nation
    }
}
