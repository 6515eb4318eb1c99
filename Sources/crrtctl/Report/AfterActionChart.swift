import CRRTDomain
import CRRTProtocol

/// A request as bars over time: a row for each tasking, and below it one for each nation's answer.
struct AfterActionChart {
    let data: AfterActionData
    let times: TimeStyle
    let title: String
    let axis: TimeAxis

    private static let left = 170
    private static let width = 1060
    private static let rowHeight = 22
    /// The gap between two taskings.
    private static let gap = 10

    private struct Row {
        var label: String
        var strong: Bool
        var marks: [Markup]
    }

    private func x(_ instant: Instant) -> Int { axis.position(of: instant, from: AfterActionChart.left, to: AfterActionChart.width - 70) }

    var svg: Markup {
        let rows = rows
        var (height, tops) = (32 - AfterActionChart.gap, [Int]())
        for row in rows {
            if row.strong { height += AfterActionChart.gap }
            tops.append(height)
            height += AfterActionChart.rowHeight
        }
        height += 8
        let lines = axis.ticks.flatMap { tick -> [Markup] in
            let tickX = "\(x(tick.at))"
            return [
                .element("line", [("class", "axis"), ("x1", tickX), ("x2", tickX), ("y1", "24"), ("y2", "\(height - 6)")], []),
                text(tick.label, x(tick.at), 16, "soft small", anchor: "middle"),
            ]
        }
        let bars = zip(rows, tops).flatMap { row, top -> [Markup] in
            [
                text(row.label, row.strong ? 0 : 14, top + 14, row.strong ? "ink strong" : "ink"),
                .element("g", [("transform", "translate(0 \(top))")], row.marks),
            ]
        }
        return .tag(
            "section", nil, .tag("h3", nil, title),
            .tag(
                "div", "scroll",
                .element(
                    "svg",
                    [
                        ("viewBox", "0 0 \(AfterActionChart.width) \(height)"), ("width", "100%"), ("role", "img"), ("aria-label", title),
                    ], lines + bars)))
    }

    private var rows: [Row] {
        data.taskings.flatMap { tasking -> [Row] in
            let spans = data.spans[tasking.id] ?? []
            let histories = data.histories.filter { $0.tasking == tasking.id }
            let own = Row(
                label: "\(AfterActionData.number(of: tasking.id)) (\(tasking.nations.joined(separator: " ")))", strong: true,
                marks: spans.compactMap(bar) + (spans.last.map { AfterActionData.isOver($0.state) ? [end($0)] : [] } ?? []))
            var nations: [Row] = []
            for history in histories {
                let label = "\(history.nation), \(history.kind)"
                // The answers of a nation to the tasking and to its extensions share one line.
                let row = nations.firstIndex { $0.label == label }
                if let row {
                    nations[row].marks += answer(history)
                } else {
                    nations.append(Row(label: label, strong: false, marks: answer(history)))
                }
            }
            return [own] + nations
        }
    }

    private func bar(_ span: AfterActionData.Span) -> Markup? {
        guard span.from < span.to, span.from < axis.end else { return nil }
        let (from, to) = (x(span.from), x(min(span.to, axis.end)))
        return .element(
            "rect",
            [
                ("class", AfterActionChart.kind(span.state)), ("x", "\(from)"), ("y", "2"), ("width", "\(max(to - from, 2))"),
                ("height", "14"),
            ],
            [
                .tag(
                    "title", nil,
                    "\(AfterActionChart.words(span.state)): \(TimeSpan.words(span.from, span.to)), from \(times.short(span.from))")
            ])
    }

    private func end(_ span: AfterActionData.Span) -> Markup {
        guard span.from <= axis.end else { return .text("") }
        return text(
            span.state, x(span.from) + 6, 13, span.state == "closed" ? "soft small" : "bad small strong")
    }

