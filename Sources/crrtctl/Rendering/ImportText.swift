import CRRTProtocol

/// Texts about an import.
enum ImportText {
    /// One complaint as one line: `line 12  EST-0042  skills.XY: is no skill code`.
    ///
    /// - Parameter row: the spreadsheet's number of the line, if it differs.
    static func line(_ issue: Roster.ImportIssue, row: Int? = nil) -> String {
        let location = ["line \(issue.line)" + (row.map { " (row \($0))" } ?? ""), issue.id].compactMap { $0 }.joined(separator: "  ")
        return "\(location)  \(issue.field.map { $0 + ": " } ?? "")\(issue.reason)"
    }

    /// A line for each change that would be made: `EST-0042  noticeHours: 24 -> 12`.
    ///
    /// - Parameter most: the most lines. Further changes are only counted. nil for all.
    static func difference(_ changes: [Roster.ImportIssue], most: Int?) -> [String] {
        let shown = changes.prefix(most ?? changes.count).map { "\($0.id ?? "")  \($0.field.map { $0 + ": " } ?? "")\($0.reason)" }
        let rest = changes.count - shown.count
        return rest > 0 ? shown + ["and \(rest) more; --dry-run shows all"] : shown
    }

    /// `12 created, 3 updated, 200 unchanged, 0 withdrawn (journal 812)`
    static func sum(_ reply: Roster.Import.Reply, dryRun: Bool) -> String {
        let counts = counts(reply.summary)
        return dryRun ? "would be: \(counts); nothing was written" : counts + Outcome.words(seq: reply.seq)
    }

    static func counts(_ summary: Roster.ImportSummary) -> String {
        "\(summary.created) created, \(summary.updated) updated, \(summary.unchanged) unchanged, \(summary.withdrawn) withdrawn"
    }
}
