/// A point in time, UTC, to the millisecond, in the proleptic Gregorian years 0001 to 9999.
///
/// It is written and read as RFC 3339. Leap seconds are not represented, as in POSIX time: a `:60` is refused.
public struct Instant: Sendable, Hashable, Comparable {
    /// The instants that can be written: 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999Z. Arithmetic can lead out of them.
    public static let writable = Instant(milliseconds: -62_135_596_800_000)...Instant(milliseconds: 253_402_300_799_999)

    /// Milliseconds since 1970-01-01T00:00:00Z.
    public var milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }
    /// - Parameter seconds: Seconds since 1970-01-01T00:00:00Z.
    public init(seconds: Int64) { milliseconds = seconds * 1000 }

    /// Reads RFC 3339 (`2026-11-23T14:32:00Z`, an offset is allowed) or a date-time group (`231432ZNOV26`).
    ///
    /// - Throws: `InvalidField` for every other form, with what to write instead.
    public init(_ text: String) throws(InvalidField) {
        if let value = RFC3339.instant(text) ?? DateTimeGroup.instant(text) {
            self = value
        } else {
            throw InvalidField("", Instant.complaint(text))
        }
    }

    /// Reads the form that `description` writes, in ASCII; nil for every other form.
    public init?(canonical text: UnsafeBufferPointer<UInt8>) {
        guard let value = RFC3339.canonical(text) else { return nil }
        self = value
    }

    private static func complaint(_ text: String) -> String {
        if RFC3339.instant(text + "Z") != nil {
            return "\(quoted(text)) has no time zone; write \(shortened(text))Z for UTC, or an offset such as \(shortened(text))+02:00"
        }
        if RFC3339.instant(text + "T00:00:00Z") != nil {
            return "\(quoted(text)) is a date without a time; write \(shortened(text))T00:00:00Z"
        }
        return "\(quoted(text)) is no time; write RFC 3339 with a zone (2026-11-23T14:32:00Z) or a date-time group (231432ZNOV26)"
    }

    public static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

    /// The instant this number of hours later; earlier for a negative number.
    public func adding(hours: Int) -> Instant { Instant(milliseconds: milliseconds + Int64(hours) * 3_600_000) }
    /// The instant this number of 24-hour days later; earlier for a negative number.
    public func adding(days: Int) -> Instant { Instant(milliseconds: milliseconds + Int64(days) * 86_400_000) }
    /// The instant this number of seconds later; earlier for a negative number.
    public func adding(seconds: Int) -> Instant { Instant(milliseconds: milliseconds + Int64(seconds) * 1000) }

    /// The calendar date in UTC.
    public var date: CalendarDate { CalendarDate(daysSinceEpoch: Int(milliseconds.flooredQuotient(86_400_000))) }
}

extension Instant: CustomStringConvertible {
    /// RFC 3339 in UTC with `Z`. Milliseconds are written only where they are not 0.
    public var description: String { RFC3339.text(self) }
}

extension BinaryInteger {
    /// Division that rounds towards minus infinity, so that days before 1970 are right.
    @usableFromInline func flooredQuotient(_ divisor: Self) -> Self {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
