/// The commands of crrtctl that pages, scripts, messages and comments name, and what its help says of them.
struct CommandReferences {
    /// The options of each verb by its path, such as `crrtctl request list`.
    private var options: [String: Set<Substring>] = [:]
    /// What takes a value, which is no verb.
    private var valued: Set<Substring> = []

    /// What docs/adding-a-method.md makes, and what crrtctl's parser has of its own.
    private static let examples: Set<String> = ["crrtctl skill show", "crrtctl help"]

    /// - Parameter help: the help of every verb, as `HelpTests` writes it.
    init(help: TidyFile) {
        var verb = ""
        for line in help.lines {
            if line.hasPrefix("==== ") {
                verb = String(line.dropFirst("==== ".count))
                options[verb] = []
            }
            guard line.holds("-") else { continue }
            for match in line.matches(of: /(?:^|[ \[,(])(--?[a-z][a-z-]*|-[A-Z])( <)?/) {
                options[verb, default: []].insert(match.1)
                if match.2 != nil { valued.insert(match.1) }
            }
            // `-H, --host <user@host>` is one option.
            if let both = line.firstMatch(of: /^  (-[A-Za-z]), (--[a-z-]+) </) { valued.formUnion([both.1, both.2]) }
        }
    }

    /// Every verb and option of a line that does not exist, in words. `isCode` says that the line is one that people type.
    func faults(in line: Substring, isCode: Bool) -> [String] {
        guard line.holds("crrtctl ") else { return [] }
        if isCode {
            let typed = line.trimmingPrefix(while: { $0 == " " || $0 == "$" })
            return typed.hasPrefix("crrtctl ") ? faults(of: typed) : []
        }
        return line.matches(of: /[`'"*](crrtctl [^`'"*]+)/).flatMap { faults(of: $0.1) }
            + line.matches(of: /(?:try: |next: |\()(crrtctl [a-z -]+)/).flatMap { faults(of: $0.1) }
            + (line.holds("try: ") ? line.matches(of: /, (crrtctl [a-z -]+)/).flatMap { faults(of: $0.1) } : [])
    }

    private func faults(of command: Substring) -> [String] {
        var (path, isPath, skips) = ("crrtctl", true, false)
        var faults: [String] = []
        for word in command.split(separator: " ").dropFirst() {
            if skips {
                skips = false
                continue
            }
            // A sentence goes on, or another program begins.
            if word.hasSuffix(":") || word == "crrtd" { break }
            let name = word.drop { $0 == "[" }.prefix { $0.isLetter || $0 == "-" }
            if name.hasPrefix("-"), name.count > 1 {
                if !has(name, below: path) { faults.append("'\(path)' has no option \(name)") }
                skips = valued.contains(name) && !word.contains("=")
            } else if isPath, options[path + " " + word.prefix { $0.isLetter || $0 == "-" }] != nil {
                path += " " + name
            } else {
                // What is no word is a placeholder, an id or another program's part.
                let isWord = word.wholeMatch(of: /[a-z][a-z-]*[,;.)]?/) != nil
                guard isPath, isWord, options.keys.contains(where: { $0.hasPrefix(path + " ") }) else {
                    if !word.contains(where: \.isLetter) { break }
                    isPath = false
                    continue
                }
                if !Self.examples.contains("\(path) \(name)") { faults.append("'\(path)' has no verb '\(name)'") }
                break
            }
        }
        return faults
    }

    /// Options of every verb may stand before the noun, too. The help of `status` has them.
    private func has(_ option: Substring, below path: String) -> Bool {
        options.contains { verb, options in
            (verb == path || verb == "crrtctl status" || verb.hasPrefix(path + " ")) && options.contains(option)
        }
    }
}
