import CRRTDomain

/// The trends as HTML: bars by month, sector and severity, and a bar for each nation's answers.
extension TrendsView {
    private static let legendEntries = [
        ("available", "granted"), ("bad", "refused"), ("stale", "lapsed"), ("held", "open"),
    ]

    var html: [Markup] {
        [ReportPage.tiles(tiles)] + groups.flatMap { [.tag("h2", nil, $0.title), table($0.rows)] }
            + [.tag("h2", nil, "The nations' answers")]
            + (data.histories.isEmpty
                ? [.tag("p", "note", "No nation was asked.")]
                : [ReportPage.legend(TrendsView.legendEntries), answerTable, .tag("p", "note", TrendsView.legend.joined(separator: " "))])
    }

    private var tiles: [Tile] {
        let sums = data.answers
        let (asked, granted) = (sums.reduce(0) { $0 + $1.asked }, sums.reduce(0) { $0 + $1.granted })
        return [Tile("\(data.filed.count)", "requests", "filed in this time")]
            + zip(TrendsView.steps, ["to validation", "to the order", "until they were on task"]).map { step, name in
                let took = data.filed.compactMap { $0.took(step.time) }
                return Tile(TimeSpan.median(took).map { TimeSpan.words(milliseconds: $0) } ?? "–", name, "the median of \(took.count)")
            } + [Tile("\(granted) of \(asked)", "questions granted", counted(sums.count, "nation", "nations"))]
    }

    private func table(_ rows: [Row]) -> Markup {
        let most = rows.map(\.filed.count).max() ?? 0
        let headings = ["", "", "requests"] + TrendsView.steps.map { $0.title.lowercased() }
        return .tag(
            "table", nil,
            .tag("thead", nil, .tag("tr", nil, headings.enumerated().map { .tag("th", $0 == 0 ? "name" : nil, $1) })),
            .tag(
                "tbody", nil,
                rows.map { row in
                    let cells = ["\(row.filed.count)"] + TrendsView.steps.map { median(row.filed, $0.time) }
                    let bar = ReportPage.bar([(kind: "committed", name: "requests", number: row.filed.count)], most: most)
                    return .tag("tr", nil, [.tag("th", "name", row.name), .tag("td", "bar", bar)] + cells.map { .tag("td", "time", $0) })
                }))
    }

    private var answerTable: Markup {
        let rows = data.answers
        let most = rows.map { $0.asked + $0.open }.max() ?? 0
        let headings = ["nation", "", "asked", "granted", "refused", "lapsed", "share", "open", "void"]
        return .tag(
            "table", nil,
            .tag("thead", nil, .tag("tr", nil, headings.enumerated().map { .tag("th", $0 == 0 ? "name" : nil, $1) })),
            .tag(
                "tbody", nil,
                rows.map { row in
                    let parts = [row.granted, row.refused, row.lapsed, row.open]
                    let bar = ReportPage.bar(
                        zip(TrendsView.legendEntries, parts).map { (kind: $0.0, name: $0.1, number: $1) }, most: most)
                    let cells = [
                        "\(row.asked)", "\(row.granted)", "\(row.refused)", "\(row.lapsed)", row.share, "\(row.open)", "\(row.void)",
                    ]
                    return .tag("tr", nil, [.tag("th", "name", row.nation), .tag("td", "bar", bar)] + cells.map { .tag("td", nil, $0) })
                }))
    }
}
