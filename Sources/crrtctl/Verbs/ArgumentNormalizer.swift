import ArgumentParser
import CRRTDomain

/// Rewrites a command line into the order that the parser expects, and suggests the nearest verbs for a mistyped one.
///
/// Global options may stand before the noun or the verb (`crrtctl -H duty@ops request --json list`) and are moved behind it.
/// `--json=short` becomes a flag of its own, because `--json` is one and takes no value.
enum ArgumentNormalizer {
    static let shortJSON = "json-short"

    static func normalized(_ words: [String], root: any ParsableCommand.Type) throws(Failure) -> [String] {
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
            guard let verb = verbs.first(where: { ArgumentNormalizer.names(of: $0).contains(word) }) else {
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

    /// What people type for a verb that another noun has under that name, or none has.
    private static let otherWords: [String: [String]] = [
        "accept": ["validate", "grant"], "add": ["submit", "put"], "approve": ["validate", "grant", "order"], "create": ["submit", "put"],
        "delete": ["cancel", "withdraw"], "deny": ["refuse", "return"], "edit": ["amend"], "find": ["list"], "new": ["submit", "put"],
        "reject": ["return", "refuse"], "remove": ["cancel", "withdraw"], "search": ["list"], "start": ["begin"],
        "stop": ["abort", "recall"],
        "update": ["amend", "edit"], "withdraw": ["cancel", "revoke"],
    ]

    private static func unknown(_ word: String, after before: [String], _ verbs: [any ParsableCommand.Type]) -> Failure {
        let line = (["crrtctl"] + before).joined(separator: " ")
        let known = verbs.flatMap(names)
        let meant = (otherWords[word.lowercased()] ?? []).filter(known.contains)
        let near = meant.isEmpty ? Spelling.near(word, among: known, most: 3) : meant
        let hint = near.isEmpty ? "" : "; near: \(near.joined(separator: ", "))"
        return .usage("\(quoted(word)) is no command of \(line)\(hint)", next: "\(line) --help")
    }

    /// Refuses help for a command that does not exist. The parser would show the page of the command above it.
    private static func checkHelp(_ words: ArraySlice<String>, _ root: any ParsableCommand.Type) throws(Failure) {
        var (command, names) = (root, [String]())
        for word in words where !word.hasPrefix("-") {
            let verbs = command.configuration.subcommands
            guard !verbs.isEmpty else { return }
            guard let verb = verbs.first(where: { ArgumentNormalizer.names(of: $0).contains(word) }) else {
                if names.isEmpty, word == "help" { return }
                throw unknown(word, after: names, verbs)
            }
            (command, names) = (verb, names + [word])
        }
    }
}

// MARK: - Global options

extension ArgumentNormalizer {
    /// Takes the global options at the beginning, each with its value.
    private static func leading(_ words: inout ArraySlice<String>) -> [[String]] {
        var options: [[String]] = []
        while true {
            let count = optionLength(words)
            guard count > 0 else { return options }
            options.append(Array(words.prefix(count)))
            words = words.dropFirst(count)
        }
    }

    /// How many words the global option at the beginning takes, its value included; 0 if there is no such option.
    private static func optionLength(_ words: ArraySlice<String>) -> Int {
        guard let word = words.first else { return 0 }
        let name = String(word.prefix { $0 != "=" })
        return switch GlobalOptions.takesValue(name) {
        case true?: name != word ? 1 : words.count > 1 ? 2 : 0
        case false?: name == word ? 1 : 0
        case nil: isAttachedHost(word) ? 1 : 0
        }
    }

    /// `-Huser@host`
    private static func isAttachedHost(_ word: String) -> Bool { word.hasPrefix("-H") && word.utf8.count > 2 }

    /// The options that are passed to a command.
    ///
    /// A command that calls no daemon gets none of them. One that ``SelectsDaemon`` gets those that select a daemon, and refuses the ones
    /// that it does not know: it must not work on another daemon than the one that was meant.
    private static func understood(_ options: [[String]], by command: any ParsableCommand.Type) -> [[String]] {
        if command is any Verb.Type { return options }
        guard command is any SelectsDaemon.Type else { return [] }
        return options.filter { option in
            option.first.map { isAttachedHost($0) || GlobalOptions.daemonSelectors.contains(String($0.prefix { $0 != "=" })) } ?? false
        }
    }
}
