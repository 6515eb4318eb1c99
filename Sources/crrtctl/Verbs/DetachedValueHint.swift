/// How to write a value that the parser takes for an option of its own: `--at=-1d`.
enum DetachedValueHint {
    /// - Parameters:
    ///   - words: The command line that was refused.
    ///   - message: The parser's error message.
    /// - Returns: nil if the command line was refused for another reason.
    static func failure(_ words: [String], _ message: String) -> Failure? {
        let pairs = zip(words, words.dropFirst())
        if pairs.contains(where: { $0 == ("--json", "short") }) { return .usage("--json takes no word behind it; write --json=short") }
        guard let option = optionWithoutValue(message),
            let value = pairs.first(where: { $0.0 == option && isNegative($0.1) })?.1
        else { return nil }
        return .usage("\(option): a value that begins with - stands behind an equals sign; write \(option)=\(value)")
    }

    /// The option in the parser's message `Missing value for '--at <time>'`; nil for other messages.
    static func optionWithoutValue(_ message: String) -> String? {
        let start = "Missing value for '"
        guard message.hasPrefix(start) else { return nil }
        return String(message.dropFirst(start.count).prefix { $0 != " " && $0 != "'" })
    }

    /// Whether it is a value such as `-1d`, `-48h` or `-1`. No option begins with a digit.
    private static func isNegative(_ word: String) -> Bool {
        word.hasPrefix("-") && word.dropFirst().first.map { $0.isASCII && $0.isNumber } ?? false
    }
}
