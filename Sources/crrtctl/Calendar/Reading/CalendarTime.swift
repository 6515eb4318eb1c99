import CRRTDomain

/// A date, or a date with a time of day, as a calendar states it (RFC 5545 sections 3.3.4 and 3.3.5).
struct CalendarTime: Equatable {
    /// What says which instant it is.
    enum Zone: Hashable {
        case utc
        /// By its `TZID`.
        case named(String)
        /// It is whatever clock is on the wall.
        case floating
    }

    var date: CalendarDate
    /// Seconds since midnight by the wall clock; nil for a whole day.
    var second: Int?
    var zone = Zone.floating

    /// Reads one value of a property.
    ///
    /// - Throws: `CalendarFault` with the property's line, also for a time in UTC with a zone beside it (section 3.2.19 forbids it).
    init(_ value: Substring, of line: ContentLine) throws(CalendarFault) {
        let bytes = Array(value.utf8)
        func number(_ from: Int, _ count: Int) -> Int? {
            guard bytes.count >= from + count, bytes[from..<from + count].allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            return bytes[from..<from + count].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        let fault = CalendarFault(line.line, "\(line.name): \(quoted(String(value))) is no date such as 20270301 or 20270301T060000Z")
        guard let year = number(0, 4), let month = number(4, 2), let day = number(6, 2),
            let date = CalendarDate(year: year, month: month, day: day)
        else { throw fault }
        self.date = date
        if bytes.count == 8 { return }
        guard bytes.count == 15 || bytes.count == 16, bytes[8] == UInt8(ascii: "T"), let hour = number(9, 2), let minute = number(11, 2),
            let second = number(13, 2), hour < 24, minute < 60, second <= 60, bytes.count == 15 || bytes[15] == UInt8(ascii: "Z")
        else { throw fault }
        // A leap second is the second before it: time here has none.
        self.second = hour * 3600 + minute * 60 + min(second, 59)
        guard bytes.count == 15 || line.parameters["TZID"] == nil else {
            throw CalendarFault(line.line, "\(line.name) has a TZID and is in UTC; one of the two is wrong")
        }
        zone = bytes.count == 16 ? .utc : line.parameters["TZID"].map { .named($0) } ?? .floating
    }

    /// The value of a property that has one.
    init(_ line: ContentLine) throws(CalendarFault) { try self.init(line.value[...], of: line) }

    init(date: CalendarDate, second: Int?, zone: Zone) { (self.date, self.second, self.zone) = (date, second, zone) }

    /// Seconds since 1970 as if the wall clock showed UTC.
    var wallSeconds: Int64 { Int64(date.daysSinceEpoch) * 86_400 + Int64(second ?? 0) }
}

/// How long an event takes: days by the calendar, then seconds.
struct CalendarDuration: Equatable {
    var days = 0
    var seconds: Int64 = 0

    /// The most days or seconds of a duration: ten years.
    private static let mostDays = 3660

    /// From one time to another.
    init(from start: Int64, to end: Int64) { seconds = end - start }
    init(days: Int) { self.days = days }

    /// Reads `P1W`, `P1DT2H`, `PT15M` (RFC 5545 section 3.3.6).
    ///
    /// - Throws: `CalendarFault` for another form, for a negative one, and for one of more than ten years.
    init(_ line: ContentLine) throws(CalendarFault) {
        let fault = CalendarFault(line.line, "DURATION: \(quoted(line.value)) is no duration such as P1D or PT2H, of ten years at most")
        var rest = line.value.utf8[...]
        if rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        guard rest.popFirst() == UInt8(ascii: "P"), !rest.isEmpty else { throw fault }
        var isTime = false
        while let byte = rest.first {
            if byte == UInt8(ascii: "T"), !isTime {
                isTime = true
                rest.removeFirst()
                continue
            }
            let digits = rest.prefix { (0x30...0x39).contains($0) }
            rest = rest[digits.endIndex...]
            guard digits.count <= 9, let number = Int(Substring(digits)), let unit = rest.popFirst() else { throw fault }
            switch (unit, isTime) {
            case (UInt8(ascii: "W"), false): days += number * 7
            case (UInt8(ascii: "D"), false): days += number
            case (UInt8(ascii: "H"), true): seconds += Int64(number) * 3600
            case (UInt8(ascii: "M"), true): seconds += Int64(number) * 60
            case (UInt8(ascii: "S"), true): seconds += Int64(number)
            default: throw fault
            }
        }
        guard days <= CalendarDuration.mostDays, seconds <= Int64(CalendarDuration.mostDays) * 86_400 else { throw fault }
    }
}
