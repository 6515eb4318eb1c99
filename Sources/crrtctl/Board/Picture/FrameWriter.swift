/// Makes the output that turns the last frame into the next one: only lines that have changed, in one write.
///
/// Lines are overwritten without clearing the screen first, so that it does not flicker.
struct FrameWriter {
    private var shown: [String]?

    /// Forgets the last frame, so that the next one is written as a whole.
    mutating func forget() { shown = nil }

    /// The bytes for the terminal; empty if nothing has changed.
    ///
    /// - Parameter lines: The lines from the top, each with its width on the screen.
    mutating func bytes(for lines: [(text: String, width: Int)], columns: Int) -> String {
        var text = ""
        for (row, line) in lines.enumerated() where shown.map({ row >= $0.count || $0[row] != line.text }) ?? true {
            // Behind a line that fills the row, the cursor stays on its last character, which erasing would delete.
            text += "\u{1B}[\(row + 1);1H\(line.text)" + (line.width < columns ? "\u{1B}[K" : "")
        }
        shown = lines.map(\.text)
        // Terminals that know synchronized output (mode 2026) show the change at once; others ignore it.
        return text.isEmpty ? "" : "\u{1B}[?2026h\(text)\u{1B}[?2026l"
    }
}
