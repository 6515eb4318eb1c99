public import CRRTDomain

/// Who is calling, and what that makes him here.
public struct Caller: Sendable, Hashable {
    public var principal: Principal
    public var roles: Set<Role>
    /// The nation that a national contact point speaks for.
    public var nation: NationCode?
    public var clearance: Classification
    /// The configured entries that fit him.
    public var entries: [String]

    /// Whether the configuration, or the daemon's own user, knows him at all.
    public var isKnown: Bool { !roles.isEmpty }

    public func isAny(of wanted: Set<Role>) -> Bool { !roles.isDisjoint(with: wanted) }

    /// Whether he speaks for this nation.
    public func speaks(for nation: NationCode) -> Bool { roles.contains(.ncp) && self.nation == nation }
}
