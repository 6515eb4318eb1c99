/// One file of a target: what it defines at top level and the capitalised words that it names.
struct FolderPart {
    let path: String
    let folder: String
    /// Types and functions at top level, and `Outer.Inner` of types in extensions.
    private(set) var definitions: Set<Substring> = []
    private(set) var words: Set<Substring> = []
    private let text: String
    /// The lines without their comments and the contents of their literals.
    private var code: [Substring] = []

    init(_ file: TidyFile) {
        (path, folder, text) = (file.path, FolderPart.folder(of: file), file.text)
        var (inText, extended) = (false, nil as Substring?)
        for line in file.lines {
            // Of the lines of a multi-line literal, what is interpolated is code.
            let marks = line.ranges(of: "\"\"\"").count
            let code = FolderPart.code(line, inText: inText)
            if marks % 2 == 1 { inText.toggle() }
            self.code.append(code)
            FolderPart.addWords(of: code, to: &words)
            guard !inText || marks > 0, let first = line.first else { continue }
            if first.isLetter || first == "@" {
                let (kind, name) = FolderPart.definition(in: code)
                if let name, kind != "extension" { definitions.insert(name) }
                extended = kind == "extension" ? name : nil
            } else if let extended, line.hasPrefix("    "), !line.hasPrefix("     ") {
                let (kind, name) = FolderPart.definition(in: code)
                if let kind, let name, FolderPart.types.contains(kind) { definitions.insert("\(extended).\(name)") }
            }
        }
    }

    static func folder(of file: TidyFile) -> String { file.path.split(separator: "/").dropFirst(2).dropLast().joined(separator: "/") }

    /// Whether it names something that is no member of something else.
    func uses(_ name: Substring) -> Bool { text.holds(String(name)) && line(that: name) != nil }

    /// The file with the number of the line that uses a name.
    func place(of name: Substring) -> String { line(that: name).map { "\(path):\($0 + 1)" } ?? path }

    private func line(that name: Substring) -> Int? {
        // A label of a parameter may have the name of a function, and is another thing.
        let isFunction = name.first?.isLowercase == true
        return code.firstIndex { line in
            guard line.holds(String(name)) else { return false }
            return line.ranges(of: name).contains { found in
                let before = line[..<found.lowerBound].last ?? " "
                let after = line[found.upperBound...].first ?? " "
                return before != "." && !FolderPart.isPart(before) && !FolderPart.isPart(after) && (!isFunction || after == "(")
            }
        }
    }

    private static let types: Set<Substring> = ["struct", "class", "enum", "protocol", "actor", "typealias"]
    private static let kinds = types.union(["extension", "func"])
    private static let modifiers: Set<Substring> = [
        "public", "internal", "package", "fileprivate", "private", "final", "indirect", "nonisolated",
    ]

    /// The kind and name of what a line defines or extends. Nil for what is private, and for lines that define nothing.
    private static func definition(in code: Substring) -> (kind: Substring?, name: Substring?) {
        let bare = code.holds("@") ? Substring(code.replacing(/@\w+\([^)]*\)/, with: "")) : code
        let tokens = bare.split { !(isPart($0) || $0 == "@" || $0 == ".") }
        guard let place = tokens.firstIndex(where: kinds.contains), place + 1 < tokens.count,
            tokens[..<place].allSatisfy({ modifiers.contains($0) || $0.hasPrefix("@") }),
            !tokens[..<place].contains("private"), !tokens[..<place].contains("fileprivate")
        else { return (nil, nil) }
        return (tokens[place], tokens[place + 1])
    }

    private static func isPart(_ character: Character) -> Bool { character.isLetter || character.isNumber || character == "_" }

    /// A line without its comment and without the contents of its literals, of which what is interpolated stays.
    private static func code(_ line: Substring, inText starts: Bool) -> Substring {
        guard starts || line.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "/") }) else { return line }
        // In a multi-line literal, quotation marks are text.
        let isBlock = starts && !line.holds("\"\"\"")
        // The depth of parentheses in each interpolation that is open.
        var (code, inText, last, depths) = ("", starts, Character(" "), [Int]())
        for character in line {
            if inText, last == "\\", character == "(" {
                depths.append(0)
                inText = false
            } else if character == "\"", last != "\\", !isBlock || !depths.isEmpty {
                inText.toggle()
            } else if !inText, let depth = depths.last {
                if character == "(" { depths[depths.count - 1] = depth + 1 }
                if character == ")" {
                    if depth == 0 { (_, inText) = (depths.popLast(), true) } else { depths[depths.count - 1] = depth - 1 }
                }
            }
            if !inText, character == "/", last == "/" { break }
            code.append(inText ? " " : character)
            last = last == "\\" && character == "\\" ? " " : character
        }
        return Substring(code)
    }

    /// Words that begin with a capital letter and are no member of something.
    private static func addWords(of code: Substring, to words: inout Set<Substring>) {
        var (start, before): (Substring.Index?, Character) = (nil, " ")
        var last = Character(" ")
        func take(_ end: Substring.Index) {
            guard let begin = start, code[begin].isUppercase, before != "." else { return }
            words.insert(code[begin..<end])
        }
        for place in code.indices {
            if isPart(code[place]) {
                if start == nil { (start, before) = (place, last) }
            } else {
                take(place)
                start = nil
            }
            last = code[place]
        }
        take(code.endIndex)
    }
}
