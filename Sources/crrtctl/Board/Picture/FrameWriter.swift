/// Brings the screen from one frame to the next with as little as possible, in one write: only lines that have changed are written, over
/// what was there. The screen is never cleared in between, so nothing flickers.
struct FrameWriter {
    private var shown: [String]?

    /// The next frame is written as a whole.
    mutating func forget() { shown = nil }

    /// What to send to the terminal; empty where nothing has changed.
    ///
    /// - Parameter lines: each with its width on the screen, from the top.
    mutating func bytes(for lines: [(text: String, width: Int)], columns: Int) -> String {
        var text = ""
        for (row, line) in lines.enumerated() where shown.map({ row >= $0.count || $0[row] != line.text }) ?? true {
            // What is behind a line that fills the row would be its own last character.
            text += "\u{1B}[\(row + 1);1H\(line.text)" + (line.width < columns ? "\u{1B}[K" : "")
        }
        shown = lines.map(\.text)
        // Terminals that know it show all of it at once (synchronized output, mode 2026).
        return text.isEmpty ? "" : "\u{1B}[?2026h\(text)\u{1B}[?2026l"
    }
}
