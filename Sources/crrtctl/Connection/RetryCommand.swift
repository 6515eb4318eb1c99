/// The command line that repeats a change, with the idempotency key of the first run.
enum RetryCommand {
    private static let option = "--idempotency-key"

    /// - Parameters:
    ///   - words: The words of the command line, without the program's name.
    ///   - key: The idempotency key of the run to repeat.
    ///   - others: Options of the first run that are left out with their values.
    ///   - more: Words that are added. Like the key they stand before a `--`, behind which no word is an option.
    /// - Returns: A line that can be pasted into a shell.
    static func command(
        _ words: some Sequence<String>, key: String, without others: [String] = [], adding more: [String] = []
    ) -> String {
        let left = [option] + others
        var (kept, skips): ([String], Bool) = ([], false)
        for word in words {
            if skips || left.contains(word) {
                skips.toggle()
            } else if !left.contains(where: { word.hasPrefix($0 + "=") }) {
                kept.append(word)
            }
        }
        kept.insert(contentsOf: more + [option, key], at: kept.firstIndex(of: "--") ?? kept.endIndex)
        return (["crrtctl"] + kept).map { ShellWord.quoted($0, plain: "_@%+=:,./-") }.joined(separator: " ")
    }
}
