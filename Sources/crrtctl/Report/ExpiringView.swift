import CRRTDomain
import CRRTProtocol

/// What ends soon, the soonest first, and the command that renews it.
struct ExpiringView {
    let endings: [Reports.Ending]
    let at: String
    /// The number of hours that the report looks ahead.
    let within: Int
    let times: TimeStyle

    private var span: String { within % 24 == 0 ? "\(within / 24) d" : "\(within) h" }
    var subtitle: String { "within \(span) of \(times.short(at)), \(counted(endings.count, "entry", "entries"))" }

    /// Times relative to the instant of the report.
    private var relative: TimeStyle {
        var times = times
        if let instant = try? Instant(at) { times.now = instant }
        return times
    }

    private func isOver(_ ending: Reports.Ending) -> Bool {
        guard let end = try? Instant(ending.at), let at = try? Instant(at) else { return false }
        return end <= at
    }

    /// What ends, and whether an ordered tasking has the record.
    private func why(_ ending: Reports.Ending) -> String {
        ExpiringView.what(ending, isOver: isOver(ending)) + (ending.overdue == true ? " (OVERDUE)" : ending.tasking != nil ? " (out)" : "")
    }

    static func what(_ ending: Reports.Ending, isOver: Bool) -> String {
        switch (ending.ends, isOver) {
        case (.confirmation, false): "goes stale"
        case (.confirmation, true): "is stale"
        case (.offer, false): "the offer ends"
        case (.offer, true): "the offer has ended"
        case (.clearance, false): "clearance runs out"
        case (.clearance, true): "clearance has run out"
        case (.authorisation, false): "authorisation runs out"
        case (.authorisation, true): "authorisation has run out"
        case (.agreement, false): "the company's agreement runs out"
        case (.agreement, true): "the company's agreement has run out"
        }
    }

    private func cure(_ ending: Reports.Ending) -> String {
        switch ending.ends {
        case .confirmation: "crrtctl \(ending.kind.rawValue) confirm \(ending.id)"
        case .offer: "crrtctl \(ending.kind.rawValue) offer \(ending.id) --until TIME"
        case .clearance: "a new clearance: crrtctl expert put FILE"
        case .authorisation: "a later authorisedUntil: crrtctl effect edit \(ending.id)"
        case .agreement: "a later partner.until: crrtctl expert edit \(ending.id)"
        }
    }

    var text: [Block] {
        if endings.isEmpty { return [.line("nothing ends within \(span)")] }
        let table = Table(
            columns: [.text("WHEN"), .text("UTC"), .text("NATION"), .text("RECORD"), .text("WHAT")],
            rows: endings.map { [relative.relative($0.at), relative.short($0.at), $0.nation, $0.id, why($0)] })
        return [.table(table)] + legend + advice
    }

    private var legend: [Block] {
        (endings.contains { $0.tasking != nil && $0.overdue != true } ? [.line("out: an ordered tasking has them")] : [])
            + (endings.contains { $0.overdue == true }
                ? [.line("OVERDUE: a tasking has them that is past its agreed end and not closed")] : [])
    }

    /// The commands that confirm the offers, a line for each kind of record.
    private var advice: [Block] {
        [Reports.Ending.Kind.expert, .team, .effect].flatMap { kind -> [Block] in
            let ids = endings.filter { $0.kind == kind && $0.ends == .confirmation }.map(\.id)
            guard !ids.isEmpty else { return [] }
            let named = ids.prefix(ExpiringView.mostNamed)
            let rest = ids.count - named.count
            let command = Block.heading("If they still stand: crrtctl \(kind.rawValue) confirm " + named.joined(separator: " "))
            return [command] + (rest > 0 ? [.line("and the same for \(rest) more, which the list above names")] : [])
        }
    }

    /// The most ids in one command, so that it stays readable.
    private static let mostNamed = 20

    var csv: [[String]] {
        [["at", "kind", "id", "nation", "ends", "over", "tasking", "overdue"]]
            + endings.map {
                [
                    $0.at, $0.kind.rawValue, $0.id, $0.nation, $0.ends.rawValue, isOver($0) ? "yes" : "no", $0.tasking ?? "",
                    $0.overdue == true ? "yes" : "no",
                ]
            }
    }

    var html: [Markup] {
        if endings.isEmpty { return [.tag("p", nil, "Nothing ends within \(span).")] }
        func count(_ ends: Reports.Ending.Ends) -> Int { endings.count { $0.ends == ends } }
        let head = Markup.tag(
            "thead", nil, .tag("tr", nil, ["When", "UTC", "Nation", "Record", "What", "What keeps it"].map { .tag("th", "name", $0) }))
        let rows = endings.map { ending in
            Markup.tag(
                "tr", isOver(ending) ? "over" : nil,
                [
                    .tag("td", "name", .tag("b", nil, relative.relative(ending.at))), .tag("td", "name time", relative.short(ending.at)),
                    .tag("td", "name", ending.nation), .tag("td", "name code", ending.id), .tag("td", "name", why(ending)),
                    .tag("td", "name code", cure(ending)),
                ])
        }
        return [
            ReportPage.tiles([
                Tile("\(count(.confirmation))", "go stale", "unless they are confirmed"), Tile("\(count(.offer))", "offers end", ""),
                Tile("\(count(.clearance))", "clearances run out", ""),
                Tile("\(count(.authorisation))", "authorisations run out", "of effects"),
                Tile("\(count(.agreement))", "agreements run out", "with companies"),
            ]), .tag("table", "list", head, .tag("tbody", nil, rows)),
        ]
    }
}
