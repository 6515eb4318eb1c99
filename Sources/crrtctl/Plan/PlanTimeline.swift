import CRRTDomain
import CRRTProtocol

/// When the people of each request would be ready, and when they work, as lines of characters.
struct PlanTimeline {
    private let plan: Requests.Plan.Reply
    private let at: Instant
    private static let width = 48

    init(plan: Requests.Plan.Reply, at: Instant) { (self.plan, self.at) = (plan, at) }

    /// A line for each request, and what the characters mean. `-` is the notice, `=` the work, `!` work for which people are not ready.
    var lines: [String] {
        let spans = plan.requests.compactMap { request in span(request).map { (request, $0) } }
        guard let end = spans.map(\.1.end).max(), at < end else { return [] }
        let axis = TimeAxis(begin: at, end: end)
        let longest = spans.map(\.0.id.count).max() ?? 0
        let bars = spans.map { request, span in
            request.id + String(repeating: " ", count: longest - request.id.count) + "  " + bar(span, axis)
        }
        let label = String(repeating: " ", count: longest + 2)
        return bars + [label + PlanTimeline.scale(axis), "- until they are ready, = the work, ! the work without all of them"]
    }

    private typealias Span = (ready: Instant?, start: Instant, end: Instant)

    private func span(_ request: Requests.PlannedRequest) -> Span? {
        guard let start = try? Instant(request.start), let end = try? Instant(request.end) else { return nil }
        return (request.candidate.map { at.adding(hours: $0.arrivalHours) }, start, end)
    }

    private func bar(_ span: Span, _ axis: TimeAxis) -> String {
        let column = { (instant: Instant) in axis.position(of: instant, from: 0, to: Self.width) }
        let (start, end) = (column(span.start), max(column(span.end), column(span.start) + 1))
        let ready = span.ready.map(column)
        return String(
            (0..<max(end, ready ?? 0)).map { place -> Character in
                let works = start <= place && place < end
                guard let ready else { return works ? "!" : " " }
                if works { return place < ready ? "!" : "=" }
                return place < ready ? "-" : " "
            })
    }

    /// The first and the last day below the bars.
    private static func scale(_ axis: TimeAxis) -> String {
        let (first, last) = (TimeAxis.day(axis.begin), TimeAxis.day(axis.end))
        return first + String(repeating: " ", count: max(1, width - first.count - last.count)) + last
    }
}
