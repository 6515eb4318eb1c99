public import CRRTDomain

/// Up to 4096 experts, made ready for an index: as many as its sets keep together, so that whole pages can be made beside each other
/// on all processors. A roster in order of id is a row of pages, all but the last full.
public struct RosterPage: Sendable {
    public static var capacity: Int { ExpertSet.expertsPerPage }

    private(set) var experts: [Profile] = []
    private(set) var keys: [IDKey] = []
    /// Of the handles from 0.
    private(set) var sets = RosterSets()
    /// Everybody came behind the one before.
    private(set) var isInOrder = true

    public init() {
        experts.reserveCapacity(Self.capacity)
        keys.reserveCapacity(Self.capacity)
    }

    public var count: Int { experts.count }

    /// Adds one; not beyond the capacity.
    public mutating func append(_ expert: ExpertTraits) {
        precondition(count < Self.capacity, "a page holds \(Self.capacity) experts")
        let (new, key) = (Profile(expert), IDKey(expert.id))
        if let last = keys.last, key <= last { isInOrder = false }
        sets.replace(Int32(count), nil, by: new)
        experts.append(new)
        keys.append(key)
    }
}
