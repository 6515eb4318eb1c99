/// Swift source code that is being generated, with the current indentation.
struct IndentedText {
    private(set) var text = ""
    private var depth = 0

    mutating func line(_ line: String = "") {
        text += line.isEmpty ? "\n" : String(repeating: "    ", count: depth) + line + "\n"
    }

    /// Lines that stand as they are, at no depth.
    mutating func verbatim(_ lines: String) {
        text += lines
    }

    mutating func documentation(_ lines: [String]) {
        for line in lines { self.line(line.isEmpty ? "///" : "/// \(line)") }
    }

    /// `head {`, the body one deeper, `}`.
    mutating func block(_ head: String, _ body: (inout IndentedText) throws -> Void) rethrows {
        line(head + " {")
        depth += 1
        try body(&self)
        depth -= 1
        line("}")
    }

    /// Lines one deeper, without braces.
    mutating func indented(_ body: (inout IndentedText) throws -> Void) rethrows {
        depth += 1
        try body(&self)
        depth -= 1
    }
}
