internal import CRRTDomain

/// Instants as day numbers, for the columns of the index.
///
/// Strictly earlier and later days are decided by the number. On the same day, the instants must be compared.
enum DayNumber {
    /// Binary digits of a day number: from 2020 into 2042. A day outside is clamped to the first or the last, which is never exact.
    static let bitWidth = 13
    /// The number that stands for no end. It is greater than that of every day.
    static let never = 1 << bitWidth - 1
    /// 2020-01-01, in days since 1970-01-01.
    private static let first = 18_262

    /// The number of an instant's day. A later instant never has a smaller number.
    static func of(_ instant: Instant) -> Int { of(instant.date) }
    static func of(_ date: CalendarDate) -> Int { min(max(date.daysSinceEpoch - first, 0), never - 1) }
    /// The number of the last day that a period touches.
    static func ofLastDay(of period: Period) -> Int { of(period.lastInstant) }
    /// Whether the number stands for a single day.
    static func isExact(_ number: Int) -> Bool { number > 0 && number < never - 1 }

    /// The length of a day, in milliseconds.
    static let milliseconds = 24 * hour
    /// The length of an hour, in milliseconds.
    static let hour = 3_600_000
}

/// Periods in whole days since 1970-01-01.
extension Period {
    fileprivate var lastInstant: Instant { Instant(milliseconds: end.milliseconds - 1) }

    /// The days of which the period contains any part.
    var touchedDays: ClosedRange<Int> { start.date.daysSinceEpoch...lastInstant.date.daysSinceEpoch }

    /// The days that the period covers from beginning to end; nil for none.
    var coveredDays: ClosedRange<Int>? {
        let touched = touchedDays
        let first = touched.lowerBound + (start == CalendarDate(daysSinceEpoch: touched.lowerBound).startOfDay ? 0 : 1)
        let last = touched.upperBound - (end == CalendarDate(daysSinceEpoch: touched.upperBound).endOfDay ? 0 : 1)
        return first <= last ? first...last : nil
    }

    /// The part of a touched day that lies in the period, in milliseconds after the beginning of the day.
    func milliseconds(ofDay day: Int) -> Range<Int> {
        let begin = CalendarDate(daysSinceEpoch: day).startOfDay.milliseconds
        return Int(max(start.milliseconds - begin, 0))..<Int(min(end.milliseconds - begin, Int64(DayNumber.milliseconds)))
    }

    /// The hours of a touched day of which the period contains any part.
    func hours(ofDay day: Int) -> Range<UInt32> {
        let part = milliseconds(ofDay: day)
        return UInt32(part.lowerBound / DayNumber.hour)..<UInt32((part.upperBound + DayNumber.hour - 1) / DayNumber.hour)
    }
}
