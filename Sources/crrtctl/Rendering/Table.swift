/// Rows under headings, aligned by display width. Cells are made safe here, so that no record reaches a terminal raw.
struct Table: Equatable, Sendable {
    struct Column: Equatable, Sendable, FittingColumn {
        enum Side: Sendable { case left, right }
        var title: String
        var side = Side.left
        var rank = 0
        var least: Int?
        var shortening = Shortening.end

        static func text(_ title: String, rank: Int = 0, least: Int? = nil) -> Column { Column(title: title, rank: rank, least: least) }
        static func number(_ title: String, rank: Int = 0) -> Column { Column(title: title, side: .right, rank: rank) }
        /// Words with spaces between them, of which the first ones are shown where not all fit.
        static func list(_ title: String, rank: Int = 0, least: Int) -> Column {
            Column(title: title, rank: rank, least: least, shortening: .items)
        }
    }

    var columns: [Column]
    var rows: [[String]]

    /// The lines. On a terminal that is too narrow, columns are left out and texts shortened (``ColumnWidths``), and a line that is still
    /// too long is cut at its end; elsewhere nothing is.
    func lines(headings: Bool, columns limit: Int?) -> [String] {
        let cells = cells(headings)
        let widths = widths(cells, limit)
        return cells.map { line($0, widths, limit) }
    }

    /// The headings of the columns with values that a terminal of this width has no room for.
    func leftOut(columns limit: Int?) -> [String] {
        let cells = cells(true)
        let shown = widths(cells, limit).shown
        return filled.filter { !shown.contains($0) }.map { columns[$0].title }
    }

    private func cells(_ headings: Bool) -> [[String]] {
        (headings ? [columns.map(\.title)] : []) + rows.map { $0.map { EscapedText.line($0) } }
    }

    /// The columns that have a value in any row, and the first one.
    private var filled: [Int] { columns.indices.filter { index in index == 0 || rows.contains { !$0[index].isEmpty } } }

    private func widths(_ cells: [[String]], _ limit: Int?) -> ColumnWidths {
        let natural = columns.indices.map { index in cells.map { DisplayWidth.of($0[index]) }.max() ?? 0 }
        let all = ColumnWidths(columns, among: Array(columns.indices), natural: natural, width: nil)
        guard let limit, natural.reduce(0, +) + ColumnWidths.gap * (columns.count - 1) > limit else { return all }
        return ColumnWidths(columns, among: filled, natural: natural, width: limit)
    }

    private func line(_ cells: [String], _ widths: ColumnWidths, _ limit: Int?) -> String {
        var text = ""
        for (place, index) in widths.shown.enumerated() {
            let (column, width) = (columns[index], widths.widths[index])
            let cell = column.shortening.text(cells[index], in: width)
            let space = String(repeating: " ", count: max(0, width - DisplayWidth.of(cell)))
            text +=
                (place == 0 ? "" : String(repeating: " ", count: ColumnWidths.gap)) + (column.side == .left ? cell + space : space + cell)
        }
        let end = text.lastIndex { $0 != " " }.map { text.index(after: $0) } ?? text.startIndex
        let trimmed = String(text[..<end])
        return limit.map { DisplayWidth.cut(trimmed, to: $0) } ?? trimmed
    }
}
