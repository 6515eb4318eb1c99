/// A date-time group as in ACP 121: `231432ZNOV26` is 14:32 UTC on 23 November 2026. Only the zone letter Z is read.
public enum DateTimeGroup {
    private static let months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]

    static func instant(_ text: String) -> Instant? {
        var scanner = DigitScanner(text)
        guard let day = scanner.digits(2), let hour = scanner.digits(2), let minute = scanner.digits(2), scanner.take("Zz"),
            let name = scanner.letters(3), let month = months.firstIndex(of: name), let year = scanner.digits(2),
            scanner.atEnd, hour < 24, minute < 60, let date = CalendarDate(year: 2000 + year, month: month + 1, day: day)
        else { return nil }
        return date.startOfDay.adding(seconds: (hour * 60 + minute) * 60)
    }

    /// The group of an instant. The form has no seconds, so they are cut off.
    public static func text(_ instant: Instant) -> String {
        let date = instant.date
        let (year, month, day) = date.components
        let minutes = Int(instant.milliseconds - date.startOfDay.milliseconds) / 60_000
        return padded(day, 2) + padded(minutes / 60, 2) + padded(minutes % 60, 2) + "Z" + months[month - 1] + padded(year % 100, 2)
    }
}
