import CRRTDomain

/// The time axis of a chart, in UTC: maps instants to coordinates, and has tick marks at round times.
struct TimeAxis {
    let begin: Instant
    let end: Instant

    private static let hour: Int64 = 3_600_000
    private static let steps: [Int64] = [
        60_000, 300_000, 900_000, hour / 2, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, 24 * hour, 48 * hour, 96 * hour, 168 * hour,
        336 * hour, 720 * hour, 2160 * hour, 8760 * hour,
    ]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    private static let mostTicks: Int64 = 9

    var length: Int64 { max(end.milliseconds - begin.milliseconds, 1) }

    func position(of instant: Instant, from left: Int, to right: Int) -> Int {
        let part = min(max(instant.milliseconds - begin.milliseconds, 0), length)
        return left + Int(part / 1000 * Int64(right - left) / max(length / 1000, 1))
    }

    /// The tick marks, at multiples of the smallest step that gives no more than `mostTicks`.
    var ticks: [(at: Instant, label: String)] {
        let step = TimeAxis.steps.first { length / $0 <= TimeAxis.mostTicks } ?? length
        let first = (begin.milliseconds + step - 1) / step * step
        return stride(from: first, through: end.milliseconds, by: Int(step)).map { moment in
            let at = Instant(milliseconds: moment)
            return (at, label(at, step))
        }
    }

    /// `Jan`
    static func month(_ date: CalendarDate) -> String { months[date.components.month - 1] }

    /// `4 Jan`
    static func day(_ at: Instant) -> String { "\(at.date.components.day) \(month(at.date))" }

    private func label(_ at: Instant, _ step: Int64) -> String {
        let (day, clock) = (TimeAxis.day(at), String(at.description.dropFirst(11).prefix(5)))
        if step >= 24 * TimeAxis.hour { return day }
        return clock == "00:00" ? day : clock + "Z"
    }
}
