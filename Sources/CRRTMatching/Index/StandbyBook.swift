internal import CRRTDomain

/// The standby periods that are not withdrawn.
struct StandbyBook: Sendable, Equatable {
    /// Sorted by end, then by id. A rota has few periods that have not ended, and only these are read.
    private(set) var periods: [StandbyPeriod] = []
    private var ids: Set<StandbyID> = []

    /// Adds a period, or replaces the one with this id. A withdrawn one is removed.
    mutating func put(_ standby: StandbyPeriod) {
        if ids.remove(standby.id) != nil { periods.removeAll { $0.id == standby.id } }
        guard standby.state != .withdrawn else { return }
        ids.insert(standby.id)
        periods.insert(standby, at: periods.partitioningIndex { Self.precedes($0, standby) })
    }

    /// The periods in force at an instant.
    func active(at instant: Instant) -> ActiveStandby {
        ActiveStandby(periods[periods.partitioningIndex { $0.period.end <= instant }...], at: instant)
    }

    private static func precedes(_ left: StandbyPeriod, _ right: StandbyPeriod) -> Bool {
        (left.period.end, left.id) < (right.period.end, right.id)
    }
}
