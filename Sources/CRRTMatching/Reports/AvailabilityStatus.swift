/// The status of an offered record at an instant. Cases are tried in this order, and the first that is true counts.
public enum AvailabilityStatus: Int, Sendable, Hashable, CaseIterable {
    /// An ordered tasking commits it, whatever the offer says now: from the order until the agreed end, and after that until the tasking is
    /// closed.
    case committed
    /// The state that the nation gave its offer.
    case withdrawn, suspended
    /// The offer has not begun, or has ended.
    case lapsed
    /// The offer has been unconfirmed for longer than the policy's `staleAfterDays`.
    case stale
    /// No clearance is on record, or it has ended. Such an expert is not eligible for any seat.
    case uncleared
    /// The expert is unavailable; too few members of the team are available.
    case absent
    /// None of the others: the offer stands and the record can serve.
    case available
}

/// The number of records of a kind with each status.
public struct StatusCounts: Sendable, Hashable {
    private var counts = [Int](repeating: 0, count: AvailabilityStatus.allCases.count)
    /// The number whose offer stands, available or not.
    public private(set) var offered = 0
    /// The number of available ones of which something ends soon.
    public private(set) var endingSoon = 0
    /// The number of committed ones whose tasking is past its agreed end.
    public private(set) var overdue = 0

    /// All 0.
    public init() {}

    /// The number with a status.
    public subscript(status: AvailabilityStatus) -> Int { counts[status.rawValue] }
    /// The number of all.
    public var total: Int { counts.reduce(0, +) }

    /// Adds a record.
    ///
    /// - Parameters:
    ///   - status: Its status.
    ///   - offerStands: Whether its offer stands.
    ///   - endsSoon: Whether something of it ends soon. It counts for available records only.
    ///   - isOverdue: Whether the tasking that commits it is past its agreed end. It counts for committed records only.
    public mutating func count(_ status: AvailabilityStatus, offerStands: Bool, endsSoon: Bool, isOverdue: Bool) {
        counts[status.rawValue] += 1
        if offerStands { offered += 1 }
        if endsSoon, status == .available { endingSoon += 1 }
        if isOverdue, status == .committed { overdue += 1 }
    }
}
