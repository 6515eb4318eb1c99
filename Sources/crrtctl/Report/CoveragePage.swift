import CRRTDomain
import CRRTProtocol

/// Coverage as HTML: how many spots are thin, and the heat map. It is a table, so that it breaks well over printed pages.
extension CoverageView {
    private static let spots: [(spot: Reports.Cover.Spot, kind: String, name: String)] = [
        (.sound, "available", "sound"), (.oneNation, "held", "one nation alone"), (.few, "stale", "few"), (.nobody, "bad", "no one"),
    ]

    var html: [Markup] {
        [
            ReportPage.tiles([
                Tile("\(reply.available)", reply.available == 1 ? "expert available" : "experts available", "each counted once"),
                Tile(
                    "\(count(.nobody))", "spots with no one",
                    "of \(cells.count): \(counted(reply.skills.count, "skill", "skills")) by \(clearances.count)"),
                Tile("\(count(.few))", "spots with few", "fewer than \(counted(reply.fewerThan, "person", "people"))"),
                Tile("\(count(.oneNation))", "spots of one nation", "its word takes all of them away"),
            ]), strip, ReportPage.legend(CoverageView.spots.map { ($0.kind, $0.name) }), heatMap,
            .tag(
                "p", "note",
                "A cell counts the available people who hold the skill and are cleared for the column's classification or a higher one; "
                    + "below it, how many of them may lead (level 4 or above), and the nations that they come from."),
        ]
    }

    /// One bar with the shares of all kinds of spot.
    private var strip: Markup {
        let (width, total) = (1000, max(cells.count, 1))
        var (sum, parts) = (0, [Markup]())
        for (spot, kind, name) in CoverageView.spots where count(spot) > 0 {
            let (begin, end) = (sum * width / total, (sum + count(spot)) * width / total)
            sum += count(spot)
            parts.append(
                .element(
                    "rect", [("class", kind), ("x", "\(begin)"), ("y", "0"), ("width", "\(end - begin)"), ("height", "14")],
                    [.tag("title", nil, "\(count(spot)) \(name)")]))
        }
        return .element(
            "svg",
            [
                ("class", "strip"), ("viewBox", "0 0 \(width) 14"), ("preserveAspectRatio", "none"), ("role", "img"),
                ("aria-label", CoverageView.spots.map { "\(count($0.spot)) \($0.name)" }.joined(separator: ", ")),
            ], parts)
    }

    private var heatMap: Markup {
        let most = max(cells.map(\.people).max() ?? 1, 1)
        let head = Markup.tag(
            "thead", nil,
            .tag("tr", nil, [.tag("th", "name", "Skill")] + clearances.map { .tag("th", nil, "\($0) or above") }))
        let rows = reply.skills.map { skill in
            Markup.tag(
                "tr", nil,
                [.tag("th", "name", .tag("span", "code", skill.skill), .text(skill.title))] + skill.cover.map { cell($0, most) })
        }
        return .tag("table", "heat", head, .tag("tbody", nil, rows))
    }

    private func cell(_ cover: Reports.Cover, _ most: Int) -> Markup {
        switch cover.spot {
        case .nobody: .tag("td", "nobody", .tag("b", nil, "–"), .tag("small", nil, "no one"))
        default:
            .tag(
                "td", "\(cover.spot == .sound ? "sound" : "thin") heat\(CoverageView.heat(cover.people, most))",
                .tag("b", nil, "\(cover.people)" + CoverageView.mark(cover.spot)),
                .tag("small", nil, "\(cover.leading) lead · \(CoverageView.nations(cover))"))
        }
    }

    private static func mark(_ spot: Reports.Cover.Spot) -> String {
        switch spot {
        case .few: " !"
        case .oneNation: " *"
        case .nobody, .sound: ""
        }
    }

    private static func nations(_ cover: Reports.Cover) -> String {
        cover.nations.count > 2 ? "\(cover.nations.count) nations" : cover.nations.joined(separator: " ")
    }

    /// The colour, 1 to 5, on a logarithmic scale: a difference matters more among few people than among many.
    static func heat(_ people: Int, _ most: Int) -> Int {
        func bits(_ number: Int) -> Int { Int.bitWidth - number.leadingZeroBitCount }
        return min(1 + 5 * (bits(people) - 1) / max(bits(most), 1), 5)
    }
}
