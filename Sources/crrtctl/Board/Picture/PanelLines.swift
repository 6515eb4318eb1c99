/// Fits the rows of a panel into a width: leaves out columns that do not fit, and widens others to the space that is left.
struct PanelLines {
    private static let gap = 2
    /// The width of the mark before each row. The mark of the selected row is `>`.
    static let mark = 2

    private let content: PanelContent
    private let title: String
    private let cells: [[String]]
    private let shown: [Int]
    private let widths: [Int]
    private let width: Int

    /// - Parameter title: the heading of the first column.
    init(_ content: PanelContent, title: String, width: Int) {
        self.content = content
        self.title = title
        self.width = width
        let cells = content.rows.map { $0.cells.map { EscapedText.line($0.text) } }
        self.cells = cells
        let used = content.columns.indices.filter { index in index == 0 || cells.contains { !$0[index].isEmpty } }
        let headings = content.columns.indices.map { $0 == 0 ? title : content.columns[$0].title }
        let natural = content.columns.indices.map { index in
            (cells.map { DisplayWidth.of($0[index]) } + [DisplayWidth.of(headings[index])]).max() ?? 0
        }
        (shown, widths) = PanelLines.fitted(content.columns, used, natural, width - PanelLines.mark)
    }

    private static func fitted(_ columns: [PanelColumn], _ used: [Int], _ natural: [Int], _ width: Int) -> ([Int], [Int]) {
        var (shown, widths) = (used, natural)
        for index in shown { widths[index] = min(natural[index], columns[index].least ?? natural[index]) }
        func room() -> Int { width - shown.reduce(0) { $0 + widths[$1] } - gap * (shown.count - 1) }
        while room() < 0, let last = shown.filter({ columns[$0].rank > 0 }).max(by: { columns[$0].rank < columns[$1].rank }) {
            shown.removeAll { $0 == last }
        }
        for elastic in shown where columns[elastic].least != nil {
            widths[elastic] = max(1, min(natural[elastic], widths[elastic] + room()))
        }
        return (shown, widths)
    }

    /// The panel's title with the headings of its columns.
    var heading: [StyledText] {
        let headings = content.columns.map(\.title)
        let texts = shown.map { $0 == 0 ? title : headings[$0] }
        return line(mark: "", texts, styles: Array(repeating: .strong, count: texts.count))
    }

    func row(_ index: Int, isSelected: Bool) -> [StyledText] {
        let styles = shown.map { isSelected ? TextStyle.chosen : content.rows[index].cells[$0].style }
        let row = line(mark: isSelected ? ">" : "", shown.map { cells[index][$0] }, styles: styles, between: isSelected ? .chosen : nil)
        let rest = width - row.reduce(0) { $0 + DisplayWidth.of($1.text) }
        return isSelected && rest > 0 ? row + [StyledText(String(repeating: " ", count: rest), .chosen)] : row
    }

    private func line(mark: String, _ texts: [String], styles: [TextStyle?], between: TextStyle? = nil) -> [StyledText] {
        var pieces = [StyledText(mark + String(repeating: " ", count: PanelLines.mark - mark.utf8.count), between)]
        for (column, index) in shown.enumerated() {
            if column > 0 { pieces.append(StyledText(String(repeating: " ", count: PanelLines.gap), between)) }
            let text = DisplayWidth.cut(texts[column], to: max(1, widths[index]))
            let space = String(repeating: " ", count: max(0, widths[index] - DisplayWidth.of(text)))
            pieces.append(StyledText(content.columns[index].side == .left ? text + space : space + text, styles[column]))
        }
        return pieces
    }
}
