import CRRTDomain

/// The times that people type: RFC 3339 (seconds may be left out), a date-time group, `now`, `+48h`, `tomorrow 06:00Z`.
///
/// A time without a zone is refused with the corrected form, because a reader elsewhere would take it for another time.
enum TimeInput {
    static func instant(_ text: String, now: Instant) throws(InvalidField) -> Instant {
        if text == "now" { return now }
        if let offset = try offset(text) { return Instant(milliseconds: now.milliseconds + offset) }
        if let day = try relativeDay(text, now: now) { return day }
        if let instant = try? Instant(withSeconds(text)) { return instant }
        if let zoned = zoned(text) { throw InvalidField("", "'\(text)' has no time zone; write '\(zoned)' for UTC") }
        return try Instant(text)
    }

    /// The same, as it goes over the wire.
    static func text(_ text: String, now: Instant) throws(InvalidField) -> String {
        try instant(text, now: now).description
    }
}

// MARK: - +48h

extension TimeInput {
    /// Milliseconds per unit.
    private static let units: [(name: String, milliseconds: Int64)] = [
        ("min", 60_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000), ("w", 604_800_000),
    ]

    /// The milliseconds of `+48h`; nil if the text does not begin with a sign.
    private static func offset(_ text: String) throws(InvalidField) -> Int64? {
        guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
        let digits = text.dropFirst().prefix { $0.isASCII && $0.isNumber }
        let unit = text.dropFirst(1 + digits.count)
        // Six digits cannot overflow, and are more weeks than the range of years.
        guard let number = Int64(digits), digits.count <= 6, let scale = units.first(where: { $0.name == unit })?.milliseconds else {
            throw InvalidField("", "'\(text)' is no time from now; write a number and min, h, d or w, such as +48h or +3d")
        }
        return (sign == "-" ? -1 : 1) * number * scale
    }
}

// MARK: - tomorrow 06:00Z

extension TimeInput {
    private static let days = ["yesterday": -1, "today": 0, "tomorrow": 1]

    /// The instant of `tomorrow 06:00Z`; nil if the text does not begin with such a word. The day is that of the stated zone.
    private static func relativeDay(_ text: String, now: Instant) throws(InvalidField) -> Instant? {
        let words = text.split(separator: " ", omittingEmptySubsequences: true)
        guard let first = words.first, let shift = days[first.lowercased()] else { return nil }
        guard words.count == 2 else { throw InvalidField("", "'\(text)' needs a time of day; write '\(first) 06:00Z'") }
        let clock = String(words[1])
        for candidate in -1...1 {
            let date = CalendarDate(daysSinceEpoch: now.date.daysSinceEpoch + candidate)
            guard let today = try? Instant(withSeconds("\(date)T\(clock)")) else { continue }
            guard isToday(today, of: clock, now) else { continue }
            return today.adding(days: shift)
        }
        if (try? Instant(withSeconds("\(now.date)T\(clock)Z"))) != nil {
            throw InvalidField("", "'\(text)' has no time zone; write '\(first) \(clock)Z' for UTC")
        }
        throw InvalidField("", "'\(clock)' is no time of day; write '\(first) 06:00Z'")
    }

    /// Whether this instant and now are on the same day in the zone of the stated time.
    private static func isToday(_ instant: Instant, of clock: String, _ now: Instant) -> Bool {
        guard let midnight = try? Instant("1970-01-01T00:00:00" + zone(of: clock)) else { return false }
        let offset = -midnight.milliseconds
        let local = { (instant: Instant) in Instant(milliseconds: instant.milliseconds + offset).date }
        return local(instant) == local(now)
    }

    private static func zone(of clock: String) -> String {
        clock.firstIndex { "Zz+-".contains($0) }.map { String(clock[$0...]) } ?? ""
    }
}

// MARK: - Omitted parts

extension TimeInput {
    /// `2026-11-23 14:32Z` with its seconds; anything else as it is.
    private static func withSeconds(_ text: String) -> String {
        let marks = Array(text.utf8)
        guard marks.count > 16, marks[13] == UInt8(ascii: ":"), marks[16] != UInt8(ascii: ":") else { return text }
        return String(text.prefix(16)) + ":00" + text.dropFirst(16)
    }

    /// The text with a zone, if only that is missing, as RFC 3339 or as a date-time group.
    private static func zoned(_ text: String) -> String? {
        if let instant = try? Instant(withSeconds(text + "Z")) { return instant.description }
        let group = text.prefix(6) + "Z" + text.dropFirst(6)
        return (try? Instant(String(group))) == nil ? nil : group.uppercased()
    }
}
