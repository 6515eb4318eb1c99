/// A field of a table, and where it begins.
public struct CSVField: Sendable, Hashable {
    /// Its content, without the quotes around it.
    public let text: String
    /// The line of the file, from 1.
    public let line: Int
    /// The column in Unicode scalars, from 1.
    public let column: Int
}

/// Why a text is no table of RFC 4180, and where.
public struct CSVError: Error, Sendable, Hashable {
    /// The line of the file, from 1.
    public let line: Int
    /// The column in Unicode scalars, from 1.
    public let column: Int
    /// What is wrong and what is allowed, as one clause.
    public let reason: String
}

/// Reads RFC 4180 strictly: `"` around fields that need quotes, and doubled quotes inside them. The separator alone may be another one.
///
/// Section 2 of the RFC ends lines by CRLF. Lines that end with LF alone, as Unix tools write them, are accepted too. Spaces belong to
/// their field (rule 4), and a quote may only begin a field (rules 5 to 7).
public struct CSVReader: Sendable {
    /// The most fields of a record. No table that people keep has more.
    public static let mostFields = 1024
    /// The most bytes of a field.
    public static let mostBytes = 1 << 20

    /// UTF-8; a `String` is always valid.
    private let bytes: [UInt8]
    private let separator: CSVSeparator
    private var index: Int
    /// The line in which the next field begins, from 1.
    public private(set) var line = 1
    private var column = 1
    /// Whether the last record had no line break behind it. Programs write one, so that the file may have been cut off there.
    public private(set) var isCutOff = false

    /// Whether the text begins with U+FEFF, as spreadsheets write it. It is no part of the first field.
    public let hasByteOrderMark: Bool

    /// - Parameters:
    ///   - text: The whole table.
    ///   - separator: What stands between two fields.
    public init(_ text: String, separator: CSVSeparator = .comma) {
        bytes = Array(text.utf8)
        self.separator = separator
        hasByteOrderMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        index = hasByteOrderMark ? 3 : 0
    }

    /// The fields of the next record; nil at the end.
    ///
    /// - Throws: `CSVError` where the record is malformed, has more than ``mostFields`` fields, or a field of more than ``mostBytes``
    ///   bytes.
    public mutating func record() throws(CSVError) -> [CSVField]? {
        guard index < bytes.count else { return nil }
        var fields = [try field()]
        while next == separator.rawValue {
            guard fields.count < CSVReader.mostFields else {
                throw complaint("more than \(CSVReader.mostFields) columns; is this the right file?")
            }
            advance()
            fields.append(try field())
        }
        if next == CSVReader.return { advance() }
        guard next == nil || next == CSVReader.newline else { throw complaint("\(separator.words) or the end of the line is missing") }
        isCutOff = next == nil
        if next != nil { advance() }
        return fields
    }

    /// Continues after the end of the present line. Call it after an error.
    public mutating func skipLine() {
        while let byte = next {
            advance()
            if byte == CSVReader.newline { return }
        }
    }
}

extension CSVReader {
    private static let newline = UInt8(ascii: "\n")
    private static let `return` = UInt8(ascii: "\r")
    private static let quote = UInt8(ascii: "\"")

    private mutating func field() throws(CSVError) -> CSVField {
        let (line, column) = (line, column)
        let text = next == CSVReader.quote ? try quoted() : try plain()
        return CSVField(text: text, line: line, column: column)
    }

    private mutating func plain() throws(CSVError) -> String {
        let start = index
        while let byte = next, byte != separator.rawValue, byte != CSVReader.newline, byte != CSVReader.return {
            guard byte != CSVReader.quote else {
                throw complaint("a quote inside a field; quote the whole field and double the quotes in it")
            }
            guard index - start < CSVReader.mostBytes else { throw tooLong(complaint("")) }
            advance()
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func quoted() throws(CSVError) -> String {
        let opening = complaint("this quoted field is never closed")
        var text: [UInt8] = []
        advance()
        while let byte = next {
            advance()
            if byte == CSVReader.quote {
                guard next == CSVReader.quote else { return String(decoding: text, as: UTF8.self) }
                advance()
            }
            guard text.count < CSVReader.mostBytes else { throw tooLong(opening) }
            text.append(byte)
        }
        throw opening
    }

    private func tooLong(_ place: CSVError) -> CSVError {
        let reason = "a field of more than \(CSVReader.mostBytes >> 20) MiB; is a quote missing at its end?"
        return CSVError(line: place.line, column: place.column, reason: reason)
    }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func advance() {
        let byte = bytes[index]
        index += 1
        if byte == CSVReader.newline {
            (line, column) = (line + 1, 1)
        } else if index == bytes.count || bytes[index] & 0xC0 != 0x80 {
            // A scalar ends where no continuation byte follows.
            column += 1
        }
    }

    private func complaint(_ reason: String) -> CSVError { CSVError(line: line, column: column, reason: reason) }
}
