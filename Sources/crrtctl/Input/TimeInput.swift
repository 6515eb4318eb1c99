import CRRTDomain

/// The times that people type: RFC 3339 (seconds may be left out), a date-time group, `now`, `+48h`, `06:00Z` (the next one),
/// `monday 06:00Z` (the next one), `tomorrow 06:00Z`.
///
/// A time without a zone is refused with the corrected form, because a reader elsewhere would take it for another time.
enum TimeInput {
    /// - Parameter base: What `+14d` is counted from; nil for now.
    static func instant(_ text: String, now: Instant, after base: Instant? = nil) throws(InvalidField) -> Instant {
        if text.lowercased() == "now" { return now }
        if let offset = try offset(text) {
            let instant = Instant(milliseconds: (text.first == "+" ? base ?? now : now).milliseconds + offset)
            guard Instant.writable.contains(instant) else {
                throw InvalidField("", "'\(text)' leads out of the years 0001 to 9999; write fewer days or weeks")
            }
            return instant
        }
        if let day = try namedDay(text, now: now) { return day }
        if let instant = try? Instant(withSeconds(text)) { return instant }
        // 010600Z DEC 26: the spaces of a date-time group are for the eye.
        if let group = try? Instant(text.filter { $0 != " " }) { return group }
        if let zoned = zoned(text) { throw InvalidField("", "\(quoted(text)) has no time zone; write '\(zoned)' for UTC") }
        if (try? Instant(text + "T00:00:00Z")) != nil {
            throw InvalidField("", "\(quoted(text)) is a date without a time; write \(text)T00:00:00Z")
        }
        throw InvalidField("", "\(quoted(text)) is no time; write \(forms)")
    }

    /// The forms, for errors and help.
    static let forms = "2027-03-01 06:00Z, 010600Z MAR 27, 06:00Z, monday 06:00Z, tomorrow 06:00Z, +48h, now, or RFC 3339 with a zone"

    /// The same, as it goes over the wire.
    static func text(_ text: String, now: Instant, after base: Instant? = nil) throws(InvalidField) -> String {
        try instant(text, now: now, after: base).description
    }
}

extension TimeInput {
    /// A time that has passed: `06:00Z` and `monday 06:00Z` are the last ones.
    static func past(_ text: String, now: Instant) throws(InvalidField) -> Instant {
        let instant = try instant(text, now: now)
        let words = text.lowercased().split(separator: " ").map(String.init)
        guard instant > now, let first = words.first, shifts[first] == nil else { return instant }
        if words.count == 1, isClock(first) { return instant.adding(days: -1) }
        return first.allSatisfy(\.isLetter) ? instant.adding(days: -7) : instant
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
        let unit = text.dropFirst(1 + digits.count).lowercased()
        // Six digits cannot overflow, and are more weeks than the range of years.
        guard let number = Int64(digits), digits.count <= 6, let scale = units.first(where: { $0.name == unit })?.milliseconds else {
            throw InvalidField("", "'\(text)' is no time from now; write a number and min, h, d or w, such as +48h or +3d")
        }
        return (sign == "-" ? -1 : 1) * number * scale
    }
}

// MARK: - 06:00Z, monday 06:00Z, tomorrow 06:00Z

extension TimeInput {
    private static let shifts = ["yesterday": -1, "today": 0, "tomorrow": 1]
    private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    /// The instant of a time of day, alone or behind the word for a day; nil if the text has another form. The day is that of the stated
    /// zone.
    private static func namedDay(_ text: String, now: Instant) throws(InvalidField) -> Instant? {
        let words = text.split(separator: " ").map(String.init)
        guard let first = words.first else { return nil }
        if words.count == 1, isClock(first) {
            if let instant = next(first, weekday: nil, now) { return instant }
            throw wrong(text, clock: first, before: "", now)
        }
        let day = first.lowercased()
        let shift = shifts[day]
        let weekday = day.utf8.count < 3 ? nil : weekdays.firstIndex { $0.hasPrefix(day) }
        guard shift != nil || weekday != nil else { return nil }
        guard words.count == 2 else { throw InvalidField("", "\(quoted(text)) needs a time of day; write '\(first) 06:00Z'") }
        let instant = shift.map { shifted(words[1], by: $0, now) } ?? next(words[1], weekday: weekday, now)
        guard let instant else { throw wrong(text, clock: words[1], before: first + " ", now) }
        return instant
    }

    /// `06:00Z`: two digits and a colon.
    private static func isClock(_ text: String) -> Bool {
        let marks = Array(text.utf8.prefix(3))
        return marks.count == 3 && marks[2] == UInt8(ascii: ":") && marks[..<2].allSatisfy { (0x30...0x39).contains($0) }
    }

    /// The first time after now that a clock shows this, on any day or on this day of the week, from 0 for Monday.
    private static func next(_ clock: String, weekday: Int?, _ now: Instant) -> Instant? {
        (-1...8).lazy.map { now.date.daysSinceEpoch + $0 }
            // Day 0 was a Thursday.
            .filter { weekday == nil || ($0 % 7 + 10) % 7 == weekday }
            .compactMap { on($0, clock) }.first { $0 > now }
    }

    /// The time of day that many days from today.
    private static func shifted(_ clock: String, by days: Int, _ now: Instant) -> Instant? {
        (-1...1).lazy.compactMap { on(now.date.daysSinceEpoch + $0, clock) }.first { isToday($0, of: clock, now) }?.adding(days: days)
    }

    private static func on(_ day: Int, _ clock: String) -> Instant? {
        try? Instant(withSeconds("\(CalendarDate(daysSinceEpoch: day))T\(clock)"))
    }

    /// The complaint about what no clock shows. `lead` is what the user wrote before it.
    private static func wrong(_ text: String, clock: String, before lead: String, _ now: Instant) -> InvalidField {
        if on(now.date.daysSinceEpoch, clock + "Z") != nil {
            return InvalidField("", "\(quoted(text)) has no time zone; write '\(lead)\(clock)Z' for UTC")
        }
        return InvalidField("", "\(quoted(clock)) is no time of day; write '\(lead)06:00Z'")
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
        let joined = text.filter { $0 != " " }
        let group = joined.prefix(6) + "Z" + joined.dropFirst(6)
        return (try? Instant(String(group))) == nil ? nil : group.uppercased()
    }
}