    private func answer(_ history: ConsentHistory) -> [Markup] {
        guard history.asked <= axis.end else { return [] }
        let ended = history.end(until: data.end)
        let (from, to) = (x(history.asked), x(min(ended ?? data.end, axis.end)))
        var marks: [Markup] = [
            .element("rect", [("class", "held"), ("x", "\(from)"), ("y", "7"), ("width", "\(max(to - from, 1))"), ("height", "4")], [])
        ]
        if let ended, ended <= axis.end {
            let state = history.answer(until: data.end)?.consent.state ?? history.latest.state
            let isVoid = state == .lapsed && history.isVoid(at: data.end)
            let words = "\(history.nation): \(isVoid ? history.words : state.rawValue) after \(TimeSpan.words(history.asked, ended))"
            let kind = state == .granted ? "available" : isVoid ? "off" : "bad"
            marks.append(
                .element(
                    "circle", [("class", kind), ("cx", "\(to)"), ("cy", "9"), ("r", "5")],
                    [.tag("title", nil, words)]))
            marks.append(text(TimeSpan.words(history.asked, ended), to + 9, 13, "soft small"))
        }
        return marks
    }

    private func text(_ words: String, _ x: Int, _ y: Int, _ kind: String, anchor: String = "start") -> Markup {
        .element("text", [("class", kind), ("x", "\(x)"), ("y", "\(y)"), ("text-anchor", anchor)], [.text(words)])
    }
}

extension AfterActionChart {
    /// The CSS class for a tasking's state.
    static func kind(_ state: String) -> String {
        switch state {
        case "awaitingConsent": "held"
        case "consented": "stale"
        case "ordered", "moving": "committed"
        case "onTask": "available"
        default: "off"
        }
    }

    static func words(_ state: String) -> String {
        switch state {
        case "awaitingConsent": "awaiting consent"
        case "onTask": "on task"
        default: state
        }
    }

    static let legend = [
        ("held", "awaiting consent"), ("stale", "consented"), ("committed", "ordered and moving"), ("available", "on task; agreed"),
        ("off", "returning; void"), ("bad", "refused or lapsed"),
    ]

    /// The dot before a step, by the kind of the step.
    static func dot(_ event: String) -> Markup {
        let kind =
            switch JournalEvent(rawValue: event) {
            case .consentGranted?, .consentEndorsed?: "available"
            case .consentRefused?, .consentRevoked?, .consentLapsed?, .taskingRecalled?, .taskingAborted?, .taskingWithdrawn?,
                .taskingCeased?,
                .requestCancelled?, .requestReturned?, .requestExpired?:
                "bad"
            case .taskingProposed?, .taskingBatchProposed?, .extensionAsked?: "held"
            case .taskingOrdered?, .taskingDeparted?, .taskingBegun?: "committed"
            default: "off"
            }
        return .element(
            "svg", [("width", "12"), ("height", "12"), ("aria-hidden", "true")],
            [.element("circle", [("class", kind), ("cx", "6"), ("cy", "6"), ("r", "5")], [])])
    }
}

extension AfterActionView {
    /// A chart of the whole time, and another of the beginning if that is too short to be seen in the first.
    var charts: [Markup] {
        guard !data.taskings.isEmpty, data.begin < data.end else { return [] }
        let whole = TimeAxis(begin: data.begin, end: data.end)
        let ordered = data.phases.first { $0.name == "until they were on task" }?.to
        let start = ordered.map { TimeAxis(begin: data.begin, end: $0) }
        var charts: [Markup] = [.tag("h2", nil, "The way"), ReportPage.legend(AfterActionChart.legend)]
        if let start, start.length * 4 < whole.length {
            let early = data.taskings.filter { (data.spans[$0.id]?.first?.from).map { $0 < start.end } ?? false }
            charts.append(
                AfterActionChart(data: data.only(early), times: times, title: "Until they were on task", axis: start).svg)
        }
        return charts + [AfterActionChart(data: data, times: times, title: "From beginning to end", axis: whole).svg]
    }
}
