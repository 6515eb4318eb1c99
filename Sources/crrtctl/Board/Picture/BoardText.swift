import CRRTDomain

/// The board as plain text, for screen readers and pipes: one line for each row, each value after its name.
enum BoardText {
    /// The most rows of a panel. Its last line says how many more there are.
    static let mostRows = 100

    static func page(_ data: BoardData, _ events: [LabelledEntry], _ times: TimeStyle) -> [Block] {
        let contents = PanelContents(data: data, events: events, times: times)
        return [.line("Board for \(data.callerName), \(times.exact(times.now.description))")]
            + Panel.allCases.flatMap { blocks(contents.content(of: $0)) }
    }

    private static func blocks(_ content: PanelContent) -> [Block] {
        let count = content.count == 0 ? "" : ", \(content.count)"
        let lines = content.rows.prefix(mostRows).map { row in Block.line(line(row, content.columns)) }
        let more = content.rows.count - lines.count
        let rest = more > 0 ? [Block.line("and \(more) more: \(content.panel.whole)")] : []
        return [.heading(content.panel.title + count)] + (lines.isEmpty ? [.line(content.panel.nothing)] : lines + rest)
    }

    private static func line(_ row: PanelRow, _ columns: [PanelColumn]) -> String {
        let words = zip(row.cells, columns).compactMap { cell, column -> String? in
            if cell.text.isEmpty { return nil }
            let spoken = cell.text.hasSuffix(" ago") && !column.spokenPast.isEmpty ? column.spokenPast : column.spoken
            return spoken.isEmpty || cell.text == column.whole ? cell.text : "\(spoken) \(cell.text)"
        }
        return words.joined(separator: ", ")
    }
}
