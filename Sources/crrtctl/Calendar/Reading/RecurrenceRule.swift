import CRRTDomain

/// How an event repeats (RFC 5545 section 3.3.10), as far as calendars of people use it: by days, weeks, months and years, on weekdays,
/// days of the month and months. Rules by week number, day of the year, hour or position are refused by name.
struct RecurrenceRule: Equatable {
    enum Frequency: String {
        case daily = "DAILY"
        case weekly = "WEEKLY"
        case monthly = "MONTHLY"
        case yearly = "YEARLY"
    }

    /// `MO`, or of a month `2MO`, or `-1FR`, the last.
    struct Weekday: Equatable {
        /// 0 for Monday.
        var day: Int
        /// 1 for the first, -1 for the last; nil for each.
        var number: Int?
    }

    let line: Int
    var frequency = Frequency.daily
    var interval = 1
    var count: Int?
    var until: CalendarTime?
    var weekdays: [Weekday] = []
    /// Negative ones count from the end of the month.
    var monthDays: [Int] = []
    var months: [Int] = []
    /// On which weekday a week begins, 0 for Monday.
    var weekStart = 0

    private static let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

    /// - Throws: `CalendarFault` with the part that is not read.
    init(_ line: ContentLine) throws(CalendarFault) {
        self.line = line.line
        var frequency: Frequency?
        for part in line.value.split(separator: ";") {
            let pair = part.split(separator: "=", maxSplits: 1).map { String($0).uppercased() }
            guard pair.count == 2 else { throw CalendarFault(line.line, "RRULE: \(quoted(String(part))) is no NAME=VALUE") }
            let fault = CalendarFault(line.line, "RRULE: \(quoted(String(part))) is not understood")
            let values = pair[1].split(separator: ",").map(String.init)
            switch pair[0] {
            case "FREQ":
                guard let known = Frequency(rawValue: pair[1]) else {
                    throw CalendarFault(line.line, "RRULE: \(part) is not read; DAILY, WEEKLY, MONTHLY and YEARLY are")
                }
                frequency = known
            case "INTERVAL": interval = try RecurrenceRule.number(pair[1], 1...10_000, fault)
            case "COUNT": count = try RecurrenceRule.number(pair[1], 1...100_000, fault)
            case "UNTIL": until = try CalendarTime(pair[1][...], of: line)
            case "BYDAY": for value in values { weekdays.append(try RecurrenceRule.weekday(value, fault)) }
            case "BYMONTHDAY": for value in values { monthDays.append(try RecurrenceRule.number(value, -31...31, fault)) }
            case "BYMONTH": for value in values { months.append(try RecurrenceRule.number(value, 1...12, fault)) }
            case "WKST": weekStart = try RecurrenceRule.weekday(pair[1], fault).day
            default:
                throw CalendarFault(
                    line.line, "RRULE: \(pair[0]) is not read; take this event out of the file, and add its absences by hand")
            }
        }
        guard let frequency else { throw CalendarFault(line.line, "RRULE has no FREQ") }
        self.frequency = frequency
        try check()
    }

    private func check() throws(CalendarFault) {
        let isNumbered = weekdays.contains { $0.number != nil }
        let inMonth = frequency == .monthly || (frequency == .yearly && !months.isEmpty)
        if isNumbered, !inMonth {
            throw CalendarFault(line, "RRULE: a numbered BYDAY is read of a month only, with FREQ=MONTHLY or BYMONTH")
        }
        if frequency == .yearly, months.isEmpty, !weekdays.isEmpty || !monthDays.isEmpty {
            throw CalendarFault(line, "RRULE: BYDAY and BYMONTHDAY of a year are read with BYMONTH only")
        }
        if frequency == .weekly, !monthDays.isEmpty { throw CalendarFault(line, "RRULE: BYMONTHDAY is no part of a weekly rule") }
    }

    private static func number(_ text: String, _ range: ClosedRange<Int>, _ fault: CalendarFault) throws(CalendarFault) -> Int {
        guard let number = Int(text), range.contains(number), number != 0 else { throw fault }
        return number
    }

    private static func weekday(_ text: String, _ fault: CalendarFault) throws(CalendarFault) -> Weekday {
        guard let day = names.firstIndex(of: String(text.suffix(2))) else { throw fault }
        let number = text.dropLast(2)
        return Weekday(day: day, number: number.isEmpty ? nil : try self.number(String(number), -5...5, fault))
    }
}
