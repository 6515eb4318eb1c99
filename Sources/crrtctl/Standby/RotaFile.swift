import CRRTDomain
import CRRTProtocol
import CSV

/// A rota as CSV: a header of columns (``RotaColumn``), and below it a standby period on each line.
struct RotaFile {
    /// A line that holds a period.
    struct Entry {
        var line: Int
        var period: Standby.Period
    }

    private(set) var entries: [Entry] = []
    /// What is wrong, in the order of the lines.
    private(set) var issues: [Roster.ImportIssue]
    /// The lines below the header that are not empty, as far as they can be read.
    private(set) var lineCount = 0
    /// The most complaints that are shown.
    private static let mostShown = 1000
    /// The spreadsheet's row numbers, by line, where they differ.
    private let rows: [Int: Int]

    /// Reads all lines. `+7d` as an end counts from the start of its line.
    init(_ bytes: [UInt8], now: Instant) {
        var reader = SheetReader<RotaColumn>(
            bytes, needed: RotaColumn.needed, template: "crrtctl standby import --template", isLenient: true)
        var (entries, lines, count) = ([Entry](), [String: Int](), 0)
        reader.read { line, cells in
            count += 1
            var cells = cells
            // No id has a comma or a space, so that both may stand between two.
            cells[.experts] = cells[.experts].map { $0.replacing(/[, ]+/, with: ";") }
            var row = SheetRow(cells)
            let period = row.period(now)
            if let id = row.word(.id)?.uppercased() {
                if let earlier = lines[id] { row.complain(.id, "stands in line \(earlier) already") } else { lines[id] = line }
            }
            guard row.faults.isEmpty, let period else {
                return row.faults.map { .init(line: line, id: row.word(.id), field: $0.column.rawValue, reason: $0.reason) }
            }
            entries.append(.init(line: line, period: period))
            return []
        }
        (self.entries, issues, rows, lineCount) = (entries, reader.issues, reader.rows, count)
    }
}

// MARK: - What is wrong with it

extension RotaFile {
    /// Adds the daemon's issues, whose lines are the indices of the periods that were sent.
    mutating func add(_ others: [Standby.ImportIssue]) {
        for other in others {
            let line = entries.indices.contains(other.line - 1) ? entries[other.line - 1].line : other.line
            let field = other.field.map { RotaColumn.holding($0)?.rawValue ?? $0 }
            issues.append(.init(line: line, id: other.id, field: field, reason: other.reason))
        }
        issues.sort { ($0.line, $0.field ?? "", $0.reason) < ($1.line, $1.field ?? "", $1.reason) }
    }

    /// Every issue as a line of text.
    var complaints: [String] {
        let shown = issues.prefix(RotaFile.mostShown).map { issue in
            var issue = issue
            issue.field = issue.field.map { "column " + $0 }
            return ImportText.line(issue, row: rows[issue.line])
        }
        return shown + (shown.count < issues.count ? ["and \(issues.count - shown.count) more"] : [])
    }
}

// MARK: - As a sheet

extension RotaFile {
    /// The periods as a sheet that is read as the same periods.
    static func sheet(_ periods: [Standby.Period]) -> String {
        CSVWriter.record(RotaColumn.allCases.map(\.rawValue))
            + periods.map { period in
                CSVWriter.record([
                    period.id, period.team ?? "", (period.experts ?? []).joined(separator: "; "), period.start, period.end,
                    period.tier.rawValue, "\(period.noticeHours)", period.leadNation ?? "",
                ])
            }.joined()
    }

    /// Lines that can be imported unchanged: the next two weeks of a team, with experts behind it.
    static func examples(_ nation: String, now: Instant) -> [Standby.Period] {
        // Day 0 was a Thursday.
        let monday = now.date.daysSinceEpoch + 7 - (now.date.daysSinceEpoch % 7 + 10) % 7
        func time(_ days: Int) -> String { CalendarDate(daysSinceEpoch: monday + days).startOfDay.adding(hours: 6).description }
        func id(_ number: Int) -> String { "\(nation)-STB-\(CalendarDate(daysSinceEpoch: monday).components.year)-0\(number)" }
        return [
            .init(id: id(1), team: nation + "-CRRT-1", start: time(0), end: time(7), tier: .first, noticeHours: 2),
            .init(
                id: id(2), experts: [nation + "-0001", nation + "-0002"], start: time(0), end: time(7), tier: .second, noticeHours: 6),
            .init(
                id: id(3), team: nation + "-CRRT-1", start: time(7), end: time(14), tier: .first, noticeHours: 2, leadNation: nation),
        ]
    }
}
