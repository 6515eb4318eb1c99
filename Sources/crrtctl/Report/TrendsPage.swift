import CRRTDomain

/// The trends as HTML: bars by month, sector and severity, and a bar for each nation's answers.
extension TrendsView {
    private static let legendEntries = [
        ("available", "granted"), ("bad", "refused"), ("stale", "lapsed"), ("held", "open"),
    ]

    var html: [Markup] {
        var page = [ReportPage.tiles(tiles)]
        for group in groups { page += [.tag("h2", nil, group.title), table(group.rows)] }
        page += [.tag("h2", nil, "How they ended"), stateTable, .tag("p", "note", TrendsView.stateLegend.joined(separator: " "))]
        if data.histories.isEmpty { return page + [.tag("p", "note", "No nation was asked.")] }
        page.append(ReportPage.legend(TrendsView.legendEntries))
        for question in data.questions { page += [.tag("h2", nil, question.title), answerTable(data.answers(to: question))] }
        if let words = data.recallWords { page.append(.tag("p", nil, "Recalled people who were ordered: \(words)")) }
        return page + [.tag("p", "note", TrendsView.legend.joined(separator: " "))]
    }

    private var tiles: [Tile] {
        let help = data.answers(to: .help)
        let (over, granted) = (help.reduce(0) { $0 + $1.over }, help.reduce(0) { $0 + $1.granted })
        let answering = help.count { $0.over > 0 }
        let steps = zip(TrendsView.steps, ["to validation", "to the order", "until they were on task"]).map { step, name in
            let took = data.filed.compactMap { $0.took(step.time) }
            return Tile(TimeSpan.median(took).map { TimeSpan.words(milliseconds: $0) } ?? "–", name, "the median of \(took.count)")
        }
        let nations = answering == 1 ? "1 nation" : "\(answering) nations"
        return [Tile("\(data.filed.count)", "requests", "filed in this time")] + steps
            + [Tile("\(granted) of \(over)", "questions for people granted", "by \(nations)")]
    }

    private static func head(_ headings: [String]) -> Markup {
        // The column of the bars has no heading. A narrow screen has no room for it.
        .tag(
            "thead", nil,
            .tag("tr", nil, headings.enumerated().map { .tag("th", $0 == 0 ? "name" : $1.isEmpty ? "bar" : nil, $1) }))
    }

    private var stateTable: Markup {
        let headings = ["", "requests", "places", "filled", "late"]
        return .tag(
            "table", "narrow", TrendsView.head(headings),
            .tag(
                "tbody", nil,
                states.map { row in
                    .tag("tr", nil, [.tag("th", "name", row.name)] + TrendsView.counts(row).map { .tag("td", nil, $0) })
                }))
    }

    private func table(_ rows: [Row]) -> Markup {
        let most = rows.map(\.filed.count).max() ?? 0
        let headings = ["", "", "requests"] + TrendsView.steps.map { $0.title.lowercased() }
        return .tag(
            "table", "narrow", TrendsView.head(headings),
            .tag(
                "tbody", nil,
                rows.map { row in
                    let cells = ["\(row.filed.count)"] + TrendsView.steps.map { median(row.filed, $0.time) }
                    let bar = ReportPage.bar([(kind: "committed", name: "requests", number: row.filed.count)], most: most)
                    return .tag("tr", nil, [.tag("th", "name", row.name), .tag("td", "bar", bar)] + cells.map { .tag("td", "time", $0) })
                }))
    }

    private func answerTable(_ rows: [TrendsAnswers]) -> Markup {
        let most = rows.map(\.asked).max() ?? 0
        let headings = ["nation", ""] + TrendsView.headings.map { $0.lowercased() }
        return .tag(
            "table", "narrow", TrendsView.head(headings),
            .tag(
                "tbody", nil,
                rows.map { row in
                    let parts = [row.granted, row.refused, row.lapsed, row.open]
                    let bar = ReportPage.bar(
                        zip(TrendsView.legendEntries, parts).map { (kind: $0.0, name: $0.1, number: $1) }, most: most)
                    let cells = TrendsView.cells(row).map { Markup.tag("td", "time", $0) }
                    return .tag("tr", nil, [.tag("th", "name", row.nation), .tag("td", "bar", bar)] + cells)
                }))
    }
}
