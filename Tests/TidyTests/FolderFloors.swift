/// The order of the folders inside each target, from the ground up: a folder uses types of its own and of folders below it.
///
/// A use is the name of a type that one file of the target defines at top level, in a file of another folder. Extensions, members, nested
/// types and names that are defined twice are not seen.
enum FolderFloors {
    struct Floor: Sendable {
        /// The folder's path in the target; "" is the target's root.
        let folder: String
        /// Why it stands there, where that is not plain.
        let why: String?

        init(_ folder: String, _ why: String? = nil) {
            (self.folder, self.why) = (folder, why)
        }
    }

    /// Targets without folders have no entry.
    static let floors: [String: [Floor]] = [
        "Varlink": [
            Floor("JSON"), Floor("", "what an error quotes, and the suggestion for a misspelt name"), Floor("Framing"), Floor("IDL"),
            Floor("Client"), Floor("Service"),
        ],
        "Systemd": [Floor(""), Floor("Log")],
        "CRRTDomain": [
            Floor("Values"), Floor("People"), Floor("Consent"), Floor("Request"), Floor("Roster"), Floor("Tasking"),
        ],
        "CRRTMatching": [
            Floor("Query"), Floor("Index"), Floor("Rules"), Floor("Pool", "the experts who are eligible for each slot"), Floor("Assembly"),
            Floor("Team"),
            Floor("", "a match and an explanation are made of all below them"), Floor("Relax", "it repeats matches with easier queries"),
            Floor("Reports"),
        ],
        "CRRTProtocol": [Floor(""), Floor("Mapping"), Floor("Marking")],
        "CRRTStore": [
            Floor("Errors"), Floor("Background"), Floor("Journal"), Floor("Transactions"), Floor("Opening"), Floor("Comparison"),
            Floor("Backup", "a backup is compared with its journal before it bears its name"), Floor("Connections"),
            Floor("", "the store is made of all below it"),
            Floor("Restoring", "a restored database is opened, and so migrated, as a store"),
        ],
        "CRRTService": [
            Floor("Log"), Floor("Scheduling"), Floor("Refusal"), Floor("Roster"), Floor("Caller"),
            Floor("Assessment", "what is worked out about a record each time that it is shown"), Floor("Marking"), Floor("Journal"),
            Floor("Calls", "what every method is answered with"), Floor("Watching"), Floor("Reload"), Floor("Deadlines"), Floor("Proof"),
            Floor("", "the instance is put together of all below it"), Floor("UseCases"), Floor("UseCases/Request"),
            Floor("UseCases/Tasking", "a tasking is checked by the rules of a match"), Floor("UseCases/Consent"), Floor("UseCases/Roster"),
            Floor("UseCases/Journal"), Floor("UseCases/Reports"), Floor("UseCases/Instance"), Floor("Methods"),
        ],
        "CRRTConfiguration": [
            Floor("Source"), Floor("Values"), Floor("YAML"), Floor("CSV"), Floor("Files"),
            Floor("", "a configuration is made of all files"),
        ],
        "crrtctl": [
            Floor("Text", "every text is made harmless before it is shown, errors too"), Floor("Errors"), Floor("Time"), Floor("Output"),
            Floor("Input"), Floor("Programs", "a program that crrtctl starts is fed and read"), Floor("Rendering"),
            Floor("Connection", "what the daemon answers is put into words, and bears a label"), Floor("Rendering/Views"),
            Floor("Verbs", "what all verbs share"), Floor("Audit"), Floor("Match"), Floor("Tasking"),
            Floor("Consent", "a tasking is waited for after its last consent"), Floor("Board/Facts"), Floor("Board/State"),
            Floor("Board/Picture"), Floor("Board/Update", "a page up is as many rows as the picture shows"), Floor("Board/Live"),
            Floor("Board"), Floor("Request"), Floor("Report"), Floor("Roster/Records"), Floor("Roster/Sheet"), Floor("Roster/Edit"),
            Floor("Roster"), Floor("Offers", "experts, teams and effects are shown, changed and edited alike"), Floor("Skill"),
            Floor("Nation"), Floor("Server"), Floor("", "the tree of all verbs, and the completion that is made of it"),
        ],
    ]

    /// Every use of a higher folder, and every folder without a place, in words.
    static func faults(in files: [TidyFile]) -> [String] {
        var faults: [String] = []
        for (target, files) in Dictionary(grouping: files.filter { $0.target != nil }, by: { $0.target ?? "" }) {
            let parts = files.map { Part($0, in: target) }
            let folders = Set(parts.map(\.folder))
            guard folders.count > 1 else { continue }
            let heights = Dictionary((floors[target] ?? []).enumerated().map { ($1.folder, $0) }, uniquingKeysWith: { first, _ in first })
            faults += folders.filter { heights[$0] == nil }.map { "\(target)/\($0) has no place in the table of its target" }
            faults += climbs(parts, heights)
        }
        return faults.sorted()
    }

    private static func climbs(_ parts: [Part], _ heights: [String: Int]) -> [String] {
        var owners: [Substring: Part?] = [:]
        for part in parts {
            for name in part.types { owners[name] = owners[name] == nil ? part : .some(nil) }
        }
        return parts.flatMap { part in
            part.words.sorted().compactMap { word in
                guard let owner = owners[word] ?? nil, let own = heights[part.folder], let other = heights[owner.folder], other > own else {
                    return nil
                }
                return "\(part.path) uses \(word), which stands higher, in \(owner.path)"
            }
        }
    }
}

/// One file of a target: the types that it defines at top level and the capitalised words that it names.
private struct Part {
    let path: String
    let folder: String
    private(set) var types: Set<Substring> = []
    private(set) var words: Set<Substring> = []

    init(_ file: TidyFile, in target: String) {
        path = file.path
        folder = file.path.split(separator: "/").dropFirst(2).dropLast().joined(separator: "/")
        let modifiers: Set<Substring> = [
            "public", "internal", "package", "fileprivate", "private", "final", "indirect", "nonisolated", "struct", "class", "enum",
            "protocol", "actor", "typealias",
        ]
        let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "actor", "typealias"]
        var inText = false
        for line in file.lines {
            // The lines of a multi-line literal are no code.
            let marks = line.ranges(of: "\"\"\"").count
            defer { if marks % 2 == 1 { inText.toggle() } }
            if inText { continue }
            let code = Part.code(line)
            if let first = line.first, first.isLetter || first == "@" {
                let tokens = code.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "@") }
                if let place = tokens.firstIndex(where: kinds.contains), place + 1 < tokens.count,
                    tokens[..<place].allSatisfy({ modifiers.contains($0) || $0.hasPrefix("@") }), !tokens[..<place].contains("private")
                {
                    types.insert(tokens[place + 1])
                }
            }
            Part.addWords(of: code, to: &words)
        }
    }

    /// A line without its comment and without the contents of its literals.
    private static func code(_ line: Substring) -> Substring {
        guard line.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "/") }) else { return line }
        var (code, inText, last) = ("", false, Character(" "))
        for character in line {
            if character == "\"", last != "\\" { inText.toggle() }
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
        func isPart(_ character: Character) -> Bool { character.isLetter || character.isNumber || character == "_" }
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
