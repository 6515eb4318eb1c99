import CRRTDomain

/// The handover report as HTML: what waits first, then each request, then what is due, who is out and who stands by.
extension HandoverView {
    var html: [Markup] {
        [ReportPage.tiles(tiles)] + first.flatMap(section) + [.tag("h2", nil, "By request")] + byRequest + rest.flatMap(section)
            + [
                .tag("h2", nil, "About this report"),
                .tag("dl", nil, facts.flatMap { [.tag("dt", nil, $0.name), .tag("dd", nil, $0.value)] }),
            ]
    }

    private var tiles: [Tile] {
        let overdue = out.items.count(where: \.isPressing)
        let late = deadlines.items.count(where: \.isPressing)
        return [
            Tile("\(decisions.items.count)", "to decide", "\(decisions.items.count(where: \.isPressing)) of them within the hour"),
            Tile("\(deadlines.items.count)", "due", "in the next \(HandoverData.hoursAhead) h; \(late) overdue"),
            Tile("\(data.board.requests.count)", "open requests", counted(data.board.taskings.count, "tasking", "taskings") + " under way"),
            Tile(
                "\(data.board.taskings.count(where: \.isOut))", "taskings out",
                overdue == 0 ? "no person is overdue" : "some people are overdue"),
        ]
    }

    private func section(_ section: HandoverSection) -> [Markup] {
        [.tag("h2", nil, section.title)] + (section.items.isEmpty ? [.tag("p", "note", section.nothing)] : [table(shown(section))])
            + (more(section).map { [.tag("p", "note", $0)] } ?? [])
    }

    private func table(_ items: [HandoverItem]) -> Markup {
        let columns: [(title: String, kind: String, cell: (HandoverItem) -> String)] = [
            ("", "name time", distance),
            ("UTC", "name time", { $0.at.map { times.short($0) } ?? "" }), ("who", "name", \.who), ("what", "name", \.what),
            ("about", "name", \.about), ("type", "name code", \.command),
        ]
        let shown = columns.filter { column in items.contains { !column.cell($0).isEmpty } }
        return .tag(
            "table", "story stack", .tag("thead", nil, .tag("tr", nil, shown.map { .tag("th", "name", $0.title) })),
            .tag(
                "tbody", nil,
                items.map { item in
                    .tag("tr", item.isPressing ? "over" : nil, shown.map { .tag("td", $0.kind, HandoverView.words($0.cell(item))) })
                }))
    }

    /// A text whose ids and options are not broken at their hyphens.
    private static func words(_ text: String) -> [Markup] {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false).map { word -> Markup in
            word.utf8.contains(UInt8(ascii: "-")) && word.utf8.count <= HandoverView.longestWord
                ? .tag("span", "word", String(word)) : .text(String(word))
        }
        return Array(parts.map { [$0] }.joined(separator: [.text(" ")]))
    }

    /// Words that are longer are broken where there is no room for them.
    private static let longestWord = 40

    private var byRequest: [Markup] {
        if requests.isEmpty { return [.tag("p", "note", "No request is open, and none changed.")] }
        return requests.map { request in
            .tag(
                "section", nil,
                [.tag("h3", nil, request.heading)] + request.stands.map { .tag("p", "stands", HandoverView.words($0)) } + [
                    table(request.moves)
                ]
                    + (request.changes.isEmpty
                        ? [.tag("p", "note", "No change.")]
                        : [table(request.changes)]))
        }
    }
}
