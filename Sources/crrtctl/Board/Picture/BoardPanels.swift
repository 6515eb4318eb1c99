import CRRTDomain

/// The panels on the lines between the board's header and its footer.
struct BoardPanels {
    private let state: BoardState
    private let contents: [Panel: PanelContent]
    private let drawn: [Panel: PanelLines]
    private let layout: BoardLayout
    private let height: Int
    private let widths: BoardLayout.Widths?

    /// - Parameter height: The number of lines for them.
    init(_ state: BoardState, _ now: Instant, height: Int) {
        let (all, columns) = (state.contents(now), state.size.columns)
        let contents = Dictionary(uniqueKeysWithValues: Panel.allCases.map { ($0, all.content(of: $0)) })
        let wanted = contents[.readiness].map { PanelLines.naturalWidth($0, titleWidth: PanelTitle($0, state.focus).width(isWhole: false)) }
        let widths = BoardLayout.widths(columns, wanted: wanted ?? 0)
        let drawn = contents.mapValues { content in
            PanelLines(
                content, titleWidth: PanelTitle(content, state.focus).width(isWhole: true),
                width: BoardLayout.width(of: content.panel, widths, all: columns))
        }
        let least = contents.mapValues { content in
            state.selected(content).flatMap { drawn[content.panel]?.height(of: $0) } ?? 1
        }
        layout = BoardLayout(
            height: height, hasTwoColumns: widths != nil, wanted: drawn.mapValues(\.height), least: least, focus: state.focus)
        (self.state, self.contents, self.drawn, self.height, self.widths) = (state, contents, drawn, height, widths)
    }

    /// The panels for which there is no room, each with the number of its rows.
    var hidden: [String] {
        let shown = layout.slots.map(\.panel)
        return Panel.allCases.filter { !shown.contains($0) }.compactMap { panel in
            contents[panel].map { PanelTitle($0, state.focus).text(nil) }
        }
    }

    /// The number of rows that a panel has on the screen.
    func rows(of panel: Panel) -> Int {
        guard let slot = layout.slots.first(where: { $0.panel == panel }), let content = contents[panel] else { return 1 }
        return max(1, shown(content, slot, lines(content, slot)).count)
    }

    var lines: [[StyledText]] {
        let left = layout.stack.flatMap { ($0.isApart ? [[]] : []) + panel($0) }
        guard let widths, let beside = layout.beside else { return left }
        let right = panel(beside)
        return (0..<height).map { row in
            let line = row < left.count ? left[row] : []
            guard row >= layout.linesAbove else { return line }
            let other = row - layout.linesAbove
            return BoardPanels.filled(line, widths.left) + [StyledText(" | ", .faint)] + (other < right.count ? right[other] : [])
        }
    }

    /// Cuts a line to the width, or pads it with spaces.
    private static func filled(_ pieces: [StyledText], _ width: Int) -> [StyledText] {
        var left = width
        var line: [StyledText] = []
        for piece in pieces where left > 0 {
            let text = DisplayWidth.cut(EscapedText.line(piece.text), to: left)
            left -= DisplayWidth.of(text)
            line.append(StyledText(text, piece.style))
        }
        return line + [StyledText(String(repeating: " ", count: max(0, left)))]
    }
}

// MARK: - One panel

extension BoardPanels {
    /// The heading and as many rows as fit below it.
    private func panel(_ slot: BoardLayout.Slot) -> [[StyledText]] {
        guard let content = contents[slot.panel], let lines = lines(content, slot) else { return [] }
        let rows = shown(content, slot, lines)
        let heading = lines.heading(PanelTitle(content, state.focus).text(rows))
        guard !content.rows.isEmpty else { return [heading, [StyledText("  \(content.panel.nothing)", .faint)]] }
        let selected = content.panel == state.focus ? state.selected(content) : nil
        return [heading] + rows.flatMap { lines.row($0, isSelected: $0 == selected) }.prefix(slot.lines)
    }

    /// The rows fitted into the panel's width. Where not all rows are shown, the title has their numbers and may be wider.
    private func lines(_ content: PanelContent, _ slot: BoardLayout.Slot) -> PanelLines? {
        guard let whole = drawn[slot.panel], whole.height > slot.lines else { return drawn[slot.panel] }
        let width = BoardLayout.width(of: slot.panel, widths, all: state.size.columns)
        return PanelLines(content, titleWidth: PanelTitle(content, state.focus).width(isWhole: false), width: width)
    }

    /// The rows that fit, so that the selected one is among them.
    private func shown(_ content: PanelContent, _ slot: BoardLayout.Slot, _ lines: PanelLines?) -> Range<Int> {
        guard let lines, let selected = state.selected(content) else { return 0..<0 }
        var (first, end) = (selected, selected + 1)
        var left = slot.lines - lines.height(of: selected)
        while first > 0, lines.height(of: first - 1) <= left {
            first -= 1
            left -= lines.height(of: first)
        }
        while end < content.rows.count, lines.height(of: end) <= left {
            left -= lines.height(of: end)
            end += 1
        }
        return first..<end
    }
}

/// A panel's title: `REQUESTS 8`, or `REQUESTS 3-7/8` where not all rows are shown; in brackets if the panel has the focus.
struct PanelTitle {
    private let content: PanelContent
    private let isFocused: Bool

    init(_ content: PanelContent, _ focus: Panel) {
        (self.content, isFocused) = (content, content.panel == focus)
    }

    private var all: Int { content.count }

    /// - Parameter shown: The rows on the screen; nil for none.
    func text(_ shown: Range<Int>?) -> String {
        let (first, last) = shown.map { (max(1, $0.lowerBound + 1 - content.sums), min($0.upperBound - content.sums, all)) } ?? (1, 0)
        let isWhole = shown?.count == content.rows.count || last < first
        let count = isWhole ? (all == 0 ? "" : " \(all)") : " \(first)-\(last)/\(all)"
        let title = content.panel.title + count
        return isFocused ? "[\(title)]" : title
    }

    /// The width of the widest text.
    func width(isWhole: Bool) -> Int {
        let digits = "\(all)".utf8.count
        let count = isWhole ? (all == 0 ? 0 : digits + 1) : 3 * digits + 3
        return content.panel.title.utf8.count + count + (isFocused ? 2 : 0)
    }
}
