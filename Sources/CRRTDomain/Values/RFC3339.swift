/// RFC 3339 section 5.6, without leap seconds. Digits beyond milliseconds are cut off.
enum RFC3339 {
    static func instant(_ text: String) -> Instant? {
        var copy = text
        return copy.withUTF8 { canonical($0) } ?? general(text)
    }

    /// Reads `2026-11-23T14:32:00Z` or `2026-11-23T14:32:00.250Z`; nil for every other form.
    ///
    /// This program writes this form, so nearly all times that it reads have it.
    static func canonical(_ bytes: UnsafeBufferPointer<UInt8>) -> Instant? {
        guard bytes.count == 20 || bytes.count == 24 && bytes[19] == 0x2E, bytes[bytes.count - 1] == 0x5A else { return nil }
        guard bytes[10] == 0x54, bytes[13] == 0x3A, bytes[16] == 0x3A, let date = CalendarDate(canonical: bytes[..<10]) else { return nil }
        let (hour, minute, second) = (bytes.number(at: 11, 2), bytes.number(at: 14, 2), bytes.number(at: 17, 2))
        let rest = bytes.count == 24 ? bytes.number(at: 20, 3) : 0
        guard (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second), rest >= 0 else { return nil }
        return Instant(milliseconds: date.startOfDay.milliseconds + Int64(((hour * 60 + minute) * 60 + second) * 1000 + rest))
    }

    private static func general(_ text: String) -> Instant? {
        var scanner = DigitScanner(text)
        guard let year = scanner.digits(4), scanner.take("-"), let month = scanner.digits(2), scanner.take("-"),
            let day = scanner.digits(2), let date = CalendarDate(year: year, month: month, day: day),
            scanner.take("Tt "), let hour = scanner.digits(2), scanner.take(":"), let minute = scanner.digits(2),
            scanner.take(":"), let second = scanner.digits(2), hour < 24, minute < 60, second < 60,
            let milliseconds = fraction(&scanner), let offset = offsetMinutes(&scanner), scanner.atEnd
        else { return nil }
        let local = date.startOfDay.milliseconds + Int64((hour * 60 + minute) * 60 + second) * 1000 + Int64(milliseconds)
        let instant = local - Int64(offset) * 60_000
        // An offset can lead outside the years that four digits can express.
        return Instant.writable.contains(Instant(milliseconds: instant)) ? Instant(milliseconds: instant) : nil
    }

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
        let (year, month, day) = date.components
        let rest = Int(instant.milliseconds - date.startOfDay.milliseconds)
        let seconds = rest / 1000
        // Arithmetic can leave the years that RFC 3339 can express. The text is then for a log only.
        guard (0...9999).contains(year) else { return "\(date)T+\(seconds)s" }
        // Every record has several times, so the digits are written directly, without intermediate strings.
        return String(unsafeUninitializedCapacity: 24) { bytes in
            var end = 0
            func put(_ number: Int, _ width: Int, then mark: UInt8) {
                var number = number
                for index in (end..<end + width).reversed() {
                    bytes[index] = 0x30 + UInt8(truncatingIfNeeded: number % 10)
                    number /= 10
                }
                bytes[end + width] = mark
                end += width + 1
            }
            put(year, 4, then: 0x2D)
            put(month, 2, then: 0x2D)
            put(day, 2, then: 0x54)
            put(seconds / 3600, 2, then: 0x3A)
            put(seconds / 60 % 60, 2, then: 0x3A)
            put(seconds % 60, 2, then: rest % 1000 == 0 ? 0x5A : 0x2E)
            if rest % 1000 != 0 { put(rest % 1000, 3, then: 0x5A) }
            return end
        }
    }
}
