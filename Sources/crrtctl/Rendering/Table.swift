/// Rows under headings, aligned by display width. Cells are made safe here, so that no record reaches a terminal raw.
struct Table: Equatable, Sendable {
    struct Column: Equatable, Sendable {
        enum Side: Sendable { case left, right }
        var title: String
        var side: Side

        static func text(_ title: String) -> Column { Column(title: title, side: .left) }
        static func number(_ title: String) -> Column { Column(title: title, side: .right) }
    }

    var columns: [Column]
    var rows: [[String]]

    /// The lines. On a terminal that is too narrow, the last column is cut; elsewhere nothing is.
    func lines(headings: Bool, columns limit: Int?) -> [String] {
        let cells = (headings ? [columns.map(\.title)] : []) + rows.map { $0.map { EscapedText.line($0) } }
        let widths = columns.indices.map { index in cells.map { DisplayWidth.of($0[index]) }.max() ?? 0 }
        return cells.map { line($0, widths, limit) }
    }

    private func line(_ cells: [String], _ widths: [Int], _ limit: Int?) -> String {
        var text = ""
        for (index, column) in columns.enumerated() {
            let gap = String(repeating: " ", count: widths[index] - DisplayWidth.of(cells[index]))
            text += (index == 0 ? "" : "  ") + (column.side == .left ? cells[index] + gap : gap + cells[index])
        }
        let end = text.lastIndex { $0 != " " }.map { text.index(after: $0) } ?? text.startIndex
        let trimmed = String(text[..<end])
        return limit.map { DisplayWidth.cut(trimmed, to: $0) } ?? trimmed
    }
}
