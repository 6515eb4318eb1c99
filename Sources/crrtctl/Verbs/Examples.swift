import ArgumentParser

extension CommandConfiguration {
    /// A verb whose help ends with lines as one would type them.
    ///
    /// - Parameter examples: without `crrtctl` in front; a test reads each of them as a command line.
    init(commandName: String, abstract: String, discussion: String = "", examples: [String], aliases: [String] = []) {
        let shown = "For example:\n" + examples.map { "  crrtctl \($0)" }.joined(separator: "\n")
        self.init(
            commandName: commandName, abstract: abstract,
            discussion: [discussion, shown].filter { !$0.isEmpty }.joined(separator: "\n\n"), aliases: aliases)
        // For where it is parsed by itself: it has no completion script of its own, which the parser would look for each time.
        _superCommandName = "crrtctl"
    }
}
