/// Sentences broken between words, so that no line is wider than asked; a word that alone is wider stands on its own.
enum TextWrap {
    static func lines(_ text: String, width: Int) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [String] in
            var (lines, current, used) = ([String](), "", 0)
            for word in line.split(separator: " ") {
                let length = DisplayWidth.of(EscapedText.line(String(word)))
                if used > 0, used + 1 + length > width {
                    lines.append(current)
                    (current, used) = ("", 0)
                }
                current += (used == 0 ? "" : " ") + word
                used += (used == 0 ? 0 : 1) + length
            }
            return lines + [current]
        }
    }
}
