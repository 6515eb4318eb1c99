import CRRTDomain

/// The board as lines: a function of the state and the time. Exactly as many as the terminal has, none wider than it.
enum BoardFrame {
    /// Label, header, label.
    private static let around = 3

    static func lines(_ state: BoardState, _ now: Instant) -> [[StyledText]] {
        if state.size.isTooSmall { return tooSmall(state) }
        let (body, keys) = state.overlay.map { overlay($0, state, now) } ?? board(state, now)
        let height = state.size.rows - around - keys.count
        let filled = body.prefix(height) + Array(repeating: [], count: max(0, height - body.count))
        return [label(state), header(state, now)] + filled + keys + [label(state)]
    }

    private static func board(_ state: BoardState, _ now: Instant) -> (body: [[StyledText]], keys: [[StyledText]]) {
        let panels = panels(state, now)
        return (panels.lines, [keys(panels, state.size.columns)])
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
}

// MARK: - Panels

extension BoardFrame {
    /// The number of rows that a panel has on the screen.
    static func rows(of panel: Panel, _ state: BoardState, _ now: Instant) -> Int { panels(state, now).rows(of: panel) }

    private static func panels(_ state: BoardState, _ now: Instant) -> BoardPanels {
        BoardPanels(state, now, height: state.size.rows - around - 1)
    }

    /// The keys. Where panels have no room, they say which ones.
    private static func keys(_ panels: BoardPanels, _ columns: Int) -> [StyledText] {
        let hidden = panels.hidden
        if hidden.isEmpty {
            return [StyledText("Tab panel  j/k or arrows select  Enter open  r read again  ? help  q quit", .faint)]
        }
        let others = ["  j/k select  Enter open  ? help  q quit", "  ? help  q quit", ""].map {
            "Tab to \(hidden.joined(separator: ", "))\($0)"
        }
        return [StyledText(others.first { DisplayWidth.of($0) <= columns } ?? others[2], .faint)]
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
    static func overlayRows(_ state: BoardState, _ now: Instant) -> Int {
        max(1, state.size.rows - around - (command(state, now).map { $0.lines.count } ?? 0) - 1)
    }

    /// The first line that is shown when the overlay is scrolled to its end.
    static func lastTop(_ state: BoardState, _ now: Instant) -> Int {
        guard let overlay = state.overlay else { return 0 }
        return max(0, OverlayLines.of(overlay, state.size.columns, now).count - overlayRows(state, now))
    }

    private static func overlay(
        _ overlay: BoardState.Overlay, _ state: BoardState, _ now: Instant
    ) -> (body: [[StyledText]], keys: [[StyledText]]) {
        let lines = OverlayLines.of(overlay, state.size.columns, now)
        let height = overlayRows(state, now)
        let most = max(0, lines.count - height)
        let top = min(overlay.top, most)
        return (lines.dropFirst(top).prefix(height).map { [StyledText($0)] }, keys(top: top, most: most, command(state, now)))
    }

    /// The last lines: the keys with the command, which has lines of its own where they do not fit into one.
    private static func keys(top: Int, most: Int, _ command: Command?) -> [[StyledText]] {
        let hint = most == 0 ? "" : top == 0 ? below : top >= most ? "  (the end)" : longestHint
        let keys = overlayKeys + hint + (command.map { $0.lines.isEmpty ? "  \($0.text)" : "" } ?? "")
        return ((command?.lines ?? []) + [keys]).map { [StyledText($0, .faint)] }
    }

    private static let overlayKeys = "Esc back  j/k scroll"
    private static let below = "  (more below)"
    private static let longestHint = "  (more above and below)"

    /// What to type next.
    private struct Command {
        var text: String
        /// Empty where it fits behind the keys.
        var lines: [String]
    }

    private static func command(_ state: BoardState, _ now: Instant) -> Command? {
        guard let text = state.overlay?.destination.map({ next(for: $0, state, now) }) else { return nil }
        let columns = state.size.columns
        let fits = DisplayWidth.of(overlayKeys + longestHint + "  " + text) <= columns
        return Command(text: text, lines: fits ? [] : Array(OverlayLines.wrapped(text, columns).prefix((state.size.rows - around) / 2)))
    }
}
