internal import CRRTDomain

/// Instants as whole days, for columns. Strictly earlier or later days are decided by the number; the same day needs an exact check.
enum Day {
    /// The day of what never ends, after all others.
    static let never = 1 << digits - 1
    /// Binary digits of a day: from 2020 into 2042. A day outside is mapped to the first or the last, so it always needs the exact check.
    static let digits = 13
    private static let first = 18_262

    /// Days since the first, clamped to the range of a column. A later instant never has an earlier day.
    static func number(_ instant: Instant) -> Int { number(instant.date.daysSinceEpoch) }
    static func number(_ date: CalendarDate) -> Int { number(date.daysSinceEpoch) }
    /// Whether the number stands for a single day.
    static func isExact(_ number: Int) -> Bool { number > 0 && number < never - 1 }
    private static func number(_ days: Int) -> Int { min(max(days - first, 0), never - 1) }

    /// The last day that a period touches.
    static func last(of period: Period) -> Int { number(lastInstant(of: period)) }

    /// The days that a period touches, from the first to the last.
    static func touched(by period: Period) -> ClosedRange<Int> {
        period.start.date.daysSinceEpoch...lastInstant(of: period).date.daysSinceEpoch
    }

    /// The days that a period covers from beginning to end; nil for none.
    static func covered(by period: Period) -> ClosedRange<Int>? {
        let touched = touched(by: period)
        let first = touched.lowerBound + (period.start == CalendarDate(daysSinceEpoch: touched.lowerBound).startOfDay ? 0 : 1)
        let last = touched.upperBound - (period.end == CalendarDate(daysSinceEpoch: touched.upperBound).endOfDay ? 0 : 1)
        return first <= last ? first...last : nil
    }

    /// The length of a day, in milliseconds.
    static let milliseconds = 24 * hour
    /// The length of an hour, in milliseconds.
    static let hour = 3_600_000

    /// The part of a day within a period that touches it, in milliseconds after the day's beginning.
    static func part(_ day: Int, of period: Period) -> Range<Int> {
        let begin = CalendarDate(daysSinceEpoch: day).startOfDay.milliseconds
        return Int(max(period.start.milliseconds - begin, 0))..<Int(min(period.end.milliseconds - begin, Int64(milliseconds)))
    }

    /// The hours of a day that a period touches, where it touches the day.
    static func hours(_ day: Int, of period: Period) -> Range<UInt32> {
        let part = part(day, of: period)
        return UInt32(part.lowerBound / hour)..<UInt32((part.upperBound + hour - 1) / hour)
    }

    private static func lastInstant(of period: Period) -> Instant { Instant(milliseconds: period.end.milliseconds - 1) }
}
