public import CRRTDomain

/// The peer of a connection, with the roles, nation and clearance that the configuration gives them.
public struct Caller: Sendable, Hashable {
    /// Their uid and name, and in an exercise who plays them.
    public var principal: Principal
    /// Empty where no entry of the configuration matches.
    public var roles: RoleSet
    /// The nation that a national contact point speaks for.
    public var nation: NationCode?
    /// The highest classification of records that they may see.
    public var clearance: Classification
    /// The names of the matching entries.
    public var entries: [String]

    /// Whether the caller has a role.
    public var isKnown: Bool { !roles.isEmpty }

    /// Whether the caller has one of these roles.
    public func hasAny(of wanted: RoleSet) -> Bool { !roles.isDisjoint(with: wanted) }

    /// Whether the caller speaks for this nation: may change what is its own.
    public func speaks(for nation: NationCode) -> Bool { roles.contains(.ncp) && self.nation == nation }
}
