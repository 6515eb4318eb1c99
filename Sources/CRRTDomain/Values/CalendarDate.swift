/// A calendar date, UTC. A clearance is valid through the end of its day.
public struct CalendarDate: Sendable, Hashable, Comparable {
    /// Days since 1970-01-01.
    public let daysSinceEpoch: Int

    public init(daysSinceEpoch: Int) { self.daysSinceEpoch = daysSinceEpoch }

    /// nil where the year is not 1 to 9999, or the month has no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        guard day <= CalendarDate.length(ofMonth: month, year: year) else { return nil }
        // Days from civil: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", with March as first month.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted.flooredQuotient(400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        daysSinceEpoch = era * 146_097 + dayOfEra - 719_468
    }

    /// Reads `2027-03-01` (RFC 3339 `full-date`).
    ///
    /// - Throws: `InvalidField` for every other form, and for a day that does not exist.
    public init(_ text: String) throws(InvalidField) {
        var copy = text
        guard let date = copy.withUTF8({ CalendarDate(canonical: $0[...]) }) else {
            throw InvalidField("", "\(quoted(text)) is no calendar date; write 2027-03-01")
        }
        self = date
    }

    /// nil unless the bytes are a date in the form `2027-03-01`.
    init?(canonical bytes: Slice<UnsafeBufferPointer<UInt8>>) {
        let bytes = UnsafeBufferPointer(rebasing: bytes)
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return nil }
        self.init(year: bytes.number(at: 0, 4), month: bytes.number(at: 5, 2), day: bytes.number(at: 8, 2))
    }

    /// Year, month and day of the month.
    public var components: (year: Int, month: Int, day: Int) {
        let shifted = daysSinceEpoch + 719_468
        let era = shifted.flooredQuotient(146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    /// The first instant after this day, UTC.
    public var endOfDay: Instant { Instant(milliseconds: Int64(daysSinceEpoch + 1) * 86_400_000) }
    /// The first instant of this day, UTC.
    public var startOfDay: Instant { Instant(milliseconds: Int64(daysSinceEpoch) * 86_400_000) }

    public static func < (left: CalendarDate, right: CalendarDate) -> Bool { left.daysSinceEpoch < right.daysSinceEpoch }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return month == 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }
}

extension CalendarDate: CustomStringConvertible {
    public var description: String {
        let (year, month, day) = components
        return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
    }
}
