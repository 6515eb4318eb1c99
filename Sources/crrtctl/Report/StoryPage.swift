import CRRTDomain
import CRRTProtocol

/// The story as HTML: what it was about, what took how long, pictures of the way, and every step.
extension StoryView {
    var html: [Markup] {
        [ReportPage.tiles(tiles), facts] + charts + [
            .tag("h2", nil, "What happened"), steps, .tag("h2", nil, "The nations' answers"), answerTable,
            .tag("h2", nil, "What took how long"),
            phaseTable,
        ]
    }

    private var tiles: [Tile] {
        let median = TimeSpan.median(story.answerTimes).map { TimeSpan.words(milliseconds: $0) }
        let asked = story.tracks.filter { !$0.isVoid(at: story.end) }
        let granted = asked.count { $0.answer(until: story.end)?.consent.state == .granted }
        let whole = story.phase("request to close")
        return [
            Tile(story.phase("request to order") ?? "–", "from request to order", "submission to the authority's word"),
            Tile(median ?? "–", "for a nation's answer", "the median of \(story.answerTimes.count); \(granted) of \(asked.count) agreed"),
            Tile(story.phase("on task") ?? "–", "on task", counted(story.taskings.count, "tasking", "taskings")),
            Tile(
                whole ?? TimeSpan.words(story.begin, story.end), whole == nil ? "so far" : "from request to close",
                story.request.state?.rawValue ?? ""),
        ]
    }

    private var facts: Markup {
        let request = story.request
        let seats = request.seats.map { seat in
            "\(seat.count ?? 1) × \(seat.skill) \(titles()[seat.skill] ?? ""), level \(seat.minLevel)"
                + (seat.minClearance.map { ", \($0.rawValue)" } ?? "") + (seat.lead == true ? ", one leads" : "")
        }
        let rows: [(String, [Markup]?)] = [
            ("request", [.text("\(request.id ?? ""), \(request.precedence?.rawValue ?? "routine")")]), ("nation", [.text(request.nation)]),
            ("summary", request.summary.map(Markup.lines)),
            ("period", [.text("\(times.short(request.start)) to \(times.short(request.end))")]),
            ("place", request.location.map { [.text("\($0), \(request.mode.rawValue)")] }),
            ("asked for", Markup.lines(seats.joined(separator: "\n"))), ("outcome", request.remark.map(Markup.lines)),
        ]
        return .tag(
            "section", nil,
            .tag("dl", nil, rows.flatMap { name, value in value.map { [.tag("dt", nil, name), .tag("dd", nil, $0)] } ?? [] }))
    }

    private var steps: Markup {
        var last = story.begin
        let rows = story.steps.map { step -> Markup in
            defer { last = step.at }
            return .tag(
                "tr", nil,
                [
                    .tag("td", "name dot", StoryChart.dot(step.event)), .tag("td", "name time", times.short(step.at)),
                    .tag("td", "name took", "+" + TimeSpan.words(last, step.at)), .tag("td", "name", Markup.lines(step.what)),
                    .tag("td", "name soft", StoryWords.name(step.by)),
                ])
        }
        return table("story", ["", "UTC", "after", "what", "by"], rows)
    }

    private var answerTable: Markup {
        table(
            "list", ["tasking", "nation", "kind", "asked", "answer", "took", "conditions or reason"],
            story.tracks.map { track in
                let latest = track.latest
                return .tag(
                    "tr", nil,
                    [
                        .tag("td", "name", Story.number(of: track.tasking)), .tag("td", "name", .tag("b", nil, track.nation)),
                        .tag("td", "name", track.kind), .tag("td", "name time", times.short(track.asked)),
                        .tag("td", "name", track.words),
                        .tag("td", "name time", took(track) ?? "–"),
                        .tag("td", "name", Markup.lines(latest.reason ?? latest.conditions ?? "")),
                    ])
            })
    }

    private var phaseTable: Markup {
        table(
            "list", ["part of the way", "took", "from", "to"],
            story.phases.map { phase in
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
