/// Splits an interface description into tokens. Comments belong to a token.
struct IDLScanner {
    struct Token {
        enum Kind: Equatable {
            /// Letters, digits, and `_`, `-` and `.` inside names.
            case word(String)
            /// One of `( ) , : ? [ ]` and `->`.
            case punctuation(String)
            case end
        }

        var kind: Kind
        var line: Int
        var column: Int
        /// The comment lines above the token. An empty line between two blocks is an empty comment.
        var comments: [String] = []
        /// The comment after the token on the same line.
        var trailingComment: String?
    }

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var lineStart = 0

    private init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// All tokens, the last one ``Token/Kind/end``.
    static func tokens(of text: String) throws(IDLError) -> [Token] {
        var scanner = IDLScanner(text)
        var tokens: [Token] = []
        repeat {
            let gap = scanner.gap(sameLine: !tokens.isEmpty)
            if let trailingComment = gap.trailingComment { tokens[tokens.count - 1].trailingComment = trailingComment }
            tokens.append(try scanner.next(gap.comments))
        } while tokens.last?.kind != .end
        return tokens
    }

    /// Skips white space and comments. `sameLine` says that a token stands before them on this line.
    private mutating func gap(sameLine: Bool) -> (trailingComment: String?, comments: [String]) {
        var trailingComment: String?
        var comments: [String] = []
        var sameLine = sameLine
        var emptyLine = false
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\n"):
                emptyLine = !sameLine && lineIsBlank
                sameLine = false
                newLine()
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
                position += 1
            case UInt8(ascii: "#"):
                let text = comment()
                if sameLine {
                    trailingComment = text
                } else {
                    if emptyLine, !comments.isEmpty { comments.append("") }
                    comments.append(text)
                }
                emptyLine = false
            default:
                return (trailingComment, comments)
            }
        }
        return (trailingComment, comments)
    }

    private var lineIsBlank: Bool {
        bytes[lineStart..<position].allSatisfy(Self.isSpace)
    }

    private mutating func newLine() {
        position += 1
        line += 1
        lineStart = position
    }

    /// The rest of the line without the number sign, one space after it, and trailing white space.
    private mutating func comment() -> String {
        position += 1
        let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        var text = bytes[position..<end]
        position = end
        if text.first == UInt8(ascii: " ") { text.removeFirst() }
        while let last = text.last, Self.isSpace(last) { text.removeLast() }
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func next(_ comments: [String]) throws(IDLError) -> Token {
        var token = Token(kind: .end, line: line, column: position - lineStart + 1, comments: comments)
        guard position < bytes.count else { return token }
        switch bytes[position] {
        case UInt8(ascii: "-") where position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: ">"):
            position += 2
            token.kind = .punctuation("->")
        case let byte where "(),:?[]".utf8.contains(byte):
            position += 1
            token.kind = .punctuation(String(UnicodeScalar(byte)))
        case let byte where Self.isWord(byte):
            token.kind = .word(word())
        default:
            throw IDLError(line: line, column: token.column, reason: "a character that has no meaning here")
        }
        return token
    }

    private mutating func word() -> String {
        let start = position
        while position < bytes.count, Self.isWord(bytes[position]), !bytes[position...].starts(with: "->".utf8) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."): true
        default: false
        }
    }
}
