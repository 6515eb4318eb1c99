/// Values that count as an option's own only with `=` between them.
enum DetachedValue {
    /// - Parameters:
    ///   - words: a command line that was refused.
    ///   - message: what the parser said.
    /// - Returns: how to write it; nil where the refusal has another cause.
    static func failure(_ words: [String], _ message: String) -> Failure? {
        let pairs = zip(words, words.dropFirst())
        if pairs.contains(where: { $0 == ("--json", "short") }) { return .usage("--json takes no word behind it; write --json=short") }
        guard let option = withoutValue(message),
            let value = pairs.first(where: { $0.0 == option && isNegative($0.1) })?.1
        else { return nil }
        return .usage("\(option): a value that begins with - stands behind an equals sign; write \(option)=\(value)")
    }

    /// `--at` of `Missing value for '--at <time>'`, the parser's words.
    private static func withoutValue(_ message: String) -> String? {
        let start = "Missing value for '"
        guard message.hasPrefix(start) else { return nil }
        return String(message.dropFirst(start.count).prefix { $0 != " " && $0 != "'" })
    }

    /// `-1d`, `-48h`, `-1`: an option does not begin with a number.
    private static func isNegative(_ word: String) -> Bool {
        word.hasPrefix("-") && word.dropFirst().first.map { $0.isASCII && $0.isNumber } ?? false
    }
}
