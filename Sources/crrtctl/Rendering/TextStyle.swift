import Glibc

/// Colour and weight of text on a terminal, as SGR parameters (ECMA-48). Style only repeats what the text says: pipes and files get none.
enum TextStyle: String, Sendable {
    /// `good` needs no attention, `thin` needs it soon, `bad` needs it now.
    case good = "32"
    case thin = "33"
    case bad = "1;31"
    case strong = "1"
    case faint = "2"
    /// The selected row.
    case chosen = "7"

    /// Whether standard output gets colours: it must be a terminal. SYSTEMD_COLORS decides then, and if it is not set, NO_COLOR
    /// (no-color.org) and TERM.
    static var isWanted: Bool {
        isWanted(isTerminal: Terminal.isTerminal(Terminal.output)) { name in getenv(name).map { String(cString: $0) } }
    }

    static func isWanted(isTerminal: Bool, environment: (String) -> String?) -> Bool {
        guard isTerminal else { return false }
        switch environment("SYSTEMD_COLORS")?.lowercased() {
        case nil, "": break
        case "0", "no", "n", "false", "f", "off": return false
        default: return true
        }
        if environment("NO_COLOR").map({ !$0.isEmpty }) ?? false { return false }
        return environment("TERM").map { $0 != "dumb" } ?? false
    }

    fileprivate func apply(to text: String) -> String { "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" }
}

/// A piece of a line with its style; nil for plain text.
struct StyledText: Equatable, Sendable {
    var text: String
    var style: TextStyle?

    init(_ text: String, _ style: TextStyle? = nil) {
        self.text = text
        self.style = style
    }

    /// The line for a terminal: the text is escaped, cut to fit, and then coloured.
    static func line(_ pieces: [StyledText], colours: Bool, columns: Int?) -> String {
        var (line, left) = ("", columns ?? .max)
        for piece in pieces where left > 0 {
            let text = DisplayWidth.cut(EscapedText.line(piece.text), to: left)
            left -= DisplayWidth.of(text)
            line += colours && !text.isEmpty ? piece.style.map { $0.apply(to: text) } ?? text : text
        }
        return line
    }
}
