public import CRRTDomain

/// Up to 4096 experts, indexed on their own. Several threads can make pages at once, which are then added to an index.
///
/// A page of the index's sets has as many experts. A roster in order of id is a sequence of pages, of which only the last is not full.
public struct RosterPage: Sendable {
    /// The most experts of a page: 4096.
    public static var capacity: Int { ExpertSet.expertsPerPage }

    let experts: [ExpertProfile]
    let keys: [IDKey]
    /// The sets of the experts, with handles from 0.
    let sets: RosterSets
    /// Whether every id is greater than the one before.
    let isInOrder: Bool

    /// - Parameter forEach: Calls its argument with each expert, at most `capacity` times.
    /// - Throws: The error that `forEach` throws.
    public init(_ forEach: (_ body: (ExpertTraits) -> Void) throws -> Void) rethrows {
        var experts: [ExpertProfile] = []
        experts.reserveCapacity(Self.capacity)
        try forEach { experts.append(ExpertProfile($0)) }
        precondition(experts.count <= Self.capacity, "a page holds \(Self.capacity) experts")
        self.experts = experts
        keys = experts.map { IDKey($0.id) }
        sets = RosterSets(page: experts)
        isInOrder = zip(keys, keys.dropFirst()).allSatisfy(<)
    }

    /// The number of experts.
    public var count: Int { experts.count }
}
