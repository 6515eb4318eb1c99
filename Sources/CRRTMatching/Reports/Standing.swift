/// Where a record stands at an instant. The cases are in the order in which they are asked; the first that is true counts.
public enum Standing: Int, Sendable, Hashable, CaseIterable {
    /// An ordered tasking holds it, whatever the offer says now: from the order until the agreed end, and past that until the tasking is
    /// closed.
    case committed
    case withdrawn, suspended
    /// The offer has not begun, or has ended.
    case lapsed
    case stale
    /// No clearance is on record, or it has ended. No rule lets such an expert serve.
    case uncleared
    /// The expert is unavailable; too few members of the team are available.
    case absent
    case available
}

/// The number of records of a kind at each standing.
public struct Strength: Sendable, Hashable {
    private var counts = [Int](repeating: 0, count: Standing.allCases.count)
    /// The number whose offer stands, available or not.
    public private(set) var offered = 0
    /// The number of available ones of which something ends soon.
    public private(set) var endingSoon = 0
    /// The number of committed ones whose tasking is past its agreed end.
    public private(set) var overdue = 0

    /// All 0.
    public init() {}

    /// The number at a standing.
    public subscript(standing: Standing) -> Int { counts[standing.rawValue] }
    /// The number of all.
    public var total: Int { counts.reduce(0, +) }

    /// Adds a record.
    ///
    /// - Parameters:
    ///   - standing: Where it stands.
    ///   - offerStands: Whether its offer stands.
    ///   - endsSoon: Whether something of it ends soon. It counts for available records only.
    ///   - isOverdue: Whether a tasking that is past its agreed end holds it. It counts for committed records only.
    public mutating func count(_ standing: Standing, offerStands: Bool, endsSoon: Bool, isOverdue: Bool) {
        counts[standing.rawValue] += 1
        if offerStands { offered += 1 }
        if endsSoon, standing == .available { endingSoon += 1 }
        if isOverdue, standing == .committed { overdue += 1 }
    }
}
