import CRRTProtocol

/// The lines of a file for an import: a sheet, or JSON Lines that hold the same.
struct ImportLines<Column: SheetLayout> {
    /// A line that holds a record.
    struct Entry {
        var line: Int
        var record: Column.Record
    }

    /// A line with faults as it would be without them, so that the daemon can check what is right in it.
    struct Incomplete {
        var line: Int
        /// With examples in the place of faulty cells.
        var record: Column.Record
        /// The columns of these cells.
        var replaced: Set<Column>
    }

    /// The most complaints that are shown.
    private static var mostShown: Int { 1000 }

    var entries: [Entry] = []
    var incomplete: [Incomplete] = []
    /// What is wrong, in the order of the lines.
    var issues: [Roster.ImportIssue] = []
    /// Whether the file is a sheet, so that issues name columns.
    var isSheet = true
    /// The lines of a sheet below the first one that are not empty and have the right number of cells.
    var lineCount = 0
    /// The spreadsheet's row number of a line. It differs from the line if cells above have several lines.
    var rows: [Int: Int] = [:]

    /// What the daemon can check: the records, and behind them those of incomplete lines.
    var checkable: [Column.Record] { entries.map(\.record) + incomplete.map(\.record) }

    /// Every issue as a line of text.
    var complaints: [String] {
        let shown = issues.prefix(Self.mostShown).map { issue in
            var issue = issue
            if isSheet { issue.field = issue.field.map { "column " + $0 } }
            return ImportText.line(issue, row: rows[issue.line])
        }
        return shown + (shown.count < issues.count ? ["and \(issues.count - shown.count) more"] : [])
    }
}

// MARK: - What the daemon says

extension ImportLines {
    /// Adds the daemon's issues, whose lines are the indices of the records that were sent: those of the entries, and behind them those of
    /// incomplete lines. Other wrong lines were not sent, so issues that name the id of one as missing are left out.
    mutating func add(_ others: [Roster.ImportIssue]) {
        let sent = Set(incomplete.map(\.line))
        let missing = Set(issues.filter { !sent.contains($0.line) }.compactMap(\.id))
        for var issue in others {
            if Self.words(issue.reason).contains(where: missing.contains) { continue }
            let replaced = incompleteLine(ofRecord: issue.line)?.replaced
            issue.line = line(ofRecord: issue.line)
            issue.reason = withLines(issue.reason)
            if isSheet, let (column, rest) = issue.field.flatMap(Column.holding) {
                if replaced?.contains(column) == true { continue }
                issue.field = column.rawValue
                issue.reason = rest.isEmpty ? issue.reason : "\(rest): \(issue.reason)"
            }
            issues.append(issue)
        }
        issues.sort { ($0.line, $0.field ?? "", $0.reason) < ($1.line, $1.field ?? "", $1.reason) }
    }

    /// The words of a text, of which an id is one.
    private static func words(_ text: String) -> [String] {
        text.split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init)
    }

    private func line(ofRecord number: Int) -> Int {
        entries.indices.contains(number - 1) ? entries[number - 1].line : incompleteLine(ofRecord: number)?.line ?? number
    }

    private func incompleteLine(ofRecord number: Int) -> Incomplete? {
        let index = number - 1 - entries.count
        return incomplete.indices.contains(index) ? incomplete[index] : nil
    }

    /// The issue about an id that occurs twice names the other line by its index, too, which is replaced by the line of the file.
    private func withLines(_ reason: String) -> String {
        let (start, end) = ("stands in line ", " already")
        guard reason.hasPrefix(start), reason.hasSuffix(end), let number = Int(reason.dropFirst(start.count).dropLast(end.count)) else {
            return reason
        }
        return "\(start)\(line(ofRecord: number))\(end)"
    }
}
