/// RFC 3339 section 5.6, without leap seconds and with at most milliseconds kept (further digits are cut off).
enum RFC3339 {
    static func instant(_ text: String) -> Instant? {
        var scanner = DigitScanner(text)
        guard let year = scanner.digits(4), scanner.take("-"), let month = scanner.digits(2), scanner.take("-"),
            let day = scanner.digits(2), let date = CalendarDate(year: year, month: month, day: day),
            scanner.take("Tt "), let hour = scanner.digits(2), scanner.take(":"), let minute = scanner.digits(2),
            scanner.take(":"), let second = scanner.digits(2), hour < 24, minute < 60, second < 60,
            let milliseconds = fraction(&scanner), let offset = offsetMinutes(&scanner), scanner.atEnd
        else { return nil }
        let local = date.startOfDay.milliseconds + Int64((hour * 60 + minute) * 60 + second) * 1000 + Int64(milliseconds)
        let instant = local - Int64(offset) * 60_000
        // An offset can lead out of the years that four digits can write.
        return years.contains(instant) ? Instant(milliseconds: instant) : nil
    }

    /// 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999Z, milliseconds.
    private static let years: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999

    private static func fraction(_ scanner: inout DigitScanner) -> Int? {
        guard scanner.take(".") else { return 0 }
        var value = 0
        var count = 0
        while let digit = scanner.digits(1) {
            if count < 3 { value = value * 10 + digit }
            count += 1
        }
        guard count > 0 else { return nil }
        for _ in count..<max(3, count) { value *= 10 }
        return value
    }

    private static func offsetMinutes(_ scanner: inout DigitScanner) -> Int? {
        if scanner.take("Zz") { return 0 }
        guard let sign = scanner.takeOne(of: "+-"), let hours = scanner.digits(2), scanner.take(":"),
            let minutes = scanner.digits(2), hours < 24, minutes < 60
        else { return nil }
        return (sign == "-" ? -1 : 1) * (hours * 60 + minutes)
    }

    static func text(_ instant: Instant) -> String {
        let date = instant.date
        let rest = Int(instant.milliseconds - date.startOfDay.milliseconds)
        let seconds = rest / 1000
        let clock = padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2) + ":" + padded(seconds % 60, 2)
        return date.description + "T" + clock + (rest % 1000 == 0 ? "" : "." + padded(rest % 1000, 3)) + "Z"
    }
}
