/// The site's decisions (`policy.yaml`), each with its default.
public struct Policy: Sendable, Hashable {
    /// The weights of a candidate's cost.
    public var weights = Weights()
    /// Days after which an unconfirmed offer is stale.
    public var staleAfterDays = 90
    /// The lowest classification that any output is marked with.
    public var siteFloor = Classification.restricted
    /// Hours that nations have to answer a proposal that names no deadline.
    public var replyWithinHours = 12
    /// The longest search for one match, in milliseconds. A search that is cut short says so.
    public var matchBudgetMilliseconds = 2000
    /// The longest search for one plan of several requests, in milliseconds. A search that is cut short says so.
    public var planBudgetMilliseconds = 2000
    /// Whether the person who orders must be another than the one who proposed.
    public var twoPersonOrder = true
    /// The taskings that need a political approval before the order.
    public var politicalApproval = ApprovalRule.none

    /// The defaults.
    public init() {}
}

/// Which taskings need a political approval.
public enum ApprovalRule: String, Sendable, Hashable, CaseIterable {
    case none
    /// Those that use effects.
    case effects
    case all
}

/// The weights of a candidate's cost (domain.md section 5): integers, 0 or more.
public struct Weights: Sendable, Hashable {
    /// Cost of one hour of notice of one person.
    public var notice: Int
    /// Cost of one level that a person is below 5 in their seat's skill.
    public var level: Int
    /// Cost of each nation that contributes.
    public var nation: Int

    public init(notice: Int = 1, level: Int = 10, nation: Int = 500) {
        self.notice = notice
        self.level = level
        self.nation = nation
    }
}
