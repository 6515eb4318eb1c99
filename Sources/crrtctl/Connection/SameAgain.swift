/// The command line that was typed, as it is typed again to repeat the same change.
enum SameAgain {
    private static let option = "--idempotency-key"

    /// - Parameters:
    ///   - words: of the command line, without the program's name.
    ///   - key: of the invocation that is repeated.
    /// - Returns: what a shell takes.
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
