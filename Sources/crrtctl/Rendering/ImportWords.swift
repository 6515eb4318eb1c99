import CRRTProtocol

/// One complaint of an import as one line: `line 12  EST-0042  skills.XY: is no skill code`.
enum ImportWords {
    static func line(_ issue: Roster.ImportIssue) -> String {
        let place = ["line \(issue.line)", issue.id].compactMap { $0 }.joined(separator: "  ")
        return "\(place)  \(issue.field.map { $0 + ": " } ?? "")\(issue.reason)"
    }
}
