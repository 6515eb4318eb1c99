/// What a calendar file says that cannot be taken, with its line.
struct CalendarFault: Error, Equatable {
    /// Counted from 1, as the file has them, folded.
    var line: Int
    var reason: String

    init(_ line: Int, _ reason: String) { (self.line, self.reason) = (line, reason) }
}

/// One content line of a calendar, with its folds undone (RFC 5545 section 3.1).
struct ContentLine: Equatable {
    /// The line of the file where it begins.
    let line: Int
    /// In capital letters, such as `DTSTART`.
    let name: String
    /// The values of its parameters by their names in capital letters, without quotation marks. Of several values the first.
    let parameters: [String: String]
    let value: String

    /// The most lines of a file, folded.
    private static let mostLines = 500_000

    /// The content lines of a file. Lines end with CRLF, or with LF alone, as many programs write them. Empty lines are passed over.
    ///
    /// - Throws: `CalendarFault` for the first line that is none.
    static func read(_ bytes: [UInt8]) throws(CalendarFault) -> [ContentLine] {
        var lines: [ContentLine] = []
        var (begun, number): ([UInt8], Int) = ([], 0)
        // Folds are undone on bytes, because programs also fold inside a character (section 3.1).
        for (index, raw) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            guard index < mostLines else { throw CalendarFault(index + 1, "the file has more than \(mostLines) lines") }
            let raw = raw.last == 0x0D ? raw.dropLast() : raw
            if raw.first == 0x20 || raw.first == 0x09 {
                guard !begun.isEmpty else { throw CalendarFault(index + 1, "continues a line, and there is none before it") }
                begun += raw.dropFirst()
            } else {
                if !begun.isEmpty { lines.append(try ContentLine(begun, line: number)) }
                (begun, number) = (Array(raw), index + 1)
            }
        }
        if !begun.isEmpty { lines.append(try ContentLine(begun, line: number)) }
        return lines
    }

    private init(_ bytes: [UInt8], line: Int) throws(CalendarFault) {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw CalendarFault(line, "is no UTF-8 text; save it as UTF-8") }
        guard !bytes.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) else {
            throw CalendarFault(line, "holds a control character")
        }
        var rest = text.utf8[...]
        guard let name = ContentLine.name(&rest) else { throw CalendarFault(line, "is no NAME:VALUE") }
        var parameters: [String: String] = [:]
        while rest.first == UInt8(ascii: ";") {
            rest.removeFirst()
            guard let parameter = ContentLine.name(&rest), rest.popFirst() == UInt8(ascii: "="),
                let value = ContentLine.parameterValues(&rest)
            else { throw CalendarFault(line, "\(name) has a parameter that is no NAME=VALUE") }
            parameters[parameter] = value
        }
        guard rest.popFirst() == UInt8(ascii: ":") else { throw CalendarFault(line, "\(name) has no colon before its value") }
        (self.line, self.name, self.parameters, self.value) = (line, name, parameters, String(Substring(rest)))
    }

    private static func name(_ rest: inout Substring.UTF8View) -> String? {
        let name = rest.prefix { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || $0 == 0x2D || $0 == 0x5F }
        guard !name.isEmpty else { return nil }
        rest = rest[name.endIndex...]
        return String(Substring(name)).uppercased()
    }

    /// Values with commas between them.
    ///
    /// - Returns: The first; nil where a quotation mark is not closed.
    private static func parameterValues(_ rest: inout Substring.UTF8View) -> String? {
        var first: String?
        repeat {
            if first != nil { rest.removeFirst() }
            let isQuoted = rest.first == UInt8(ascii: "\"")
            if isQuoted { rest.removeFirst() }
            let ends: StaticString = isQuoted ? "\"" : ",;:"
            let value = rest.prefix { byte in !ends.withUTF8Buffer { $0.contains(byte) } }
            rest = rest[value.endIndex...]
            if isQuoted, rest.popFirst() != UInt8(ascii: "\"") { return nil }
            first = first ?? String(Substring(value))
        } while rest.first == UInt8(ascii: ",")
        return first
    }
}

extension ContentLine {
    /// The value of a text property (RFC 5545 section 3.3.11) in which a user looks for words.
    var words: String {
        value.replacing("\\n", with: " ").replacing("\\N", with: " ").replacing("\\,", with: ",").replacing("\\;", with: ";")
            .replacing("\\\\", with: "\\")
    }
}
