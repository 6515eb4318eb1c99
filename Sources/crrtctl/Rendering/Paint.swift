import Glibc

/// Colour on a terminal, and nowhere else. It only repeats what the text says already.
enum Paint: String, Sendable {
    /// As it should be, wants attention, wants it now.
    case good = "32"
    case thin = "33"
    case bad = "1;31"
    case strong = "1"
    case faint = "2"
    /// The row that a key would act on.
    case chosen = "7"

    /// Whether standard output takes colours: it is a terminal, SYSTEMD_COLORS does not say no, and where that says nothing neither do
    /// NO_COLOR (no-color.org) and TERM.
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

/// A piece of a line, and how it is painted.
struct Painted: Equatable, Sendable {
    var text: String
    var paint: Paint?

    init(_ text: String, _ paint: Paint? = nil) {
        self.text = text
        self.paint = paint
    }

    /// The line as a terminal gets it: the text made safe first, cut to fit, and painted last.
    static func line(_ pieces: [Painted], colours: Bool, columns: Int?) -> String {
        var (line, left) = ("", columns ?? .max)
        for piece in pieces where left > 0 {
            let text = DisplayWidth.cut(SafeText.line(piece.text), to: left)
            left -= DisplayWidth.of(text)
            line += colours && !text.isEmpty ? piece.paint.map { $0.apply(to: text) } ?? text : text
        }
        return line
    }
}
