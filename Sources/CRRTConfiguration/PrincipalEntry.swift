public import CRRTDomain

/// One entry of `principals.yaml`: which users and groups of this machine it fits, and what those callers are.
public struct PrincipalEntry: Sendable, Hashable {
    /// What the journal shows beside the uid; unique.
    public var name: String
    /// User ids.
    public var users: Set<UInt32>
    /// Group ids.
    public var groups: Set<UInt32>
    /// Never empty.
    public var roles: Set<Role>
    /// Always there for a national contact point.
    public var nation: NationCode?
    /// nil: no clearance is on record, which reads no more than `NU`.
    public var clearance: Classification?

    public init(
        name: String, users: Set<UInt32> = [], groups: Set<UInt32> = [], roles: Set<Role>, nation: NationCode? = nil,
        clearance: Classification? = nil
    ) {
        self.name = name
        self.users = users
        self.groups = groups
        self.roles = roles
        self.nation = nation
        self.clearance = clearance
    }

    /// Whether a caller with this uid and these groups (primary and supplementary) is meant.
    public func fits(uid: UInt32, groups callerGroups: [UInt32]) -> Bool {
        users.contains(uid) || callerGroups.contains(where: groups.contains)
    }
}
