/// Values that count as an option's own only with `=` between them.
enum DetachedValue {
    /// - Parameters:
    ///   - words: a command line that was refused.
    ///   - message: what the parser said.
    /// - Returns: how to write it; nil where the refusal has another cause.
    static func failure(_ words: [String], _ message: String) -> Failure? {
        zip(words, words.dropFirst()).contains { $0 == ("--json", "short") }
            ? .usage("--json takes no word behind it; write --json=short") : nil
    }
}
