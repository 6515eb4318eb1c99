import CRRTDomain
import CRRTProtocol

/// The available experts by skill and clearance, as a heat map that can be read without its colours.
struct CoverageView {
    let reply: Reports.Coverage.Reply
    let times: TimeStyle

    var subtitle: String { "as of \(times.full(reply.at)), \(counted(reply.available, "expert", "experts")) available" }

    /// The columns, lowest first.
    var clearances: [String] { reply.skills.first?.cover.map(\.clearance.rawValue) ?? [] }

    var cells: [Reports.Cover] { reply.skills.flatMap(\.cover) }
    func count(_ spot: Reports.Cover.Spot) -> Int { cells.count { $0.spot == spot } }
}

// MARK: - Text

extension CoverageView {
    var text: [Block] {
        let widths = clearances.indices.map { column in
            max(reply.skills.map { CoverageView.words($0.cover[column]).utf8.count }.max() ?? 0, clearances[column].utf8.count + 1)
        }
        let rows = reply.skills.map { skill in
            Block.painted(
                [StyledText(skill.skill + " ")]
                    + zip(skill.cover, widths).flatMap { cover, width in
                        let words = CoverageView.words(cover)
                        return [
                            StyledText(String(repeating: " ", count: width - words.utf8.count + 1)),
                            StyledText(words, CoverageView.style(cover.spot)),
                        ]
                    } + [StyledText("  " + skill.title, .faint)])
        }
        let heading =
            "SKILL      "
            + zip(clearances, widths).map { String(repeating: " ", count: $1 - $0.utf8.count) + $0 + " " }.joined() + " TITLE"
        return [.heading(heading)] + rows + [
            .heading("12/4  12 available, cleared for this or above; 4 of them may lead"),
            .painted([StyledText("-", .bad), StyledText("  no one: \(count(.nobody)) of \(cells.count) spots")]),
            .painted([StyledText("!", .thin), StyledText("  fewer than \(reply.fewerThan): \(count(.few))")]),
            .painted([StyledText("*", .thin), StyledText("  one nation alone: \(count(.oneNation))")]),
        ]
    }

    /// The number of people, the number of those who may lead, and a mark or a space.
    private static func words(_ cover: Reports.Cover) -> String {
        switch cover.spot {
        case .nobody: "- "
        case .few: "\(cover.people)/\(cover.leading)!"
        case .oneNation: "\(cover.people)/\(cover.leading)*"
        case .sound: "\(cover.people)/\(cover.leading) "
        }
    }

    private static func style(_ spot: Reports.Cover.Spot) -> TextStyle {
        switch spot {
        case .nobody: .bad
        case .few, .oneNation: .thin
        case .sound: .good
        }
    }
}

// MARK: - CSV

extension CoverageView {
    var csv: [[String]] {
        [["at", "skill", "title", "clearance", "people", "leading", "nations", "spot"]]
            + reply.skills.flatMap { skill in
                skill.cover.map { cover in
                    [
                        reply.at, skill.skill, skill.title, cover.clearance.rawValue, "\(cover.people)", "\(cover.leading)",
                        cover.nations.joined(separator: " "), cover.spot.rawValue,
                    ]
                }
            }
    }
}
