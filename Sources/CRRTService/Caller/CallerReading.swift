import CRRTDomain

/// As whom a caller reads. What they may change, their roles alone decide.
extension Caller {
    /// The roles whose view of the records the caller has.
    ///
    /// An observer has the view of their nation's contact point; without a nation, that of the duty desk. A caller who is an observer by
    /// one entry of the configuration and has a nation by another reads for that nation.
    var readingRoles: RoleSet {
        guard roles.contains(.observer) else { return roles }
        return roles.union(nation == nil ? Self.desk : Self.contactPoint)
    }

    private static let desk: RoleSet = [.duty]
    private static let contactPoint: RoleSet = [.ncp]

    /// Whether the caller reads as one of these roles does.
    func reads(asAny wanted: RoleSet) -> Bool { !readingRoles.isDisjoint(with: wanted) }

    /// The nation as whose contact point the caller reads; nil for all but contact points and a nation's observers.
    var readingNation: NationCode? { readingRoles.contains(.ncp) ? nation : nil }

    /// Whether the caller reads as a contact point of this nation does.
    func reads(for nation: NationCode) -> Bool { readingNation == nation }
}
