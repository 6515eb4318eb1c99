import CRRTDomain

/// Times as in ``TimeInput``, or dates for whole days, UTC.
enum DayInput {
    /// The beginning of a period. A date is its first moment.
    static func start(_ text: String, now: Instant) throws(InvalidField) -> Instant {
        if let date = try? CalendarDate(text) { return midnight(date.daysSinceEpoch) }
        return try TimeInput.instant(text, now: now)
    }

    /// The end of a period. A date is included, so the period ends with that day.
    ///
    /// - Parameter start: What `+14d` is counted from.
    static func end(_ text: String, now: Instant, after start: Instant) throws(InvalidField) -> Instant {
        if let date = try? CalendarDate(text) { return midnight(date.daysSinceEpoch + 1) }
        return try TimeInput.instant(text, now: now, after: start)
    }

    private static func midnight(_ day: Int) -> Instant { Instant(milliseconds: Int64(day) * 86_400_000) }
}
