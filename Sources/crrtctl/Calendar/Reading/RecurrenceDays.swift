import CRRTDomain

/// The days on which a rule repeats. Each step is one day, week, month or year, with its days by time.
extension RecurrenceRule {
    /// The days of the n-th step from a first day on.
    ///
    /// - Returns: nil after the last year of the calendar.
    func days(ofStep step: Int, from first: CalendarDate) -> [CalendarDate]? {
        let (year, month, day) = first.components
        let distance = step * interval
        switch frequency {
        case .daily:
            let date = CalendarDate(daysSinceEpoch: first.daysSinceEpoch + distance)
            return date.daysSinceEpoch > RecurrenceRule.lastDay ? nil : [date].filter(admits)
        case .weekly:
            let monday = first.daysSinceEpoch - (RecurrenceRule.weekday(of: first) - weekStart + 7) % 7 + distance * 7
            guard monday <= RecurrenceRule.lastDay else { return nil }
            let wanted = weekdays.isEmpty ? [RecurrenceRule.weekday(of: first)] : weekdays.map(\.day)
            return (0..<7).map { CalendarDate(daysSinceEpoch: monday + $0) }
                .filter { wanted.contains(RecurrenceRule.weekday(of: $0)) && (months.isEmpty || months.contains($0.components.month)) }
        case .monthly:
            let index = month - 1 + distance
            guard year + index / 12 <= 9999 else { return nil }
            let (year, month) = (year + index / 12, index % 12 + 1)
            return months.isEmpty || months.contains(month) ? days(ofMonth: month, year, like: day) : []
        case .yearly: return year + distance <= 9999 ? days(inYear: year + distance, like: first) : nil
        }
    }

    /// The days of a yearly rule in one year.
    func days(inYear year: Int, like first: CalendarDate) -> [CalendarDate] {
        let wanted = months.isEmpty ? [first.components.month] : Set(months).sorted()
        return wanted.flatMap { days(ofMonth: $0, year, like: first.components.day) }
    }

    private static let lastDay = CalendarDate(year: 9999, month: 12, day: 31)?.daysSinceEpoch ?? 0

    private static func weekday(of date: CalendarDate) -> Int {
        // Day 0 was a Thursday.
        (date.daysSinceEpoch % 7 + 10) % 7
    }

    /// The days of a month on which the rule falls; without parts that say so, on the same day as the first.
    private func days(ofMonth month: Int, _ year: Int, like day: Int) -> [CalendarDate] {
        let all = (1...31).compactMap { CalendarDate(year: year, month: month, day: $0) }
        if weekdays.isEmpty, monthDays.isEmpty { return all.filter { $0.components.day == day } }
        return all.enumerated().filter { index, date in
            let isDay = monthDays.isEmpty || monthDays.contains(index + 1) || monthDays.contains(index - all.count)
            return isDay && (weekdays.isEmpty || weekdays.contains { falls($0, on: date, index, all.count) })
        }.map(\.element)
    }

    private func falls(_ weekday: Weekday, on date: CalendarDate, _ index: Int, _ length: Int) -> Bool {
        guard RecurrenceRule.weekday(of: date) == weekday.day else { return false }
        guard let number = weekday.number else { return true }
        return number > 0 ? index / 7 + 1 == number : (length - 1 - index) / 7 + 1 == -number
    }

    /// Whether a daily rule falls on a day.
    private func admits(_ date: CalendarDate) -> Bool {
        let (year, month, day) = date.components
        let isWeekday = weekdays.isEmpty || weekdays.contains { $0.day == RecurrenceRule.weekday(of: date) }
        guard isWeekday, months.isEmpty || months.contains(month) else { return false }
        if monthDays.isEmpty { return true }
        let length = (28...31).last { CalendarDate(year: year, month: month, day: $0) != nil } ?? 31
        return monthDays.contains(day) || monthDays.contains(day - length - 1)
    }
}
