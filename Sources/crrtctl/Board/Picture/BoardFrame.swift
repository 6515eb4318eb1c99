import CRRTDomain

/// The board as lines: a function of the state and the time. Exactly as many as the terminal has, none wider than it.
enum BoardFrame {
    /// Label, header, keys, label.
    private static let around = 4

    static func lines(_ state: BoardState, _ now: Instant) -> [[StyledText]] {
        if state.size.isTooSmall { return tooSmall(state) }
        let height = state.size.rows - around
        let body = state.overlay.map { overlay($0, state, now, height) } ?? panels(state, now, height)
        let filled = body.prefix(height) + Array(repeating: [], count: max(0, height - body.count))
        return [label(state), header(state, now)] + filled + [keys(state, now), label(state)]
    }

    /// The same as text without colours.
    static func text(_ state: BoardState, _ now: Instant) -> [String] {
        lines(state, now).map { StyledText.line($0, colours: false, columns: state.size.columns) }
    }

    private static func tooSmall(_ state: BoardState) -> [[StyledText]] {
        let (size, least) = (state.size, ScreenSize.least)
        let words = ["too small:", "\(least.columns)x\(least.rows) at least", "q quits"].map { [StyledText($0)] }
        let inner = max(0, size.rows - 2)
        let lines = [label(state)] + words.prefix(inner) + Array(repeating: [], count: max(0, inner - words.count)) + [label(state)]
        return Array(lines.prefix(max(0, size.rows)))
    }

    private static func label(_ state: BoardState) -> [StyledText] { [StyledText(state.marking?.line ?? "", .strong)] }

    private static func header(_ state: BoardState, _ now: Instant) -> [StyledText] {
        let name = "crrtctl board  \(state.data.callerName)"
        let time = state.times(now).exact(now.description)
        let (word, style) = connection(state, now)
        let left = state.size.columns - DisplayWidth.of(name) - DisplayWidth.of(time) - DisplayWidth.of(word) - 4
        if left >= 0 {
            return [StyledText(name + String(repeating: " ", count: left + 2)), StyledText(word, style), StyledText("  " + time)]
        }
        let room = state.size.columns - DisplayWidth.of(time) - 2
        return [StyledText(DisplayWidth.cut(EscapedText.line(word), to: max(1, room)), style), StyledText("  " + time)]
    }

    private static func connection(_ state: BoardState, _ now: Instant) -> (String, TextStyle) {
        guard case .lost(let since, let reason) = state.connection else { return ("live", .good) }
        let read = state.times(now).exact(state.data.readAt.description)
        return ("NO CONNECTION for \(Countdown(now: now).age(since: since)), as of \(read): \(reason)", .bad)
    }

    private static func keys(_ state: BoardState, _ now: Instant) -> [StyledText] {
        guard let overlay = state.overlay else {
            return [StyledText("Tab panel  j/k or arrows select  Enter open  r read again  ? help  q quit", .faint)]
        }
        let (top, most) = (overlay.top, lastTop(state, now))
        let scrollHint = most == 0 ? "" : top == 0 ? "  (more below)" : top >= most ? "  (the end)" : "  (more above and below)"
        let command = overlay.destination.map { "  \(next(for: $0, state, now))" } ?? ""
        return [StyledText("Esc back  j/k scroll\(scrollHint)\(command)", .faint)]
    }
}

// MARK: - Panels

extension BoardFrame {
    private static func layout(_ state: BoardState, _ contents: [Panel: PanelContent]) -> BoardLayout {
        BoardLayout(
            width: state.size.columns, height: state.size.rows - around, wanted: contents.mapValues { $0.rows.count }, focus: state.focus)
    }

    private static func contents(_ state: BoardState, _ now: Instant) -> [Panel: PanelContent] {
        let contents = state.contents(now)
        return Dictionary(uniqueKeysWithValues: Panel.allCases.map { ($0, contents.content(of: $0)) })
    }

