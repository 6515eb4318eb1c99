/// Some roles, one bit for each: a caller's roles are asked for at each record that they read.
public struct RoleSet: SetAlgebra, Sequence, Sendable, Hashable {
    private var bits: UInt16

    private init(bits: UInt16) { self.bits = bits }

    /// No role.
    public init() { bits = 0 }

    /// Whether it has a role.
    public func contains(_ role: Role) -> Bool { bits & role.bit != 0 }

    /// The roles of either.
    public func union(_ other: RoleSet) -> RoleSet { RoleSet(bits: bits | other.bits) }
    /// The roles of both.
    public func intersection(_ other: RoleSet) -> RoleSet { RoleSet(bits: bits & other.bits) }
    /// The roles of one of them alone.
    public func symmetricDifference(_ other: RoleSet) -> RoleSet { RoleSet(bits: bits ^ other.bits) }

    /// Adds the roles of another.
    public mutating func formUnion(_ other: RoleSet) { bits |= other.bits }
    /// Keeps the roles that another has, too.
    public mutating func formIntersection(_ other: RoleSet) { bits &= other.bits }
    /// Adds the roles of another, and drops those that both have.
    public mutating func formSymmetricDifference(_ other: RoleSet) { bits ^= other.bits }

    /// Adds a role.
    @discardableResult
    public mutating func insert(_ role: Role) -> (inserted: Bool, memberAfterInsert: Role) {
        let isNew = !contains(role)
        bits |= role.bit
        return (isNew, role)
    }

    /// Removes a role; nil where it was not there.
    @discardableResult
    public mutating func remove(_ role: Role) -> Role? {
        guard contains(role) else { return nil }
        bits &= ~role.bit
        return role
    }

    /// Adds a role; nil where it was not there before.
    @discardableResult
    public mutating func update(with role: Role) -> Role? { insert(role).inserted ? nil : role }

    /// Whether it has no role.
    public var isEmpty: Bool { bits == 0 }

    /// Whether no role is in both.
    public func isDisjoint(with other: RoleSet) -> Bool { bits & other.bits == 0 }

    /// The roles in the order of their declaration.
    public func makeIterator() -> some IteratorProtocol<Role> { Role.allCases.lazy.filter(contains).makeIterator() }
}

extension Role {
    fileprivate var bit: UInt16 {
        switch self {
        case .duty: 1
        case .ncp: 2
        case .authority: 4
        case .council: 8
        case .auditor: 16
        case .observer: 32
        case .admin: 64
        case .excon: 128
        }
    }
}
