import CRRTDomain
import CRRTProtocol

/// The rota ahead as HTML: how much is uncovered, when, the heat map of skill by week, the load, and what stands against it.
extension StandbyView {
    /// The weeks of one table: a quarter fits a page of paper.
    private static let weeksOfTable = 13

    var html: [Markup] {
        [ReportPage.tiles(tiles), timeline, ReportPage.legend([("available", "covered"), ("bad", "no period in force")])]
            + heatMaps + loadTable + gapTable + clashTable
    }

    private var tiles: [Tile] {
        func gaps(_ tier: Standby.Gap.Tier) -> Tile {
            let gaps = reply.gaps.filter { $0.tier == tier }
            let periods = gaps.compactMap(\.milliseconds)
            return Tile(
                periods.isEmpty ? "none" : TimeSpan.words(milliseconds: periods.reduce(0, +)), "without the \(tier.rawValue) tier",
                counted(gaps.count, "gap", "gaps"))
        }
        let periods = reply.load.reduce(0) { $0 + $1.periods }
        let calls = reply.load.reduce(0) { $0 + $1.callOuts }
        return [
            gaps(.first), gaps(.second),
            Tile(
                "\(reply.load.count)", reply.load.count == 1 ? "nation stands by" : "nations stand by",
                "\(counted(periods, "period", "periods")), \(counted(calls, "call-out", "call-outs"))"),
            Tile("\(reply.clashes.count)", reply.clashes.count == 1 ? "clash" : "clashes", "people who could not go then"),
        ]
    }
}

// MARK: - When it is covered

extension StandbyView {
    private static let (left, right) = (64, 1060)

    /// A bar for each tier, with its gaps in it.
    private var timeline: Markup {
        guard let begin = try? Instant(reply.from), let end = try? Instant(reply.until) else { return .text("") }
        let axis = TimeAxis(begin: begin, end: end)
        let (left, right) = (StandbyView.left, StandbyView.right)
        let bars = [Standby.Gap.Tier.first, .second].enumerated().flatMap { index, tier in
            let top = 4 + index * 24
            return [
                Markup.element("text", [("x", "0"), ("y", "\(top + 13)"), ("class", "ink")], [.text(tier.rawValue)]),
                StandbyView.bar("available", left, right, top, "\(tier.rawValue) tier"),
            ]
                + reply.gaps.filter { $0.tier == tier }.compactMap { gap in
                    guard let start = try? Instant(gap.start), let end = try? Instant(gap.end) else { return nil }
                    let words = "\(times.short(start)) to \(times.short(end))"
                    return StandbyView.bar(
                        "bad", axis.position(of: start, from: left, to: right), axis.position(of: end, from: left, to: right), top, words)
                }
        }
        let ticks = axis.ticks.flatMap { at, label in
            let x = axis.position(of: at, from: left, to: right)
            return [
                Markup.element("line", [("x1", "\(x)"), ("x2", "\(x)"), ("y1", "0"), ("y2", "54"), ("class", "axis")], []),
                .element("text", [("x", "\(min(x, right - 40))"), ("y", "68"), ("class", "soft small")], [.text(label)]),
            ]
        }
        return .element(
            "svg",
            [
                ("class", "timeline"), ("viewBox", "0 0 \(right) 74"), ("role", "img"),
                ("aria-label", "\(counted(reply.gaps.count, "gap", "gaps")) from \(times.short(begin)) to \(times.short(end))"),
            ], ticks + bars)
    }

    private static func bar(_ kind: String, _ begin: Int, _ end: Int, _ top: Int, _ words: String) -> Markup {
        .element(
            "rect",
            [("class", kind), ("x", "\(begin)"), ("y", "\(top)"), ("width", "\(max(end - begin, 2))"), ("height", "18")],
            [.tag("title", nil, words)])
    }
}

// MARK: - Heat map

