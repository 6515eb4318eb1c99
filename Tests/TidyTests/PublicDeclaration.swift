/// A public declaration of a source file, with the documentation that stands directly above it.
struct PublicDeclaration: Sendable {
    let path: String
    /// The line of the declaration, from 1.
    let line: Int
    /// The declaration up to its body, on one line.
    let signature: String
    /// The text behind each `///`; empty where there is none.
    let documentation: [Substring]
    /// The documentation of the type or extension that it stands in; empty where there is none.
    let enclosing: [Substring]
    /// The lines of its body.
    let body: [Substring]

    /// Members that a protocol requires. The protocol's documentation says what they are.
    static let witnesses = [
        "var description: String", "var debugDescription: String", "var customMirror: Mirror", "static func == (", "static func < (",
        "func hash(into ", "func encode(to writer:", "init(from reader:", "var labelSources: [LabelSource]", "func next() ",
        "var metadata: Logger.Metadata", "var metadataProvider: Logger.MetadataProvider", "subscript(metadataKey ",
        "func log(event: LogEvent", "Literal value: ", "Literal: ()", "Literal elements: ",
    ]

    var isWitness: Bool { Self.witnesses.contains { signature.contains($0) } }

    /// An initializer that cannot fail and only stores its parameters. The documentation of the properties says what they are.
    var isMemberwise: Bool {
        guard signature.contains(/\binit\(/), !isThrowing else { return false }
        return body.allSatisfy { $0.contains(/^\s*(self\.\w+ = `?\w+`?)?(; self\.\w+ = \w+)*\s*$|^\s*\(self\.[\w, .]+\) = \([\w, ]+\)$/) }
    }

    var isDocumented: Bool { documentation.contains { $0.contains(where: \.isLetter) } || isWitness || isMemberwise }

    /// What its parameters may throw is not looked at. A property throws where its getter does.
    var isThrowing: Bool {
        Self.outside(signature).contains(/\bthrows\b/) || body.contains { $0.holds("get ") && $0.contains(/^\s*get (async )?throws\b/) }
    }

    /// Whether its documentation says which errors it throws, or that of its type says it of every member.
    var saysWhatItThrows: Bool {
        isWitness || documentation.contains { $0.contains(/- Throws: ./) }
            || enclosing.contains { $0.contains("- Throws: of every member") }
    }

    static func all(in file: TidyFile) -> [PublicDeclaration] {
        let lines = file.lines
        var documentation: [Substring] = []
        var enclosing: [Substring] = []
        var found: [PublicDeclaration] = []
        for (index, line) in lines.enumerated() {
            let code = line.drop { $0 == " " }
            if code.hasPrefix("///") {
                documentation.append(code.dropFirst(3))
                continue
            }
            if isType(line) { enclosing = documentation }
            if isDeclaration(code) {
                let (signature, body) = read(lines[index...])
                found.append(
                    .init(
                        path: file.path, line: index + 1, signature: signature, documentation: documentation, enclosing: enclosing,
                        body: body))
                documentation = []
            } else if !code.hasPrefix("@") || code.contains("{") {
                documentation = []
            }
        }
        return found
    }

    /// Whether it declares a type or an extension that stands in no other.
    private static func isType(_ line: Substring) -> Bool {
        guard let first = line.utf8.first, (0x61...0x7A).contains(first), kinds.contains(where: line.holds) else { return false }
        return line.contains(/^([a-z]+ )*(extension|struct|class|enum|protocol)\b/)
    }

    private static let kinds = ["extension ", "struct ", "class ", "enum ", "protocol "]

    /// An import is public and declares nothing. `public` may stand behind other modifiers, as in `static public`. The formatter refuses a
    /// public extension, whose members are public without saying so.
    private static func isDeclaration(_ code: Substring) -> Bool {
        guard code.holds("public ") || code.hasPrefix("open ") else { return false }
        let attributes = /(@\w+(\([^)]*\))? )*/
        let modifiers = /((static|class|final|nonisolated|override|mutating|consuming|indirect|required|convenience) )*/
        let rest = code.trimmingPrefix(attributes).trimmingPrefix(modifiers)
        return rest.prefixMatch(of: /public (?!import|extension)|open (class|func|var)\b/) != nil
    }

    /// The signature ends where the first brace opens that is in no parentheses, or with the line where there is none.
    private static func read(_ lines: ArraySlice<Substring>) -> (signature: String, body: [Substring]) {
        var depth = 0
        var signature = ""
        for (index, line) in zip(lines.indices, lines) {
            for character in line.drop(while: { $0 == " " }) {
                switch character {
                case "(", "[": depth += 1
                case ")", "]": depth -= 1
                case "{" where depth == 0:
                    return (signature, body(lines[index...], behind: line[..<(line.lastIndex(of: "{") ?? line.endIndex)]))
                default: break
                }
                signature.append(character)
            }
            if depth == 0 { break }
            signature.append(" ")
        }
        return (signature, [])
    }

    /// A signature without what stands in parentheses.
    private static func outside(_ signature: String) -> String {
        var depth = 0
        return String(
            signature.filter { character in
                if character == "(" { depth += 1 }
                if character == ")" { depth -= 1 }
                return depth == 0
            })
    }

    private static func body(_ lines: ArraySlice<Substring>, behind opening: Substring) -> [Substring] {
        guard let first = lines.first else { return [] }
        if first.hasSuffix("}") { return [first[opening.endIndex...].dropFirst().dropLast()] }
        let indent = first.prefix { $0 == " " } + "}"
        return Array(lines.dropFirst().prefix { !$0.hasPrefix(indent) })
    }
}
