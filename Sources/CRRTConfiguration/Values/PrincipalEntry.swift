public import CRRTDomain

/// An entry of `principals.yaml`: which users and groups of this machine it fits, and what these callers are.
public struct PrincipalEntry: Sendable, Hashable {
    /// The unique name that the journal shows with the uid.
    public var name: String
    /// User ids.
    public var users: Set<UInt32>
    /// Group ids.
    public var groups: Set<UInt32>
    /// Never empty.
    public var roles: RoleSet
    /// The nation that these callers speak for; never nil for a national contact point.
    public var nation: NationCode?
    /// nil where no clearance is on record: these callers read `NU` only.
    public var clearance: Classification?

    public init(
        name: String, users: Set<UInt32> = [], groups: Set<UInt32> = [], roles: RoleSet, nation: NationCode? = nil,
        clearance: Classification? = nil
    ) {
        self.name = name
        self.users = users
        self.groups = groups
        self.roles = roles
        self.nation = nation
        self.clearance = clearance
    }

    /// Whether it fits a caller with this uid and these groups, primary and supplementary.
    public func fits(uid: UInt32, groups callerGroups: [UInt32]) -> Bool {
        users.contains(uid) || callerGroups.contains(where: groups.contains)
    }
}
