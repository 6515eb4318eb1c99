public import CRRTDomain

/// Up to 4096 experts, made ready for an index: as many as its sets keep together, so that whole pages can be made beside each other
/// on all processors. A roster in order of id is a row of pages, all but the last full.
public struct RosterPage: Sendable {
    public static var capacity: Int { ExpertSet.expertsPerPage }

    let experts: [Profile]
    let keys: [IDKey]
    /// Of the handles from 0.
    let sets: RosterSets
    /// Everybody came behind the one before.
    let isInOrder: Bool

    /// Of everybody whom `forEach` names, not beyond the capacity.
    public init(_ forEach: (_ body: (ExpertTraits) -> Void) throws -> Void) rethrows {
        var experts: [Profile] = []
        experts.reserveCapacity(Self.capacity)
        try forEach { experts.append(Profile($0)) }
        precondition(experts.count <= Self.capacity, "a page holds \(Self.capacity) experts")
        self.experts = experts
        keys = experts.map { IDKey($0.id) }
        sets = RosterSets(page: experts)
        isInOrder = zip(keys, keys.dropFirst()).allSatisfy(<)
    }

    public var count: Int { experts.count }
}
