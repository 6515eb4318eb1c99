import ArgumentParser

/// Parses a command line.
enum VerbParsing {
    /// Parses the words as a command.
    ///
    /// The verb that they name is parsed by itself, which is faster than parsing with the whole tree. If that fails, and for help, the tree
    /// is used, because its errors name every command.
    static func command(_ words: [String], root: any ParsableCommand.Type) throws -> any ParsableCommand {
        do { return try parsed(words, root) } catch let error where !root.exitCode(for: error).isSuccess {
            throw DetachedValueHint.failure(words, root.message(for: error)) ?? elsewhere(words, root) ?? error
        }
    }

    private static func elsewhere(_ words: [String], _ root: any ParsableCommand.Type) -> Failure? {
        guard let words = try? ArgumentNormalizer.normalized(words, root: root),
            let verb = named(words, root).verb as? any OptionsElsewhere.Type
        else { return nil }
        return verb.elsewhere(words)
    }

    private static func parsed(_ words: [String], _ root: any ParsableCommand.Type) throws -> any ParsableCommand {
        let words = try ArgumentNormalizer.normalized(words, root: root)
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
            let next = verb.configuration.subcommands.first(where: { ArgumentNormalizer.names(of: $0).contains(words[depth]) })
        {
            (verb, depth) = (next, depth + 1)
        }
        return (verb, depth)
    }
}
