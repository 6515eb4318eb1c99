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

    /// The path of a file as a word: in front of a name that begins with `-` it says that it is no option.
    static func path(_ path: String) -> String { quoted(file(path)) }

    /// The path of a file, so that it looks like no option.
    static func file(_ path: String) -> String { path.hasPrefix("-") ? "./" + path : path }

    /// The last argument of a command, behind `--` where it would be taken for an option.
    static func argument(_ word: String) -> String { (word.hasPrefix("-") ? "-- " : "") + quoted(word) }

    /// An option and its value, in one word where the value would be taken for an option.
    static func option(_ name: String, _ value: String) -> String {
        value.hasPrefix("-") ? "\(name)=\(quoted(value))" : "\(name) \(quoted(value))"
    }
}
