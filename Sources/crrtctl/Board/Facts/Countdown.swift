import CRRTDomain

/// Texts for the time until and since an instant. They are rounded down, so that no deadline seems further away than it is.
struct Countdown: Equatable, Sendable {
    var now: Instant

    /// `3 d`, `26 h`, `5 h 12 min`, `12 min`, `40 s`; `OVERDUE 3 min` after the instant.
    func left(until instant: Instant) -> String {
        let seconds = seconds(until: instant)
        return seconds > 0 ? Countdown.length(seconds) : "OVERDUE " + Countdown.length(-seconds)
    }

    /// `in 5 h 12 min`, `3 h 40 min ago`.
    func distance(to instant: Instant) -> String {
        let seconds = seconds(until: instant)
        return seconds > 0 ? "in " + Countdown.length(seconds) : Countdown.length(-seconds) + " ago"
    }

    /// How long something has lasted: `3 h 40 min`.
    func age(since instant: Instant) -> String { Countdown.length(max(0, -seconds(until: instant))) }

    /// Whether the instant is over, or will be within this number of hours.
    func isOver(_ instant: Instant, within hours: Int = 0) -> Bool { instant <= now.adding(hours: hours) }

    func seconds(until instant: Instant) -> Int64 { (instant.milliseconds - now.milliseconds) / 1000 }

    private static func length(_ seconds: Int64) -> String {
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
        return switch seconds {
        case ..<60: "\(seconds) s"
        case ..<3600: "\(minutes) min"
        case ..<36_000: minutes == 0 ? "\(hours) h" : "\(hours) h \(minutes) min"
        case ..<172_800: "\(hours) h"
        default: "\(hours / 24) d"
        }
    }
}
