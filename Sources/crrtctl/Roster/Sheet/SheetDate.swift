import CRRTDomain

/// A date or a time that a spreadsheet has written in the way of its country.
enum SheetDate {
    /// What is wrong with a date, and how it is written; nil for a text that is no such date.
    static func reason(_ word: String) -> String? {
        guard word.contains(where: isMark) else { return nil }
        return "\(quoted(word)) is no calendar date; write \(list(dates(word) ?? []) ?? "2027-03-01"); \(format)"
    }

    /// The same of a time, such as `04.01.2027 06:00`.
    static func reason(time word: String) -> String? {
        let words = word.split(separator: " ", maxSplits: 1)
        guard let first = words.first, let dates = dates(String(first)) else { return nil }
        let clock = words.count > 1 ? clock(words[1]) : "00:00"
        let times = clock.flatMap { clock in list(dates.map { "\($0) \(clock)Z" }) }
        return "\(quoted(word)) is no time; write \(times ?? "2027-03-01 06:00Z") for UTC; \(format)"
    }

    private static let format = "spreadsheets rewrite dates: give the column the format Text"

    private static func isMark(_ character: Character) -> Bool { character == "." || character == "/" }

    /// The dates that the text may stand for, in order; nil where it is not three numbers.
    private static func dates(_ word: String) -> [CalendarDate]? {
        guard let mark = word.first(where: isMark) else { return nil }
        let parts = word.split(separator: mark, omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let first = parts[0], let second = parts[1], let year = parts[2] else { return nil }
        // Dates with points have the day first. Of those with slashes, a number above 12 tells.
        let orders = mark == "." ? [(second, first)] : [(second, first), (first, second)]
        let dates = orders.compactMap { month, day in year > 999 ? CalendarDate(year: year, month: month, day: day) : nil }
        return Set(dates).sorted()
    }

    /// `06:00` for `6:00:00`; nil for a text that is no time of day.
    private static func clock(_ text: Substring) -> String? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1], parts.last != .some(nil) else { return nil }
        guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
        return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }

    private static func list(_ items: [some CustomStringConvertible]) -> String? {
        items.isEmpty ? nil : items.map(\.description).joined(separator: " or ")
    }
}
