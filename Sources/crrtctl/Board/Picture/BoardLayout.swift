/// Which panel gets how many rows, and where.
struct BoardLayout: Equatable {
    struct Place: Equatable {
        var panel: Panel
        /// Without the heading.
        var rows: Int
        /// Whether an empty line stands before it.
        var isApart = false
    }

    /// Columns of panels, from the left to the right.
    var columns: [[Place]]
    var widths: [Int]

    /// From here on there are two columns.
    static let wide = 150
    static let between = 3

    /// - Parameters:
    ///   - height: lines for all panels.
    ///   - wanted: how many rows each panel would fill.
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

    /// Everyone who fits gets a heading and a row; the other rows are dealt out in turn, two at a time to the panel in focus, until all
    /// have what they want.
    private static func stack(_ all: [Panel], _ height: Int, _ wanted: [Panel: Int], _ focus: Panel) -> [Place] {
        let panels = fitting(all, height / 2, focus)
        let wants = panels.map { max(1, wanted[$0] ?? 1) }
        var rows = panels.map { _ in 1 }
        // Where there is room, an empty line between any two is not given away.
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
        return panels.enumerated().map { Place(panel: $1, rows: rows[$0], isApart: isApart && $0 > 0) }
    }

    /// The first panels that fit, and always the one in focus.
    private static func fitting(_ panels: [Panel], _ count: Int, _ focus: Panel) -> [Panel] {
        guard count < panels.count else { return panels }
        guard let place = panels.firstIndex(of: focus), place >= count else { return Array(panels.prefix(count)) }
        return panels.prefix(max(0, count - 1)) + [focus]
    }
}
