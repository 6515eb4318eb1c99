import CRRTDomain
import CRRTProtocol

/// The after-action report as HTML: the request, the times that its phases took, the charts, and every step.
extension AfterActionView {
    var html: [Markup] {
        [ReportPage.tiles(tiles), facts] + charts + [
            .tag("h2", nil, "What happened"), steps,
        ] + peopleTables + [
            .tag("h2", nil, "The nations' answers"), answerTable, .tag("h2", nil, "What took how long"), phaseTable,
        ]
    }

    private var peopleTables: [Markup] {
        people.flatMap { title, people in
            [
                .tag("h2", nil, title),
                table(
                    "list", people.columns.map { $0.title.lowercased() },
                    people.rows.map { row in .tag("tr", nil, row.map { .tag("td", "name", $0) }) }),
            ]
        }
    }

    private var tiles: [Tile] {
        let median = TimeSpan.median(data.answerTimes).map { TimeSpan.words(milliseconds: $0) }
        let asked = data.histories.filter { !$0.isVoid(at: data.end) }
        let granted = asked.count { $0.answer(until: data.end)?.consent.state == .granted }
        let whole = data.phase("request to close")
        return [
            Tile(data.phase("request to order") ?? "–", "from request to order", "submission to the authority's word"),
            Tile(median ?? "–", "for a nation's answer", "the median of \(data.answerTimes.count); \(granted) of \(asked.count) agreed"),
            Tile(data.phase("on task") ?? "–", "on task", counted(data.taskings.count, "tasking", "taskings")),
            Tile(
                whole ?? TimeSpan.words(data.begin, data.end), whole == nil ? "so far" : "from request to close",
                data.request.state?.rawValue ?? ""),
        ]
    }

    private var facts: Markup {
        let request = data.request
        let seats = request.seats.map { seat in
            "\(seat.count ?? 1) × \(seat.skill) \(titles()[seat.skill] ?? ""), level \(seat.minLevel)"
                + (seat.minClearance.map { ", \($0.rawValue)" } ?? "") + (seat.lead == true ? ", one leads" : "")
        }
        let terms: [(String, String?)] = [
            ("mission", request.mission?.rawValue), ("legal basis", request.legalBasis), ("cost rule", request.costRule),
            ("industry", request.noPartners == true ? "nobody may be chosen" : nil),
        ]
        let incident = request.incident.map { IncidentView.fields($0, titles: titles(), times) } ?? []
        let stated = (terms + incident.map { ($0.name, $0.value) }).map { ($0, $1.map(Markup.lines)) }
        let rows: [(String, [Markup]?)] =
            [
                ("request", [.text("\(request.id ?? ""), \(request.precedence?.rawValue ?? "routine")")]),
                ("nation", [.text(request.nation)]),
                ("summary", request.summary.map(Markup.lines)),
                ("period", [.text("\(times.short(request.start)) to \(times.short(request.end))")]),
                ("place", request.location.map { [.text("\($0), \(request.mode.rawValue)")] }),
                ("asked for", Markup.lines(seats.joined(separator: "\n"))), ("outcome", request.remark.map(Markup.lines)),
            ] + stated
        return .tag(
            "section", nil,
            .tag("dl", nil, rows.flatMap { name, value in value.map { [.tag("dt", nil, name), .tag("dd", nil, $0)] } ?? [] }))
    }

    private var steps: Markup {
        var last = data.begin
        let rows = data.steps.map { step -> Markup in
            defer { last = step.at }
            return .tag(
                "tr", nil,
                [
                    .tag("td", "name dot", AfterActionChart.dot(step.event)), .tag("td", "name time", times.short(step.at)),
                    .tag("td", "name took", "+" + TimeSpan.words(last, step.at)), .tag("td", "name", Markup.lines(step.what)),
                    .tag("td", "name soft", AfterActionText.name(step.by)),
                ])
        }
        return table("story", ["", "UTC", "after", "what", "by"], rows)
    }

    private var answerTable: Markup {
        table(
            "list", ["tasking", "nation", "kind", "asked", "answer", "took", "conditions or reason"],
            data.histories.map { history in
                let latest = history.latest
                return .tag(
                    "tr", nil,
                    [
                        .tag("td", "name", AfterActionData.number(of: history.tasking)), .tag("td", "name", .tag("b", nil, history.nation)),
                        .tag("td", "name", history.latest.kindWords), .tag("td", "name time", times.short(history.asked)),
                        .tag("td", "name", history.words),
                        .tag("td", "name time", took(history) ?? "–"),
                        .tag("td", "name", Markup.lines(latest.reason ?? latest.conditions ?? "")),
                    ])
            })
    }

    private var phaseTable: Markup {
        table(
            "list", ["part of the way", "took", "from", "to"],
            data.phases.map { phase in
                .tag(
                    "tr", nil,
                    [
                        .tag("td", "name", phase.name), .tag("td", "name", .tag("b", nil, TimeSpan.words(phase.from, phase.to))),
                        .tag("td", "name time", times.short(phase.from)), .tag("td", "name time", times.short(phase.to)),
                    ])
            })
    }

    private func table(_ kind: String, _ headings: [String], _ rows: [Markup]) -> Markup {
        .tag("table", kind, .tag("thead", nil, .tag("tr", nil, headings.map { .tag("th", "name", $0) })), .tag("tbody", nil, rows))
    }
}
