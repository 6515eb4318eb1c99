import ArgumentParser
import CRRTDomain

/// Puts the words of a command line into the order that the parser wants, and names the nearest verbs where one is mistyped.
///
/// Options that every verb takes may stand before the noun or the verb (`crrtctl -H duty@ops request --json list`); they are moved behind
/// it. `--json=short` becomes a flag of its own, so that `--json` never swallows the word that follows it.
enum CommandLineWords {
    static let shortJSON = "json-short"

    static func arranged(_ words: [String], root: any ParsableCommand.Type) throws(Failure) -> [String] {
        var rest = try words.map { (word) throws(Failure) in try json(word) }[...]
        var (command, names, options) = (root, [String](), [[String]]())
        while true {
            options += leading(&rest)
            let verbs = command.configuration.subcommands
            guard !verbs.isEmpty, let word = rest.first, !word.hasPrefix("-") else { break }
            if names.isEmpty, word == "help" {
                try checkHelp(rest.dropFirst(), root)
                break
            }
            guard let verb = verbs.first(where: { CommandLineWords.names(of: $0).contains(word) }) else {
                throw unknown(word, after: names, verbs)
            }
            (command, names) = (verb, names + [word])
            rest.removeFirst()
        }
        return names + understood(options, by: command).flatMap { $0 } + rest
    }

    private static func json(_ word: String) throws(Failure) -> String {
        guard word.hasPrefix("--json=") else { return word }
        switch word.dropFirst(7) {
        case "short": return "--\(shortJSON)"
        case "": return "--json"
        default: throw .usage("\(word): only --json and --json=short are known")
        }
    }

    static func names(of command: any ParsableCommand.Type) -> [String] {
        [command.configuration.commandName].compactMap { $0 } + command.configuration.aliases
    }

    private static func unknown(_ word: String, after before: [String], _ verbs: [any ParsableCommand.Type]) -> Failure {
        let line = (["crrtctl"] + before).joined(separator: " ")
        let near = Spelling.near(word, among: verbs.flatMap(names), most: 3)
        let hint = near.isEmpty ? "" : "; near: \(near.joined(separator: ", "))"
        return .usage("\(quoted(word)) is no command of \(line)\(hint)", next: "\(line) --help")
    }

    /// Refuses help of a command that there is none of; the parser would show the page of the command above it.
    private static func checkHelp(_ words: ArraySlice<String>, _ root: any ParsableCommand.Type) throws(Failure) {
        var (command, names) = (root, [String]())
        for word in words where !word.hasPrefix("-") {
            let verbs = command.configuration.subcommands
            guard !verbs.isEmpty else { return }
            guard let verb = verbs.first(where: { CommandLineWords.names(of: $0).contains(word) }) else {
                if names.isEmpty, word == "help" { return }
                throw unknown(word, after: names, verbs)
            }
            (command, names) = (verb, names + [word])
        }
    }
}

// MARK: - The options of every verb

extension CommandLineWords {
    private static func takesValue(_ word: some StringProtocol) -> Bool {
        switch word {
        case "-o", "--timeout": true
        default: saysWhere(word)
        }
    }

    /// Which daemon is meant, and as whom.
    private static func saysWhere(_ word: some StringProtocol) -> Bool {
        switch word {
        case "--socket", "--instance", "--host", "-H", "--as": true
        default: false
        }
    }

    private static func isFlag(_ word: String) -> Bool {
        switch word {
        case "--json", "--json-short", "--no-legend", "--no-pager", "-q", "--quiet", "--dtg": true
        default: false
        }
    }

    /// Takes the options at the beginning, each with its value.
    private static func leading(_ words: inout ArraySlice<String>) -> [[String]] {
        var options: [[String]] = []
        while let word = words.first {
            let name = word.prefix { $0 != "=" }
            if takesValue(word), words.count > 1 {
                options.append([word, words[words.startIndex + 1]])
            } else if isFlag(word) || (name != word && takesValue(name)) || (word.hasPrefix("-H") && word.utf8.count > 2) {
                options.append([word])
            } else {
                break
            }
            words = words.dropFirst(options.last?.count ?? 0)
        }
        return options
    }

    /// The options that are passed to a command.
    ///
    /// A command that asks no daemon gets none of them. One that ``SelectsDaemon`` gets those that say which daemon, and refuses what it
    /// does not know of them: otherwise it would work on another daemon than was meant.
    private static func understood(_ options: [[String]], by command: any ParsableCommand.Type) -> [[String]] {
        if command is any Verb.Type { return options }
        guard command is any SelectsDaemon.Type else { return [] }
        return options.filter { option in option.first.map { $0.hasPrefix("-H") || saysWhere($0.prefix { $0 != "=" }) } ?? false }
    }
}
