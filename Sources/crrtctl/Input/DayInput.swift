import CRRTDomain

/// Times as in ``TimeInput``, or whole days and months, UTC: `2027-03-01`, `today`, `yesterday`, `tomorrow`, `2027-03`.
enum DayInput {
    /// The beginning of a period. A date is its first moment.
    static func start(_ text: String, now: Instant) throws(InvalidField) -> Instant {
        if let days = days(text, now) { return midnight(days.first) }
        return try TimeInput.instant(text, now: now)
    }

    /// The end of a period. A date is included, so the period ends with that day, and at the end of the year 9999 with the last instant
    /// that can be written.
    ///
    /// - Parameter start: What `+14d` is counted from.
    static func end(_ text: String, now: Instant, after start: Instant) throws(InvalidField) -> Instant {
        if let days = days(text, now) { return min(midnight(days.last + 1), Instant.writable.upperBound) }
        return try TimeInput.instant(text, now: now, after: start)
    }

    /// A single day. Of a time, that on which it falls.
    static func day(_ text: String, now: Instant) throws(InvalidField) -> CalendarDate {
        if let day = day(text, now) { return CalendarDate(daysSinceEpoch: day) }
        return try TimeInput.instant(text, now: now).date
    }

    private static let names = ["yesterday": -1, "today": 0, "tomorrow": 1]

    /// The day that a text names; nil where it names none.
    private static func day(_ text: String, _ now: Instant) -> Int? {
        (try? CalendarDate(text))?.daysSinceEpoch ?? names[text.lowercased()].map { now.date.daysSinceEpoch + $0 }
    }

    /// The days that a text names, those of `2027-03` from the first to the last of the month; nil where it names none.
    private static func days(_ text: String, _ now: Instant) -> (first: Int, last: Int)? {
        if let day = day(text, now) { return (day, day) }
        guard let first = try? CalendarDate(text + "-01") else { return nil }
        let last = (28...31).reversed().lazy.compactMap { try? CalendarDate(text + "-\($0)") }.first ?? first
        return (first.daysSinceEpoch, last.daysSinceEpoch)
    }

    private static func midnight(_ day: Int) -> Instant { Instant(milliseconds: Int64(day) * 86_400_000) }
}
