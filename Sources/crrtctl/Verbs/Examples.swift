import ArgumentParser

extension CommandConfiguration {
    /// The configuration of a verb whose help ends with examples.
    ///
    /// - Parameter examples: Command lines without `crrtctl`. A test parses each of them.
    init(commandName: String, abstract: String, discussion: String = "", examples: [String], aliases: [String] = []) {
        let shown = "For example:\n" + examples.map { "  crrtctl \($0)" }.joined(separator: "\n")
        self.init(
            commandName: commandName, abstract: abstract,
            discussion: [discussion, shown].filter { !$0.isEmpty }.joined(separator: "\n\n"), aliases: aliases)
    }
}
