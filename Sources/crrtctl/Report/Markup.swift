/// HTML and SVG that is always well-formed, as XML too: elements are closed, and every text is escaped.
indirect enum Markup: Sendable {
    case text(String)
    /// Text of this program that is not escaped, such as a style sheet. It never has anything from a record.
    case fixed(StaticString)
    case element(String, [(name: String, value: String)], [Markup])

    /// The document's bytes as text.
    var html: String {
        var text = ""
        write(to: &text)
        return text
    }

    private func write(to text: inout String) {
        switch self {
        case .text(let words): text += Markup.escaped(words)
        case .fixed(let words): text += words.description
        case .element(let name, let attributes, let children):
            text += "<" + name
            for (name, value) in attributes { text += " " + name + "=\"" + Markup.escaped(value) + "\"" }
            if children.isEmpty, Markup.isEmpty(name) {
                text += "/>"
                return
            }
            text += ">"
            for child in children { child.write(to: &text) }
            text += "</" + name + ">"
            if Markup.isBlock(name) { text += "\n" }
        }
    }

    /// A text made safe: control characters and those that turn the reading direction round are shown as escapes, what HTML would obey
    /// as entities.
    static func escaped(_ text: String) -> String {
        var safe = ""
        for scalar in EscapedText.line(text).unicodeScalars {
            switch scalar {
            case "&": safe += "&amp;"
            case "<": safe += "&lt;"
            case ">": safe += "&gt;"
            case "\"": safe += "&quot;"
            case "'": safe += "&#39;"
            // Not allowed in any XML document.
            case "\u{FFFE}", "\u{FFFF}": safe += "\u{FFFD}"
            default: safe.unicodeScalars.append(scalar)
            }
        }
        return safe
    }

    /// HTML knows no end tag of these, SVG none that is needed.
    private static func isEmpty(_ name: String) -> Bool {
        ["meta", "br", "col", "rect", "line", "circle", "path", "use"].contains(name)
    }

    private static func isBlock(_ name: String) -> Bool {
        ["tr", "p", "h1", "h2", "div", "section", "table", "thead", "tbody", "svg", "g", "head", "header", "body", "li", "dl"].contains(
            name)
    }
}

/// Shorthands.
extension Markup {
    static func tag(_ name: String, _ kind: String? = nil, _ children: Markup...) -> Markup { tag(name, kind, children) }
    static func tag(_ name: String, _ kind: String? = nil, _ children: [Markup]) -> Markup {
        .element(name, kind.map { [("class", $0)] } ?? [], children)
    }
    static func tag(_ name: String, _ kind: String? = nil, _ text: String) -> Markup { tag(name, kind, [.text(text)]) }

    /// The lines of a text, with line breaks between them.
    static func lines(_ text: String) -> [Markup] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { Markup.text(String($0)) }
        return Array(lines.map { [$0] }.joined(separator: [.element("br", [], [])]))
    }
}