extension StandbyView {
    private var heatMaps: [Markup] {
        guard !rows.isEmpty else { return [.tag("p", nil, "No person with a skill stands by in these weeks.")] }
        let most = max(rows.flatMap(\.cells).map(\.first).max() ?? 1, 1)
        let legend =
            "Large: people of the first tier who have the skill and can go, at the fewest of any time in the week; small: second tier."
        return [.tag("h2", nil, "Strength by week")] + parts(most: StandbyView.weeksOfTable).map { heatMap($0, most) }
            + [.tag("p", "note", legend + " A framed cell has the second tier alone.")]
    }

    private func heatMap(_ weeks: Range<Int>, _ most: Int) -> Markup {
        let mondays = weeks.map { week in
            Markup.tag("th", nil, (try? Instant(reply.weeks[week].start)).map(TimeAxis.day) ?? reply.weeks[week].start)
        }
        let head = Markup.tag("thead", nil, .tag("tr", nil, [.tag("th", "name", "Week of")] + mondays))
        let lines = rows.map { row in
            Markup.tag(
                "tr", nil,
                [.tag("th", "name", .tag("span", "code", row.skill), .text(row.title))]
                    + weeks.map { StandbyView.cell(row.cells[$0], most) })
        }
        return .tag("table", "heat weeks", head, .tag("tbody", nil, lines))
    }

    private static func cell(_ cell: Cell, _ most: Int) -> Markup {
        if cell.isEmpty { return .tag("td", "nobody", .tag("b", nil, "–"), .tag("small", nil, "none")) }
        let kind = cell.isThin ? "thin" : "sound heat\(CoverageView.heat(cell.first, most))"
        return .tag("td", kind, .tag("b", nil, "\(cell.first)"), .tag("small", nil, "\(cell.second)"))
    }
}

// MARK: - Tables

extension StandbyView {
    private var loadTable: [Markup] {
        guard !reply.load.isEmpty else { return [] }
        let most = reply.load.map(\.hours).max() ?? 1
        let headings = ["", "", "hours", "periods", "nights", "call-outs"]
        let rows = reply.load.map { load in
            let numbers = [load.periods, load.nights, load.callOuts]
            return Markup.tag(
                "tr", nil,
                [
                    .tag("th", "name", load.nation),
                    .tag("td", "bar", ReportPage.bar([("committed", "hours", load.hours)], most: most)),
                    .tag("td", "first", "\(load.hours)"),
                ] + numbers.map { .tag("td", $0 == 0 ? "nil" : nil, $0 == 0 ? "–" : "\($0)") })
        }
        return [
            .tag("h2", nil, "Load"),
            .tag(
                "table", "bars", .tag("thead", nil, .tag("tr", nil, headings.enumerated().map { .tag("th", $0 < 2 ? "name" : nil, $1) })),
                .tag("tbody", nil, rows)),
        ]
    }

    private var gapTable: [Markup] {
        [.tag("h2", nil, "Gaps")]
            + (reply.gaps.isEmpty
                ? [.tag("p", nil, "None: both tiers are covered all the time.")]
                : [
                    StandbyView.list(
                        ["tier", "from", "until", "for"],
                        reply.gaps.map {
                            [$0.tier.rawValue, times.short($0.start), times.short($0.end), StandbyViews.length($0.start, $0.end)]
                        })
                ])
    }

    private var clashTable: [Markup] {
        guard !reply.clashes.isEmpty else { return [] }
        return [
            .tag("h2", nil, "Clashes"),
            StandbyView.list(["period", "expert", "what"], reply.clashes.map { [$0.id, $0.expert, StandbyViews.words($0, times)] }),
        ]
    }

    private static func list(_ headings: [String], _ rows: [[String]]) -> Markup {
        .tag(
            "table", "list", .tag("thead", nil, .tag("tr", nil, headings.map { .tag("th", "name", $0) })),
            .tag("tbody", nil, rows.map { row in .tag("tr", nil, row.map { .tag("td", "name time", $0) }) }))
    }
}

extension Standby.Gap {
    /// nil where a time is none.
    fileprivate var milliseconds: Int64? {
        guard let start = try? Instant(start), let end = try? Instant(end) else { return nil }
        return end.milliseconds - start.milliseconds
    }
}
