/// Fits the rows of a panel into a width (``ColumnWidths``). A row has more than one line where a text that stays whole is wider than its
/// column.
struct PanelLines {
    /// The width of the mark before each row. The mark of the selected row is `>`.
    static let mark = 2

    private let content: PanelContent
    private let cells: [[String]]
    private let fit: ColumnWidths
    private let width: Int

    /// - Parameters:
    ///   - titleWidth: the width of the widest heading that the first column may get.
    ///   - width: nil for as much as the texts need.
    init(_ content: PanelContent, titleWidth: Int, width: Int?) {
        self.content = content
        let cells = content.rows.map { $0.cells.map { EscapedText.line($0.text) } }
        self.cells = cells
        let used = content.columns.indices.filter { index in index == 0 || cells.contains { !$0[index].isEmpty } }
        let natural = content.columns.enumerated().map { index, column in
            let widths = cells.map { DisplayWidth.of($0[index]) }.filter { $0 <= column.most ?? .max }
            let widest = max(widths.max() ?? 0, index == 0 ? titleWidth : DisplayWidth.of(column.title))
            guard let width, index > 0, column.isWhole else { return widest }
            // A text that stays whole gets lines of its own rather than the room of the title.
            return min(widest, max(1, width - PanelLines.mark - titleWidth - ColumnWidths.gap))
        }
        fit = ColumnWidths(content.columns, among: used, natural: natural, width: width.map { $0 - PanelLines.mark })
        self.width = width ?? PanelLines.mark + used.reduce(0) { $0 + natural[$1] } + ColumnWidths.gap * (used.count - 1)
    }

    /// The width that a panel needs so that all of its columns are there and no text is shortened.
    static func naturalWidth(_ content: PanelContent, titleWidth: Int) -> Int {
        PanelLines(content, titleWidth: titleWidth, width: nil).width
    }

    /// The number of lines of all rows.
    var height: Int { content.rows.indices.reduce(0) { $0 + height(of: $1) } }

    func height(of index: Int) -> Int { wholeColumns(index).isEmpty ? 1 : row(index, isSelected: false).count }

    /// The panel's title with the headings of its columns.
    func heading(_ title: String) -> [StyledText] {
        line(fit.shown.map { $0 == 0 ? title : content.columns[$0].title }, style: { _ in .strong })
    }

    func row(_ index: Int, isSelected: Bool) -> [[StyledText]] {
        let (whole, between) = (wholeColumns(index), isSelected ? TextStyle.chosen : nil)
        func style(_ column: Int) -> TextStyle? { between ?? content.rows[index].cells[column].style }
        /// The lines of a text that stays whole.
        func own(_ column: Int) -> [[StyledText]] {
            let indent = column == 0 ? PanelLines.mark : 2 * PanelLines.mark
            return TextWrap.lines(cells[index][column], width: width - indent).map { text in
                [
                    StyledText(String(repeating: " ", count: indent), between),
                    StyledText(DisplayWidth.cut(text, to: width - indent), style(column)),
                ]
            }
        }
        let rest = fit.shown.map { whole.contains($0) ? "" : cells[index][$0] }
        let middle = rest.allSatisfy(\.isEmpty) ? [] : [line(rest, style: style, between: between)]
        var lines = (whole.first == 0 ? own(0) : []) + middle + whole.filter { $0 > 0 }.flatMap(own)
        guard isSelected else { return lines }
        lines[0][0].text = ">" + lines[0][0].text.dropFirst()
        return lines.map { line in
            let room = width - line.reduce(0) { $0 + DisplayWidth.of($1.text) }
            return room > 0 ? line + [StyledText(String(repeating: " ", count: room), .chosen)] : line
        }
    }

    /// The columns whose text gets lines of its own in this row.
    private func wholeColumns(_ index: Int) -> [Int] {
        fit.shown.filter { content.columns[$0].isWhole && DisplayWidth.of(cells[index][$0]) > fit.widths[$0] }
    }

    private func line(_ texts: [String], style: (_ column: Int) -> TextStyle?, between: TextStyle? = nil) -> [StyledText] {
        var pieces = [StyledText(String(repeating: " ", count: PanelLines.mark), between)]
        for (place, index) in fit.shown.enumerated() {
            let (column, width) = (content.columns[index], max(1, fit.widths[index]))
            if place > 0 { pieces.append(StyledText(String(repeating: " ", count: ColumnWidths.gap), between)) }
            let text = column.shortening.text(texts[place], in: width)
            let space = String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
            pieces.append(StyledText(column.side == .left ? text + space : space + text, style(index)))
        }
        return pieces
    }
}
