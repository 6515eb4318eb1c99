import CRRTProtocol

/// One complaint of an import as one line: `line 12  EST-0042  skills.XY: is no skill code`.
enum ImportWords {
    static func line(_ issue: Roster.ImportIssue) -> String {
        let place = ["line \(issue.line)", issue.id].compactMap { $0 }.joined(separator: "  ")
        return "\(place)  \(issue.field.map { $0 + ": " } ?? "")\(issue.reason)"
    }

    /// What one line would change, as one line: `EST-0042  noticeHours: 24 -> 12`.
    static func difference(_ change: Roster.ImportIssue) -> String {
        "\(change.id ?? "")  \(change.field.map { $0 + ": " } ?? "")\(change.reason)"
    }
}
