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
        return (["crrtctl"] + kept + [option, key]).map(quoted).joined(separator: " ")
    }

    private static func quoted(_ word: String) -> String {
        let plain =
            !word.isEmpty
            && word.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "_@%+=:,./-".utf8.contains(byte)
                }
            }
        return plain ? word : "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
    }
}
