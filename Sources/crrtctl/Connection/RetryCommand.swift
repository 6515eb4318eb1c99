/// The command line that repeats a change, with the idempotency key of the first run.
enum RetryCommand {
    private static let option = "--idempotency-key"

    /// - Parameters:
    ///   - words: The words of the command line, without the program's name.
    ///   - key: The idempotency key of the run to repeat.
    /// - Returns: A line that can be pasted into a shell.
    static func command(_ words: some Sequence<String>, key: String) -> String {
        var (kept, skips): ([String], Bool) = ([], false)
        for word in words {
            if skips || word == option {
                skips.toggle()
            } else if !word.hasPrefix(option + "=") {
                kept.append(word)
            }
        }
        return (["crrtctl"] + kept + [option, key]).map { ShellWord.quoted($0, plain: "_@%+=:,./-") }.joined(separator: " ")
    }
}
