/// Where an offered record stands at an instant, in the order in which they are asked: the first that is true of it.
public enum Standing: Int, Sendable, Hashable, CaseIterable {
    /// An ordered tasking has it, whatever has become of the offer since: from the order until the agreed end, and past that until the
    /// tasking is closed.
    case committed
    case withdrawn, suspended
    /// The offer has not begun, or is over.
    case lapsed
    case stale
    /// No clearance is on record, or it is over: no rule would let such an expert serve.
    case uncleared
    /// Not there; of a team: too few of its members are available.
    case absent
    case available
}

/// How many records of a kind stand where.
public struct Strength: Sendable, Hashable {
    private var counts = [Int](repeating: 0, count: Standing.allCases.count)
    /// Whose offer stands, whatever else holds them back.
    public private(set) var offered = 0
    /// Of the available ones, of which something ends soon.
    public private(set) var endingSoon = 0
    /// Of the committed ones, whose tasking is past its agreed end and not closed.
    public private(set) var overdue = 0

    public init() {}

    public subscript(standing: Standing) -> Int { counts[standing.rawValue] }
    public var total: Int { counts.reduce(0, +) }

    /// One more.
    ///
    /// - Parameter isOverdue: whether a tasking that is past its agreed end has it.
    public mutating func count(_ standing: Standing, offerStands: Bool, endsSoon: Bool, isOverdue: Bool) {
        counts[standing.rawValue] += 1
        if offerStands { offered += 1 }
        if endsSoon, standing == .available { endingSoon += 1 }
        if isOverdue, standing == .committed { overdue += 1 }
    }
}
