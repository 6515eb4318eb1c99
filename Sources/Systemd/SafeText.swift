/// Makes text from elsewhere fit for one line: it can neither begin a line nor control a terminal.
public enum SafeText {
    /// The text with control characters, Unicode line separators and invisible format characters as escapes. Some of the latter turn the
    /// reading direction.
    public static func oneLine(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
        return text.unicodeScalars.map(escaped).joined()
    }

    /// The text as a value after `key=`: in quotes unless it is one plain word, so that no value looks like another pair.
    static func quoted(_ text: String) -> String {
        let plain = !text.isEmpty && text.unicodeScalars.allSatisfy { !isUnsafe($0) && !" \"\\=".unicodeScalars.contains($0) }
        if plain { return text }
        let inner = text.unicodeScalars.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : escaped($0) }.joined()
        return "\"\(inner)\""
    }

    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        case _ where isUnsafe(scalar): "\\u{\(String(scalar.value, radix: 16))}"
        default: String(scalar)
        }
    }
}
