/// How many rows each panel gets, and in which column.
struct BoardLayout: Equatable {
    struct Slot: Equatable {
        var panel: Panel
        /// The rows below the heading.
        var rows: Int
        /// Whether an empty line separates it from the panel above.
        var isApart = false
    }

    /// Columns of panels, from left to right.
    var columns: [[Slot]]
    var widths: [Int]

    /// The width from which on there are two columns.
    static let wide = 150
    /// The gap between columns.
    static let between = 3

    /// - Parameters:
    ///   - height: The lines for all panels together.
    ///   - wanted: The rows that each panel could fill.
    init(width: Int, height: Int, wanted: [Panel: Int], focus: Panel) {
        if width < BoardLayout.wide {
            columns = [BoardLayout.stack(Panel.allCases, height, wanted, focus)]
            widths = [width]
        } else {
            let right = max(58, width * 3 / 10)
            widths = [width - right - BoardLayout.between, right]
            columns = [
                BoardLayout.stack([.decisions, .requests, .consents, .out], height, wanted, focus),
                BoardLayout.stack([.readiness, .events], height, wanted, focus),
            ]
        }
    }

    /// Lays out one column.
    ///
    /// Every panel that fits gets a heading and a row. The rest is dealt out one row at a time, two to the panel in focus, until each panel
    /// has what it wants.
    private static func stack(_ all: [Panel], _ height: Int, _ wanted: [Panel: Int], _ focus: Panel) -> [Slot] {
        let panels = fitting(all, height / 2, focus)
        let wants = panels.map { max(1, wanted[$0] ?? 1) }
        var rows = panels.map { _ in 1 }
        // If the column is high enough, the panels are separated by empty lines.
        let gaps = height >= 6 * panels.count ? panels.count - 1 : 0
        var left = height - 2 * panels.count - gaps
        while left > 0, zip(rows, wants).contains(where: { $0 < $1 }) {
            for (index, panel) in panels.enumerated() {
                let more = min(panel == focus ? 2 : 1, left, wants[index] - rows[index])
                rows[index] += more
                left -= more
            }
        }
        let isApart = gaps > 0 || left >= panels.count - 1
        return panels.enumerated().map { Slot(panel: $1, rows: rows[$0], isApart: isApart && $0 > 0) }
    }

    /// The first panels that fit. The panel in focus is always among them.
    private static func fitting(_ panels: [Panel], _ count: Int, _ focus: Panel) -> [Panel] {
        guard count < panels.count else { return panels }
        guard let index = panels.firstIndex(of: focus), index >= count else { return Array(panels.prefix(count)) }
        return panels.prefix(max(0, count - 1)) + [focus]
    }
}
