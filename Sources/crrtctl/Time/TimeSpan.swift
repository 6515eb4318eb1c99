import CRRTDomain

/// How long something took, as people say it: `45 s`, `38 min`, `3 h 20 min`, `2 d 4 h`. Rounded down.
enum TimeSpan {
    static func words(_ from: Instant, _ to: Instant) -> String { words(milliseconds: to.milliseconds - from.milliseconds) }

    static func words(milliseconds: Int64) -> String {
        if milliseconds < 0 { return "-" + words(milliseconds: -milliseconds) }
        let seconds = milliseconds / 1000
        let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400)
        switch seconds {
        case ..<60: return "\(seconds) s"
        case ..<3600: return "\(minutes) min"
        case ..<172_800: return "\(hours) h" + (minutes % 60 == 0 ? "" : " \(minutes % 60) min")
        default: return "\(days) d" + (hours % 24 == 0 ? "" : " \(hours % 24) h")
        }
    }

    /// The middle one of many; of an even number the mean of the two in the middle. nil: there are none.
    static func median(_ milliseconds: [Int64]) -> Int64? {
        guard !milliseconds.isEmpty else { return nil }
        let sorted = milliseconds.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
