import CRRTDomain

/// A `VTIMEZONE` of a calendar file (RFC 5545 section 3.6.5), such as those that Outlook writes under names of its own.
struct ZoneOfFile: ZoneRules {
    /// One `STANDARD` or `DAYLIGHT`: from when on which offset is in force.
    private struct Observance {
        /// By the wall clock before the change, as seconds since 1970.
        var start: Int64
        var before: Int64
        var offset: Int64
        /// In which years it begins anew, and on which day; nil for once.
        var rule: YearlyDay?
        /// Further beginnings, by the wall clock before the change.
        var dates: [Int64]
    }

    private let observances: [Observance]

    /// The most of them; the zones of the world have had fewer changes.
    private static let mostObservances = 500

    /// - Throws: `CalendarFault` for what is no time zone, and for a rule other than a day of the year.
    init(_ component: CalendarComponent) throws(CalendarFault) {
        var observances: [Observance] = []
        for child in component.children where child.name == "STANDARD" || child.name == "DAYLIGHT" {
            observances.append(try ZoneOfFile.observance(child))
        }
        guard (1...ZoneOfFile.mostObservances).contains(observances.count) else {
            throw CalendarFault(component.line, "VTIMEZONE has \(observances.count) parts; 1 to \(ZoneOfFile.mostObservances) are allowed")
        }
        self.observances = observances
    }

    private static func observance(_ child: CalendarComponent) throws(CalendarFault) -> Observance {
        guard let start = child.property("DTSTART"), let from = child.property("TZOFFSETFROM"), let to = child.property("TZOFFSETTO")
        else { throw CalendarFault(child.line, "\(child.name) needs DTSTART, TZOFFSETFROM and TZOFFSETTO") }
        let begins = try CalendarTime(start)
        var rule: YearlyDay?
        if let line = child.property("RRULE") { rule = try YearlyDay(try RecurrenceRule(line), begins, offset: try offset(from)) }
        var dates: [Int64] = []
        for line in child.properties("RDATE") {
            for value in line.value.split(separator: ",") { dates.append(try CalendarTime(value, of: line).wallSeconds) }
        }
        return Observance(start: begins.wallSeconds, before: try offset(from), offset: try offset(to), rule: rule, dates: dates)
    }

    /// `+0200`, `-0330`, `+023045`.
    private static func offset(_ line: ContentLine) throws(CalendarFault) -> Int64 {
        let digits = line.value.dropFirst()
        guard let sign = line.value.first, sign == "+" || sign == "-", digits.utf8.count == 4 || digits.utf8.count == 6,
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int64(digits)
        else { throw CalendarFault(line.line, "\(line.name): \(quoted(line.value)) is no offset such as +0200") }
        let whole = digits.utf8.count == 4 ? number * 100 : number
        let seconds = whole / 10_000 * 3600 + whole / 100 % 100 * 60 + whole % 100
        guard seconds < 86_400 else { throw CalendarFault(line.line, "\(line.name): \(line.value) is more than a day from UTC") }
        return sign == "-" ? -seconds : seconds
    }

    func offset(at instant: Int64) -> Int64 {
        var latest: (onset: Int64, offset: Int64)?
        for observance in observances {
            guard let onset = onset(of: observance, upTo: instant), onset > latest?.onset ?? .min else { continue }
            latest = (onset, observance.offset)
        }
        // Before the first change the offset is the one from which it changes.
        return latest?.offset ?? observances.min { $0.start < $1.start }?.before ?? 0
    }

    /// When the observance began last before an instant; nil where it had not.
    private func onset(of observance: Observance, upTo instant: Int64) -> Int64? {
        var walls = [observance.start] + observance.dates
        if let rule = observance.rule {
            let year = Instant(seconds: min(max(instant, -62_000_000_000), 253_000_000_000)).date.components.year
            walls += [year - 1, year, year + 1].compactMap { rule.wallSeconds(in: $0) }
        }
        return walls.map { $0 - observance.before }.filter { $0 <= instant }.max()
    }
}

/// The day of each year on which clocks change: `FREQ=YEARLY` with a month, and in it a weekday or a day.
private struct YearlyDay {
    private let rule: RecurrenceRule
    private let start: CalendarTime
    private let until: Int64?

    init(_ rule: RecurrenceRule, _ start: CalendarTime, offset: Int64) throws(CalendarFault) {
        guard rule.frequency == .yearly, rule.interval == 1, rule.count == nil else {
            throw CalendarFault(rule.line, "a time zone that changes otherwise than each year is not read")
        }
        (self.rule, self.start) = (rule, start)
        // The end is stated in UTC (section 3.3.10), by the wall clock where programs err.
        until = rule.until.map { $0.zone == .utc ? $0.wallSeconds + offset : $0.wallSeconds + ($0.second == nil ? 86_399 : 0) }
    }

    func wallSeconds(in year: Int) -> Int64? {
        guard year >= start.date.components.year, let day = rule.days(inYear: year, like: start.date).first else { return nil }
        let wall = CalendarTime(date: day, second: start.second, zone: .floating).wallSeconds
        return wall <= until ?? .max ? wall : nil
    }
}
