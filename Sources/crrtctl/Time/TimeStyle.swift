import CRRTDomain

/// How times are shown: UTC, as `2027-03-01 06:00Z` or as a date-time group, with the distance from now.
struct TimeStyle: Equatable, Sendable {
    var now: Instant
    var dateTimeGroups: Bool

    /// `2027-03-01 06:00Z (in 11 h 59 min)`. What is no time is shown as it came.
    ///
    /// Within a day the minutes are said, so that a reply time of 12 hours, seen a moment later, does not look like 11.
    func full(_ text: String) -> String {
        guard let instant = try? Instant(text) else { return text }
        let seconds = (instant.milliseconds - now.milliseconds) / 1000
        let distance = TimeStyle.distance(abs(seconds), withMinutes: true)
        return "\(short(instant)) (\(TimeStyle.phrase(distance, isAhead: seconds > 0)))"
    }

    /// `2027-03-01 06:00Z`, for tables.
    func short(_ text: String) -> String {
        guard let instant = try? Instant(text) else { return text }
        return short(instant)
    }

    func short(_ instant: Instant) -> String {
        if dateTimeGroups { return DateTimeGroup.text(instant) }
        let text = instant.description
        return text.prefix(10) + " " + text.dropFirst(11).prefix(5) + "Z"
    }

    /// To the second: `2027-03-01 06:00:07Z`, for logs.
    func exact(_ text: String) -> String {
        guard let instant = try? Instant(text) else { return text }
        if dateTimeGroups { return DateTimeGroup.text(instant) }
        let full = instant.description
        return full.prefix(10) + " " + full.dropFirst(11).prefix(8) + "Z"
    }

    /// `in 5 h`, `3 d ago`, `now`. Rounded down, so that a deadline never looks further away than it is.
    func relative(_ text: String) -> String {
        guard let instant = try? Instant(text) else { return "" }
        return relative(instant)
    }

    func relative(_ instant: Instant) -> String {
        let seconds = (instant.milliseconds - now.milliseconds) / 1000
        return TimeStyle.phrase(TimeStyle.distance(abs(seconds)), isAhead: seconds > 0)
    }

    private static func phrase(_ distance: String, isAhead: Bool) -> String {
        if distance.isEmpty { return "now" }
        return isAhead ? "in \(distance)" : "\(distance) ago"
    }

    /// `OVERDUE 3 h`: how long something has been due.
    func overdue(since text: String) -> String {
        guard let instant = try? Instant(text) else { return "OVERDUE" }
        let length = TimeStyle.distance(max(0, now.milliseconds - instant.milliseconds) / 1000)
        return length.isEmpty ? "OVERDUE" : "OVERDUE \(length)"
    }

    /// Empty below a minute.
    private static func distance(_ seconds: Int64, withMinutes: Bool = false) -> String {
        switch seconds {
        case ..<60: ""
        case ..<3600: "\(seconds / 60) min"
        case ..<86_400 where withMinutes && seconds / 60 % 60 > 0: "\(seconds / 3600) h \(seconds / 60 % 60) min"
        case ..<172_800: "\(seconds / 3600) h"
        default: "\(seconds / 86_400) d"
        }
    }
}
