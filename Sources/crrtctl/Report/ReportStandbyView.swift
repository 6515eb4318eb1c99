import CRRTDomain
import CRRTProtocol

/// The rota ahead: a heat map of skill by week that can be read without its colours, the load by nation, gaps and clashes.
struct StandbyView {
    let reply: Standby.Report.Reply
    let times: TimeStyle
    /// A row for each skill that anybody has who stands by, by its code.
    let rows: [Row]

    struct Row {
        let skill: String
        let title: String
        /// One for each week.
        let cells: [Cell]
    }

    struct Cell: Equatable {
        var first = 0
        var second = 0

        var isEmpty: Bool { first == 0 && second == 0 }
        /// Whether the second tier would have to go.
        var isThin: Bool { first == 0 && second > 0 }
        var words: String { isEmpty ? "-" : "\(first)/\(second)" }
    }

    /// - Parameter titles: The titles of skills by their codes.
    init(reply: Standby.Report.Reply, titles: [String: String], times: TimeStyle) {
        self.reply = reply
        self.times = times
        var cells: [String: [Cell]] = [:]
        for (index, week) in reply.weeks.enumerated() {
            for strength in week.skills {
                cells[strength.skill, default: Array(repeating: Cell(), count: reply.weeks.count)][index] = Cell(
                    first: strength.first, second: strength.second)
            }
        }
        rows = cells.sorted { $0.key < $1.key }.map { Row(skill: $0.key, title: titles[$0.key] ?? "", cells: $0.value) }
    }

    var subtitle: String {
        "\(times.short(reply.from)) to \(times.short(reply.until)), \(counted(reply.weeks.count, "week", "weeks"))"
    }

    func count(_ isCounted: (Cell) -> Bool) -> Int { rows.reduce(0) { $0 + $1.cells.count(where: isCounted) } }
    var cellCount: Int { rows.reduce(0) { $0 + $1.cells.count } }

    /// The first days of the weeks, in parts of equal length that have at most that many each.
    func parts(most: Int) -> [Range<Int>] {
        let count = (reply.weeks.count + most - 1) / max(most, 1)
        return (0..<count).map { reply.weeks.count * $0 / count..<reply.weeks.count * ($0 + 1) / count }
    }
}

// MARK: - Text

extension StandbyView {
    private static let columns = 80
    private static let codeWidth = 10
    /// The columns that are left for the titles of skills.
    private static let titleWidth = 24

    var text: [Block] {
        weeks + [.heading("Load")] + load + [.heading("Gaps")]
            + (reply.gaps.isEmpty ? [.line("none: both tiers are covered all the time")] : [.table(StandbyViews.table(reply.gaps, times))])
            + [.heading("Clashes")]
            + (reply.clashes.isEmpty ? [.line("none")] : [.table(StandbyViews.table(reply.clashes, times))])
    }

    private var weeks: [Block] {
        guard !rows.isEmpty else { return [.line("no person with a skill stands by in these weeks")] }
        // A month has three letters.
        let width = rows.flatMap(\.cells).map(\.words.utf8.count).max().map { max($0, 3) } ?? 3
        let titleWidth = rows.contains { !$0.title.isEmpty } ? StandbyView.titleWidth + 2 : 0
        let most = max(1, (StandbyView.columns - StandbyView.codeWidth - titleWidth) / (width + 1))
        return parts(most: most).enumerated().flatMap { index, part in
            (index == 0 ? [] : [.line("")]) + heatMap(part, width)
        } + [
            .heading("3/2  at least 3 of the first tier and 2 of the second have the skill all week"),
            .painted([StyledText("-", .bad), StyledText("    no person: \(count(\.isEmpty)) of \(cellCount)")]),
            .painted([StyledText("0/2", .thin), StyledText("  the second tier alone: \(count(\.isThin))")]),
        ]
    }

    /// The heat map of some of the weeks, each under the day on which it begins.
    private func heatMap(_ weeks: Range<Int>, _ width: Int) -> [Block] {
        func line(_ name: String, _ cells: [StyledText], _ end: [StyledText] = []) -> Block {
            let gap = String(repeating: " ", count: max(0, StandbyView.codeWidth - name.utf8.count))
            return .painted(
                [StyledText(name + gap)]
                    + cells.flatMap { cell in
                        [StyledText(String(repeating: " ", count: max(0, width - cell.text.utf8.count) + 1)), cell]
                    } + end)
        }
        var month = ""
        let mondays = weeks.map { (try? Instant(reply.weeks[$0].start))?.date }
        let months = mondays.map { date -> StyledText in
            let name = date.map(TimeAxis.month) ?? ""
            defer { month = name }
            return StyledText(name == month ? "" : name)
        }
        // What follows the last name of a month would be spaces.
        let named = months.prefix(1 + (months.lastIndex { !$0.text.isEmpty } ?? -1))
        let days = mondays.map { StyledText($0.map { "\($0.components.day)" } ?? "") }
        let room = StandbyView.columns - StandbyView.codeWidth - 2 - weeks.count * (width + 1)
        return [line("", Array(named)), line("SKILL", days)]
            + rows.map { row in
                let title = row.title.isEmpty ? [] : [StyledText("  " + DisplayWidth.cut(EscapedText.line(row.title), to: room), .faint)]
                return line(row.skill, weeks.map { StandbyView.painted(row.cells[$0]) }, title)
            }
    }

    private static func painted(_ cell: Cell) -> StyledText {
        StyledText(cell.words, cell.isEmpty ? .bad : cell.isThin ? .thin : .good)
    }

    private var load: [Block] {
        guard !reply.load.isEmpty else { return [.line("no nation has a period in these weeks")] }
        return [
            .table(
                Table(
                    columns: [.text("NATION"), .number("PERIODS"), .number("HOURS"), .number("NIGHTS"), .number("CALL-OUTS")],
                    rows: reply.load.map { [$0.nation, "\($0.periods)", "\($0.hours)", "\($0.nights)", "\($0.callOuts)"] }))
        ]
    }
}

// MARK: - CSV

extension StandbyView {
    var csv: [[String]] {
        [["week", "skill", "title", "first", "second"]]
            + reply.weeks.indices.flatMap { week in
                rows.map { row in
                    [reply.weeks[week].start, row.skill, row.title, "\(row.cells[week].first)", "\(row.cells[week].second)"]
                }
            }
    }
}
