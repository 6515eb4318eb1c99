import CRRTDomain

/// The board as lines: a function of the state and the time. Exactly as many as the terminal has, none wider than it.
enum BoardFrame {
    /// Label, header, keys, label.
    private static let around = 4

    static func lines(_ state: BoardState, _ now: Instant) -> [[Painted]] {
        if state.size.isTooSmall { return tooSmall(state) }
        let height = state.size.rows - around
        let body = state.sheet.map { sheet($0, state, now, height) } ?? panels(state, now, height)
        let filled = body.prefix(height) + Array(repeating: [], count: max(0, height - body.count))
        return [label(state), header(state, now)] + filled + [keys(state, now), label(state)]
    }

    /// The same as text without colours.
    static func text(_ state: BoardState, _ now: Instant) -> [String] {
        lines(state, now).map { Painted.line($0, colours: false, columns: state.size.columns) }
    }

    private static func tooSmall(_ state: BoardState) -> [[Painted]] {
        let (size, least) = (state.size, ScreenSize.least)
        let words = ["too small:", "\(least.columns)x\(least.rows) at least", "q quits"].map { [Painted($0)] }
        let inner = max(0, size.rows - 2)
        let lines = [label(state)] + words.prefix(inner) + Array(repeating: [], count: max(0, inner - words.count)) + [label(state)]
        return Array(lines.prefix(max(0, size.rows)))
    }

    private static func label(_ state: BoardState) -> [Painted] { [Painted(state.marking?.line ?? "", .strong)] }

    private static func header(_ state: BoardState, _ now: Instant) -> [Painted] {
        let name = "crrtctl board  \(state.data.callerName)"
        let time = state.times(now).exact(now.description)
        let (word, paint) = connection(state, now)
        let left = state.size.columns - DisplayWidth.of(name) - DisplayWidth.of(time) - DisplayWidth.of(word) - 4
        if left >= 0 { return [Painted(name + String(repeating: " ", count: left + 2)), Painted(word, paint), Painted("  " + time)] }
        let room = state.size.columns - DisplayWidth.of(time) - 2
        return [Painted(DisplayWidth.cut(SafeText.line(word), to: max(1, room)), paint), Painted("  " + time)]
    }

    private static func connection(_ state: BoardState, _ now: Instant) -> (String, Paint) {
        guard case .lost(let since, let reason) = state.link else { return ("live", .good) }
        let read = state.times(now).exact(state.data.readAt.description)
        return ("NO CONNECTION for \(Countdown(now: now).age(since: since)), as of \(read): \(reason)", .bad)
    }

    private static func keys(_ state: BoardState, _ now: Instant) -> [Painted] {
        guard let sheet = state.sheet else {
            return [Painted("Tab panel  j/k or arrows select  Enter open  r read again  ? help  q quit", .faint)]
        }
        let (top, most) = (sheet.top, lastTop(state, now))
        let place = most == 0 ? "" : top == 0 ? "  (more below)" : top >= most ? "  (the end)" : "  (more above and below)"
        let command = sheet.opening.map { "  \(next(for: $0, state, now))" } ?? ""
        return [Painted("Esc back  j/k scroll\(place)\(command)", .faint)]
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

    /// How many rows a panel has on the screen.
    static func rows(of panel: Panel, _ state: BoardState, _ now: Instant) -> Int {
        let places = layout(state, contents(state, now)).columns.joined()
        return places.first { $0.panel == panel }?.rows ?? 1
    }

    private static func panels(_ state: BoardState, _ now: Instant, _ height: Int) -> [[Painted]] {
        let contents = contents(state, now)
        let layout = layout(state, contents)
        let columns = zip(layout.columns, layout.widths).map { places, width in
            places.flatMap { place in
                (place.isApart ? [[]] : []) + (contents[place.panel].map { panel($0, state, place.rows, width) } ?? [])
            }
        }
        guard columns.count == 2 else { return columns.first ?? [] }
        return (0..<height).map { row in
            let (left, right) = (row < columns[0].count ? columns[0][row] : [], row < columns[1].count ? columns[1][row] : [])
            return filled(left, layout.widths[0]) + [Painted(" | ", .faint)] + right
        }
    }

    /// A line brought to a width: cut, or followed by spaces.
    private static func filled(_ pieces: [Painted], _ width: Int) -> [Painted] {
        var left = width
        var line: [Painted] = []
        for piece in pieces where left > 0 {
            let text = DisplayWidth.cut(SafeText.line(piece.text), to: left)
            left -= DisplayWidth.of(text)
            line.append(Painted(text, piece.paint))
        }
        return line + [Painted(String(repeating: " ", count: max(0, left)))]
    }

    private static func panel(_ content: PanelContent, _ state: BoardState, _ rows: Int, _ width: Int) -> [[Painted]] {
        let isFocused = content.panel == state.focus
        let selected = state.selected(content)
        let top = min(max(0, (selected ?? 0) - rows + 1), max(0, content.rows.count - rows))
        let shown = top..<min(top + rows, content.rows.count)
        let lines = PanelLines(content, title: title(content, shown, isFocused), width: width)
        guard !content.rows.isEmpty else { return [lines.heading, [Painted("  \(content.panel.nothing)", .faint)]] }
        return [lines.heading] + shown.map { lines.row($0, isSelected: isFocused && $0 == selected) }
    }

    /// `REQUESTS 8`, or which of them are shown; in focus in brackets.
    private static func title(_ content: PanelContent, _ shown: Range<Int>, _ isFocused: Bool) -> String {
        let all = content.rows.count - content.sums
        let (first, last) = (max(1, shown.lowerBound + 1 - content.sums), shown.upperBound - content.sums)
        let isWhole = shown.count == content.rows.count || last < first
        let count = isWhole ? (all == 0 ? "" : " \(all)") : " \(first)-\(last)/\(all)"
        let title = content.panel.title + count
        return isFocused ? "[\(title)]" : title
    }
}

// MARK: - Sheets

extension BoardFrame {
    /// The command for what waits about a record; where nothing does, the one that shows it.
    private static func next(for opening: Opening, _ state: BoardState, _ now: Instant) -> String {
        let decisions = Decision.all(state.data, Countdown(now: now)).filter { $0.opening == opening }
        // Of several a step is more than another look.
        let waiting = decisions.first { $0.command != opening.command } ?? decisions.first
        // A reader of the terms is asked for their answer.
        if waiting != nil, state.data.onlyNation != nil, case .consents(let id) = opening {
            return "next: crrtctl consent grant \(id), or refuse"
        }
        return waiting.map { "next: \($0.command)" } ?? opening.command
    }

    /// How many lines of a sheet are shown at once.
    static func sheetRows(_ size: ScreenSize) -> Int { max(1, size.rows - around) }

    /// The first line when the end of the sheet is shown.
    static func lastTop(_ state: BoardState, _ now: Instant) -> Int {
        guard let sheet = state.sheet else { return 0 }
        return max(0, SheetLines.of(sheet, state.size.columns, now).count - sheetRows(state.size))
    }

    private static func sheet(_ sheet: BoardState.Sheet, _ state: BoardState, _ now: Instant, _ height: Int) -> [[Painted]] {
        let lines = SheetLines.of(sheet, state.size.columns, now)
        let top = min(sheet.top, max(0, lines.count - height))
        return lines.dropFirst(top).prefix(height).map { [Painted($0)] }
    }
}
