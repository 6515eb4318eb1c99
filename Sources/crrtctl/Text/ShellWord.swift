/// Words of a command line, quoted for a POSIX shell.
enum ShellWord {
    /// - Parameter plain: The punctuation that may stand without quotes, besides ASCII letters and digits.
    static func quoted(_ word: String, plain: String = "-_./:@,+") -> String {
        let isPlain = word.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: plain.utf8.contains(byte)
            }
        }
        if isPlain, !word.isEmpty { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
    }
}
