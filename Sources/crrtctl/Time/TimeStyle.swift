import CRRTDomain

/// How times are shown: UTC, as `2027-03-01 06:00Z` or as a date-time group, with the distance from now.
struct TimeStyle: Equatable, Sendable {
    var now: Instant
    var dateTimeGroups: Bool

    /// `2027-03-01 06:00Z (in 5 h)`. What is no time is shown as it came.
    func full(_ text: String) -> String {
        guard let instant = try? Instant(text) else { return text }
        return "\(short(instant)) (\(relative(instant)))"
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
        let distance = TimeStyle.distance(abs(seconds))
        if distance.isEmpty { return "now" }
        return seconds > 0 ? "in \(distance)" : "\(distance) ago"
    }

    /// `OVERDUE 3 h`: how long something has been due.
    func overdue(since text: String) -> String {
        guard let instant = try? Instant(text) else { return "OVERDUE" }
        let length = TimeStyle.distance(max(0, now.milliseconds - instant.milliseconds) / 1000)
        return length.isEmpty ? "OVERDUE" : "OVERDUE \(length)"
    }

    /// Empty below a minute.
    private static func distance(_ seconds: Int64) -> String {
        switch seconds {
        case ..<60: ""
        case ..<3600: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3600) h"
        default: "\(seconds / 86_400) d"
        }
    }
}
