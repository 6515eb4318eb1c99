import CRRTDomain
import CRRTProtocol

/// The rows of one request over time: a row for each group of people, and one for its open seats.
///
/// Places are percentages of the width and heights are pixels, so that texts keep their size on a narrow screen. Each kind of mark has a
/// shape of its own, which is told without colours.
struct PlanChart {
    let request: Requests.PlannedRequest
    let groups: [PlanGroup]
    let axis: TimeAxis
    let at: Instant
    let times: TimeStyle

    private static let (top, rowHeight) = (22, 36)
    /// Of more days there are only those that have a label.
    private static let mostDays = 45
    private static let day: Int64 = 86_400_000

    private enum Kind: String { case notice, late, work, vacant }

    /// nil where the times of the request are none.
    var svg: Markup? {
        guard let start = try? Instant(request.start), let end = try? Instant(request.end) else { return nil }
        let people = groups.map { (words: $0.words, marks: marks($0, start, end)) }
        let open = request.openSeats == 0 ? [] : [(words: PlanChart.open(request), marks: [bar(.vacant, start, end, "")])]
        let rows = people + open
        let height = PlanChart.top + rows.count * PlanChart.rowHeight
        let lines = rows.enumerated().flatMap { index, row -> [Markup] in
            let top = PlanChart.top + index * PlanChart.rowHeight
            return [
                PlanChart.text(row.words, "0", top + 12, "ink"),
                .element("svg", [("y", "\(top + 17)"), ("width", "100%"), ("height", "14")], row.marks),
            ]
        }
        let label = "\(request.id), \(times.short(start)) to \(times.short(end)): \(rows.map(\.words).joined(separator: "; "))"
        return .element(
            "svg", [("class", "plan"), ("width", "100%"), ("height", "\(height)"), ("role", "img"), ("aria-label", label)],
            grid(height) + lines)
    }

    /// `2 seats open`
    static func open(_ request: Requests.PlannedRequest) -> String { counted(request.openSeats, "seat", "seats") + " open" }

    private func marks(_ group: PlanGroup, _ start: Instant, _ end: Instant) -> [Markup] {
        let ready = at.adding(hours: group.notices.last ?? 0)
        let late = ready > start ? [bar(.late, max(start, at), min(ready, end), "work without all of them")] : []
        let work = ready < end ? [bar(.work, max(start, ready), end, "work")] : []
        let counts = Dictionary(grouping: group.notices, by: { $0 }).mapValues(\.count).sorted { $0.key < $1.key }
        let dots = counts.filter { at.adding(hours: $0.key) <= axis.end }.map { hours, count in
            Markup.element(
                "circle", [("class", "ready"), ("cx", x(at.adding(hours: hours))), ("cy", "7"), ("r", "3.5")],
                [.tag("title", nil, "\(counted(count, "person", "people")) ready in \(hours) h")])
        }
        return late + work + [bar(.notice, at, ready, "until all of them are ready")] + dots
    }

    /// Nothing of a span that is beyond the axis.
    private func bar(_ kind: Kind, _ from: Instant, _ until: Instant, _ words: String) -> Markup {
        guard from < until, from < axis.end, until > axis.begin else { return .text("") }
        let title = Markup.tag("title", nil, (words.isEmpty ? "" : words + ": ") + "\(times.short(from)) to \(times.short(until))")
        return PlanChart.mark(kind, from: place(from), until: place(until), title)
    }

    private func x(_ instant: Instant) -> String { PlanChart.percent(place(instant)) }
    private func place(_ instant: Instant) -> Int { axis.position(of: instant, from: 0, to: 1000) }
    private static func percent(_ thousandths: Int) -> String { "\(thousandths / 10).\(thousandths % 10)%" }

    private static func mark(_ kind: Kind, from: Int, until: Int, _ title: Markup) -> Markup {
        let (from, width) = (percent(from), percent(max(until - from, 2)))
        switch kind {
        case .work, .vacant:
            return .element(
                "rect", [("class", kind.rawValue), ("x", from), ("y", "1"), ("width", width), ("height", "12")], [title])
        case .notice, .late:
            return .element("line", [("class", kind.rawValue), ("x1", from), ("x2", percent(until)), ("y1", "7"), ("y2", "7")], [title])
        }
    }

    private static func text(_ words: String, _ x: String, _ y: Int, _ kind: String, anchor: String = "start") -> Markup {
        .element("text", [("class", kind), ("x", x), ("y", "\(y)"), ("text-anchor", anchor)], [.text(words)])
    }
}

// MARK: - Days

extension PlanChart {
    /// A line for each day in UTC, and the labels above them. A narrow screen shows every second label, with the days among them.
    private func grid(_ height: Int) -> [Markup] {
        let ticks = axis.ticks
        let odd = (ticks.firstIndex { $0.at.milliseconds % PlanChart.day == 0 } ?? 0) % 2
        let labels = ticks.enumerated().map { index, tick in
            let place = place(tick.at)
            let anchor = place < 30 ? "start" : place > 970 ? "end" : "middle"
            return PlanChart.text(tick.label, x(tick.at), 12, index % 2 == odd ? "soft small" : "soft small every-second", anchor: anchor)
        }
        return Set(ticks.map(\.at) + days).sorted().map { day in
            .element("line", [("class", "axis"), ("x1", x(day)), ("x2", x(day)), ("y1", "17"), ("y2", "\(height)")], [])
        } + labels
    }

    /// The beginnings of the days; empty where there are too many.
    private var days: [Instant] {
        guard axis.length <= Int64(PlanChart.mostDays) * PlanChart.day else { return [] }
        let first = (axis.begin.milliseconds + PlanChart.day - 1) / PlanChart.day * PlanChart.day
        return stride(from: first, through: axis.end.milliseconds, by: Int(PlanChart.day)).map { Instant(milliseconds: $0) }
    }

    static var legend: Markup {
        let entries: [(kind: Kind, words: String)] = [
            (.notice, "until they are ready; a dot where a person is"), (.work, "work"), (.late, "work without all of them"),
            (.vacant, "work in an open seat"),
        ]
        return .tag(
            "p", "legend",
            entries.map { kind, words in
                .tag(
                    "span", nil,
                    .element(
                        "svg", [("width", "28"), ("height", "14"), ("aria-hidden", "true")], [mark(kind, from: 0, until: 1000, .text(""))]),
                    .text(words))
            })
    }
}
