import CRRTDomain

/// An instant, or a period as `FROM/TO`; both ends in the forms of ``DayInput``.
enum PeriodInput {
    /// - Returns: `until` is nil for an instant. A date alone is the whole day, UTC.
    static func read(_ text: String, now: Instant) throws(InvalidField) -> (from: Instant, until: Instant?) {
        let text = text.lowercased().hasPrefix("at ") ? String(text.dropFirst(3)) : text
        let ends = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard ends.count <= 2 else {
            throw InvalidField("", "\(quoted(text)) is no period; write two times with a slash between them, such as 2027-03-01/2027-03-14")
        }
        let from = try DayInput.start(ends[0], now: now)
        if ends.count == 1, (try? CalendarDate(text)) == nil { return (from, nil) }
        let until = try DayInput.end(ends[ends.count - 1], now: now, after: from)
        guard from < until else {
            throw InvalidField("", "\(quoted(ends[1])) is not after \(quoted(ends[0])), where the period begins")
        }
        return (from, until)
    }
}