    /// The number of rows that a panel has on the screen.
    static func rows(of panel: Panel, _ state: BoardState, _ now: Instant) -> Int {
        let slots = layout(state, contents(state, now)).columns.joined()
        return slots.first { $0.panel == panel }?.rows ?? 1
    }

    private static func panels(_ state: BoardState, _ now: Instant, _ height: Int) -> [[StyledText]] {
        let contents = contents(state, now)
        let layout = layout(state, contents)
        let columns = zip(layout.columns, layout.widths).map { slots, width in
            slots.flatMap { slot in
                (slot.isApart ? [[]] : []) + (contents[slot.panel].map { panel($0, state, slot.rows, width) } ?? [])
            }
        }
        guard columns.count == 2 else { return columns.first ?? [] }
        return (0..<height).map { row in
            let (left, right) = (row < columns[0].count ? columns[0][row] : [], row < columns[1].count ? columns[1][row] : [])
            return filled(left, layout.widths[0]) + [StyledText(" | ", .faint)] + right
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

    private static func panel(_ content: PanelContent, _ state: BoardState, _ rows: Int, _ width: Int) -> [[StyledText]] {
        let isFocused = content.panel == state.focus
        let selected = state.selected(content)
        let top = min(max(0, (selected ?? 0) - rows + 1), max(0, content.rows.count - rows))
        let shown = top..<min(top + rows, content.rows.count)
        let lines = PanelLines(content, title: title(content, shown, isFocused), width: width)
        guard !content.rows.isEmpty else { return [lines.heading, [StyledText("  \(content.panel.nothing)", .faint)]] }
        return [lines.heading] + shown.map { lines.row($0, isSelected: isFocused && $0 == selected) }
    }

    /// `REQUESTS 8`, or `REQUESTS 3-7/8` if not all are shown; in brackets if the panel has the focus.
    private static func title(_ content: PanelContent, _ shown: Range<Int>, _ isFocused: Bool) -> String {
        let all = content.count
        let (first, last) = (max(1, shown.lowerBound + 1 - content.sums), min(shown.upperBound - content.sums, all))
        let isWhole = shown.count == content.rows.count || last < first
        let count = isWhole ? (all == 0 ? "" : " \(all)") : " \(first)-\(last)/\(all)"
        let title = content.panel.title + count
        return isFocused ? "[\(title)]" : title
    }
}

// MARK: - Overlay

extension BoardFrame {
    /// The command for a decision about the record that is shown; if none is pending, the command that shows the same record.
    private static func next(for destination: Destination, _ state: BoardState, _ now: Instant) -> String {
        let decisions = PendingDecision.all(state.data, Countdown(now: now)).filter { $0.destination == destination }
        // A command that changes something is preferred to one that shows a record.
        let waiting = decisions.first { $0.command != destination.command } ?? decisions.first
        // A contact point who reads the terms has to answer them.
        if waiting != nil, state.data.onlyNation != nil, case .consents(let id) = destination {
            return "next: crrtctl consent grant \(id), or refuse"
        }
        return waiting.map { "next: \($0.command)" } ?? destination.command
    }

    /// The number of lines of an overlay that fit on the screen.
    static func overlayRows(_ size: ScreenSize) -> Int { max(1, size.rows - around) }

    /// The first line that is shown when the overlay is scrolled to its end.
    static func lastTop(_ state: BoardState, _ now: Instant) -> Int {
        guard let overlay = state.overlay else { return 0 }
        return max(0, OverlayLines.of(overlay, state.size.columns, now).count - overlayRows(state.size))
    }

    private static func overlay(_ overlay: BoardState.Overlay, _ state: BoardState, _ now: Instant, _ height: Int) -> [[StyledText]] {
        let lines = OverlayLines.of(overlay, state.size.columns, now)
        let top = min(overlay.top, max(0, lines.count - height))
        return lines.dropFirst(top).prefix(height).map { [StyledText($0)] }
    }
}
