import CRRTDomain

/// A text as an argument, or from standard input.
enum NoteText {
    /// - Parameter argument: What was typed; `-` reads standard input, without the line breaks at its end.
    static func read(_ argument: String) throws(Failure) -> String {
        guard argument == "-" else { return argument }
        var bytes = try InputFile("-", for: .text).bytes[...]
        while let last = bytes.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `desk`, `all`, or the code of a nation, in any case of letters.
    @Sendable static func reader(_ text: String) throws -> String {
        ["desk", "all"].first { $0 == text.lowercased() } ?? text.uppercased()
    }
}
