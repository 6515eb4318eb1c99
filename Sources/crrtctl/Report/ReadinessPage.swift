import CRRTDomain
import CRRTProtocol

/// Readiness as HTML: three totals, and for each kind of record a bar for each nation.
extension ReadinessView {
    /// The parts of a bar from left to right, each with the class that paints it.
    private static let segments: [(kind: String, name: String, number: @Sendable (Reports.Strength) -> Int)] = [
        ("available", "available", { $0.available }), ("committed", "committed", { $0.committed }),
        ("held", "not there or not cleared", { $0.absent + $0.uncleared }), ("stale", "stale", { $0.stale }),
        ("off", "lapsed, suspended or withdrawn", { $0.lapsed + $0.suspended + $0.withdrawn }),
    ]

    var html: [Markup] {
        let kinds = ReadinessView.kinds.filter { all($0.strength).total > 0 }
        guard !kinds.isEmpty else { return [.tag("p", nil, "Nothing is on record.")] }
        let tiles = kinds.map { kind in
            let sum = all(kind.strength)
            return Tile(
                "\(sum.available)", "\(kind.name) available",
                "of \(sum.total) on record"
                    + (sum.endingSoon > 0 ? "; for \(sum.endingSoon) something ends within \(soonWords)" : "")
                    + (sum.overdueCount > 0 ? "; \(sum.overdueCount) OVERDUE" : ""))
        }
        return [ReportPage.tiles(tiles), legend] + kinds.map { section($0.name, $0.strength) }
    }

    private var soonWords: String {
        reply.soonHours % 24 == 0 ? counted(reply.soonHours / 24, "day", "days") : counted(reply.soonHours, "hour", "hours")
    }

    private var legend: Markup {
        ReportPage.legend(ReadinessView.segments.map { ($0.kind, $0.name) })
    }

    private func section(_ name: String, _ kind: KeyPath<Reports.NationStrength, Reports.Strength>) -> Markup {
        let rows = reply.nations.filter { $0[keyPath: kind].total > 0 }
        let most = rows.map { $0[keyPath: kind].total }.max() ?? 1
        let headings = ["", "", "available", "out", "away", "not cleared", "stale", "lapsed", "suspended", "withdrawn", "all", "ends soon"]
        let head = Markup.tag("thead", nil, .tag("tr", nil, headings.enumerated().map { .tag("th", $0 < 2 ? "name" : nil, $1) }))
        let body = rows.map { row($0.nation, $0[keyPath: kind], most) }
        let foot = rows.count > 1 ? [row("all", all(kind), nil)] : []
        return .tag(
            "section", nil, .tag("h2", nil, name.prefix(1).uppercased() + name.dropFirst()),
            .tag("table", "bars", head, .tag("tbody", nil, body + foot)))
    }

    private func row(_ name: String, _ strength: Reports.Strength, _ most: Int?) -> Markup {
        let numbers = [
            strength.available, strength.committed, strength.absent, strength.uncleared, strength.stale, strength.lapsed,
            strength.suspended, strength.withdrawn, strength.total, strength.endingSoon,
        ]
        let cells = numbers.enumerated().map { index, number in
            Markup.tag("td", index == 0 ? "first" : number == 0 ? "nil" : nil, number == 0 ? "–" : "\(number)")
        }
        return .tag(
            "tr", most == nil ? "sum" : nil,
            [.tag("th", "name", name), .tag("td", "bar", most.map { [bar(strength, $0)] } ?? [])] + cells)
    }

    private func bar(_ strength: Reports.Strength, _ most: Int) -> Markup {
        ReportPage.bar(ReadinessView.segments.map { ($0.kind, $0.name, $0.number(strength)) }, most: most)
    }
}
