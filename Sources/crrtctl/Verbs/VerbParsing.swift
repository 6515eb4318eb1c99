import ArgumentParser

/// From words to the command that they mean.
enum VerbParsing {
    /// The verb that the words name is parsed by itself: less work than the whole tree of verbs, and this is typed all night.
    /// Where that does not succeed, and for help, the tree is asked, which knows every word of an error.
    static func command(_ words: [String], root: any ParsableCommand.Type) throws -> any ParsableCommand {
        do { return try parsed(words, root) } catch let error where !root.exitCode(for: error).isSuccess {
            throw DetachedValue.failure(words, root.message(for: error)) ?? error
        }
    }

    private static func parsed(_ words: [String], _ root: any ParsableCommand.Type) throws -> any ParsableCommand {
        let words = try CommandLineWords.arranged(words, root: root)
        let (verb, depth) = named(words, root)
        if depth > 0, verb.configuration.subcommands.isEmpty,
            let command = try? verb.parseAsRoot(Array(words.dropFirst(depth))), type(of: command) == verb
        {
            return command
        }
        return try root.parseAsRoot(words)
    }

    private static func named(_ words: [String], _ root: any ParsableCommand.Type) -> (verb: any ParsableCommand.Type, depth: Int) {
        var (verb, depth) = (root, 0)
        while depth < words.count,
            let next = verb.configuration.subcommands.first(where: { CommandLineWords.names(of: $0).contains(words[depth]) })
        {
            (verb, depth) = (next, depth + 1)
        }
        return (verb, depth)
    }
}
