import ArgumentParser
import CRRTDomain

/// Puts the words of a command line into the order that the parser wants, and names the nearest verbs where one is mistyped.
///
/// Options that every verb takes may stand before the verb (`crrtctl -H duty@ops status`); they are moved behind it.
/// `--json=short` becomes a flag of its own, so that `--json` never swallows the word that follows it.
enum CommandLineWords {
    static let shortJSON = "json-short"

    private static func takesValue(_ word: some StringProtocol) -> Bool {
        switch word {
        case "--socket", "--instance", "--host", "-H", "--as", "-o": true
        default: false
        }
    }

    private static func isFlag(_ word: String) -> Bool {
        switch word {
        case "--json", "--json-short", "--no-legend", "--no-pager", "-q", "--quiet", "--dtg": true
        default: false
        }
    }

    static func arranged(_ words: [String], root: any ParsableCommand.Type) throws(Failure) -> [String] {
        let words = try words.map { (word) throws(Failure) in try json(word) }
        let (options, rest) = leading(words)
        let depth = try depth(rest, root)
        return Array(rest.prefix(depth)) + options + rest.dropFirst(depth)
    }

    private static func json(_ word: String) throws(Failure) -> String {
        guard word.hasPrefix("--json=") else { return word }
        switch word.dropFirst(7) {
        case "short": return "--\(shortJSON)"
        case "": return "--json"
        default: throw .usage("\(word): only --json and --json=short are known")
        }
    }

    /// The options before the first word that is none, and everything from there on.
    private static func leading(_ words: [String]) -> ([String], [String]) {
        var index = 0
        while index < words.count {
            let word = words[index]
            let name = word.prefix { $0 != "=" }
            if takesValue(word), index + 1 < words.count {
                index += 2
            } else if isFlag(word) || (name != word && takesValue(name)) || (word.hasPrefix("-H") && word.utf8.count > 2) {
                index += 1
            } else {
                break
            }
        }
        return (Array(words[..<index]), Array(words[index...]))
    }

    /// How many words name the command. A word that should be a verb and is none is an error.
    private static func depth(_ words: [String], _ root: any ParsableCommand.Type) throws(Failure) -> Int {
        var command = root
        for (depth, word) in words.enumerated() {
            let verbs = command.configuration.subcommands
            if verbs.isEmpty || word.hasPrefix("-") || (depth == 0 && word == "help") { return depth }
            guard let verb = verbs.first(where: { names(of: $0).contains(word) }) else {
                throw unknown(word, after: words[..<depth], verbs)
            }
            command = verb
        }
        return words.count
    }

    static func names(of command: any ParsableCommand.Type) -> [String] {
        [command.configuration.commandName].compactMap { $0 } + command.configuration.aliases
    }

    private static func unknown(_ word: String, after before: ArraySlice<String>, _ verbs: [any ParsableCommand.Type]) -> Failure {
        let line = (["crrtctl"] + before).joined(separator: " ")
        let near = Spelling.nearest(to: word.lowercased(), among: verbs.flatMap(names), most: 3)
        return .usage("\(quoted(word)) is no command of \(line); near: \(near.joined(separator: ", "))", next: "\(line) --help")
    }
}
