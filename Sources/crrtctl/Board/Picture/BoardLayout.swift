/// How many lines each panel gets, and where it stands.
///
/// Panels stand below each other. On a wide screen, READINESS stands to the right of those below REQUESTS, whose rows are short; the
/// commands and the titles above have the whole width.
struct BoardLayout: Equatable {
    struct Slot: Equatable {
        var panel: Panel
        /// The lines below the heading.
        var lines: Int
        /// Whether an empty line separates it from the panel above.
        var isApart = false

        /// The lines with those of the heading and above it.
        var height: Int { lines + (isApart ? 2 : 1) }
    }

    struct Widths: Equatable {
        var left: Int
        var right: Int
    }

    /// The panels from the top to the bottom.
    private(set) var stack: [Slot] = []
    /// The panel on the right, beside the last ones of the stack.
    private(set) var beside: Slot?
    /// The number of lines above ``beside``.
    private(set) var linesAbove = 0

    /// The width from which on there are two columns, and the gap between them.
    static let wide = 120
    static let between = 3
    private static let short: [Panel] = [.consents, .out, .events]
    /// The panels that say what is open. They get lines before the others do.
    private static let open: [Panel] = [.decisions, .requests, .consents, .out]

    /// The widths of the two columns; nil where there is room for one.
    ///
    /// - Parameter wanted: the width with which the panel on the right shows all of its columns.
    static func widths(_ width: Int, wanted: Int) -> Widths? {
        guard width >= wide else { return nil }
        let (leastRight, wishedLeft) = (40, 100)
        let right = max(leastRight, min(wanted, width - between - wishedLeft))
        return Widths(left: width - between - right, right: right)
    }

    /// The width of a panel.
    static func width(of panel: Panel, _ widths: Widths?, all: Int) -> Int {
        guard let widths, panel != .decisions, panel != .requests else { return all }
        return panel == .readiness ? widths.right : widths.left
    }

    /// - Parameters:
    ///   - height: The lines for all panels together.
    ///   - hasTwoColumns: Whether the screen is wide enough for two columns.
    ///   - wanted: The lines that each panel could fill.
    ///   - least: The lines of the row that each panel has to show, its selected one.
    init(height: Int, hasTwoColumns: Bool, wanted: [Panel: Int], least: [Panel: Int], focus: Panel) {
        let needs = Needs(height: height, wanted: wanted, least: least, focus: focus)
        if hasTwoColumns {
            let stack = BoardLayout.stack(Panel.allCases.filter { $0 != .readiness }, needs)
            if let first = stack.firstIndex(where: { BoardLayout.short.contains($0.panel) }) {
                linesAbove = stack[..<first].reduce(0) { $0 + $1.height } + (stack[first].isApart ? 1 : 0)
                beside = Slot(panel: .readiness, lines: height - linesAbove - 1)
                self.stack = stack
                return
            }
        }
        stack = BoardLayout.stack(Panel.allCases, needs)
    }

    var slots: [Slot] { stack + (beside.map { [$0] } ?? []) }
}

// MARK: - One column

extension BoardLayout {
    private struct Needs {
        var height: Int
        var wanted: [Panel: Int]
        var least: [Panel: Int]
        var focus: Panel

        func wanted(_ panel: Panel) -> Int { max(least(panel), wanted[panel] ?? 1) }
        func least(_ panel: Panel) -> Int { max(1, min(least[panel] ?? 1, height / 2)) }
    }

    /// Each panel that fits gets a heading and its least lines, on a higher screen some more. The rest is dealt out, one line at a time,
    /// two to the panel in focus: to the panels that say what is open until they have all they want, then to the others.
    private static func stack(_ all: [Panel], _ needs: Needs) -> [Slot] {
        let panels = fitting(all, needs)
        var lines = panels.map(needs.least)
        // If the column is high enough, the panels are separated by empty lines.
        let gaps = needs.height >= 6 * panels.count ? panels.count - 1 : 0
        var left = needs.height - panels.count - gaps - lines.reduce(0, +)
        func deal(_ most: (Panel) -> Int) {
            while left > 0, zip(panels, lines).contains(where: { $1 < most($0) }) {
                for (index, panel) in panels.enumerated() {
                    let more = max(0, min(panel == needs.focus ? 2 : 1, left, most(panel) - lines[index]))
                    lines[index] += more
                    left -= more
                }
            }
        }
        deal { min(needs.wanted($0), needs.height / 12) }
        deal { open.contains($0) || $0 == needs.focus ? needs.wanted($0) : 0 }
        deal(needs.wanted)
        let isApart = gaps > 0 || left >= panels.count - 1
        return panels.enumerated().map { Slot(panel: $1, lines: lines[$0], isApart: isApart && $0 > 0) }
    }

    /// The first panels that fit. The panel in focus is always among them.
    private static func fitting(_ panels: [Panel], _ needs: Needs) -> [Panel] {
        let focus = panels.filter { $0 == needs.focus }
        var left = needs.height - focus.reduce(0) { $0 + needs.least($1) + 1 }
        let others = panels.filter { $0 != needs.focus }.prefix { panel in
            left -= needs.least(panel) + 1
            return left >= 0
        }
        return panels.filter { focus.contains($0) || others.contains($0) }
    }
}
