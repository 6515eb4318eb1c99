/// A half-open period `[start, end)`. Back-to-back periods do not overlap.
public struct Period: Sendable, Hashable {
    /// The first instant.
    public let start: Instant
    /// The first instant after the period.
    public let end: Instant

    /// - Throws: `InvalidField` where the end is not after the start.
    public init(start: Instant, end: Instant) throws(InvalidField) {
        guard start < end else {
            throw InvalidField("end", "\(end) is not after the start \(start)")
        }
        self.start = start
        self.end = end
    }

    /// Whether an instant lies in both periods.
    public func overlaps(_ other: Period) -> Bool { start < other.end && other.start < end }
    /// Whether an instant lies in the period.
    public func contains(_ instant: Instant) -> Bool { start <= instant && instant < end }

    /// The periods sorted by start, with touching and overlapping ones joined. Equal sets of instants become equal arrays.
    public static func normalized(_ periods: [Period]) -> [Period] {
        var joined: [Period] = []
        for period in periods.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
            if let last = joined.last, period.start <= last.end {
                joined[joined.count - 1] = Period(unchecked: last.start, max(last.end, period.end))
            } else {
                joined.append(period)
            }
        }
        return joined
    }

    /// The parts of the period that lie in none of some others, by time.
    public func without(_ others: [Period]) -> [Period] {
        var parts: [Period] = []
        var covered = start
        for other in Period.normalized(others) where other.end > start && other.start < end {
            if covered < other.start { parts.append(Period(unchecked: covered, other.start)) }
            covered = other.end
        }
        if covered < end { parts.append(Period(unchecked: covered, end)) }
        return parts
    }

    private init(unchecked start: Instant, _ end: Instant) {
        self.start = start
        self.end = end
    }
}
