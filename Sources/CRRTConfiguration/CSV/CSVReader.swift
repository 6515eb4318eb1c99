/// One field of a table and where it begins.
struct CSVField {
    let text: String
    let line: Int
    let column: Int
}

/// Reads RFC 4180 strictly: commas, `"` around fields that need it and doubled inside them, lines ended by LF or CRLF.
struct CSVReader {
    private let source: SourceText
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var line = 1
    private var column = 1

    init(_ source: SourceText) {
        self.source = source
        scalars = Array(source.text.unicodeScalars)
    }

    /// The records below a header that must be exactly this one, each with as many fields.
    static func records(_ source: SourceText, header: [String]) throws(ConfigurationError) -> [[CSVField]] {
        var reader = CSVReader(source)
        if reader.scalars.first == "\u{FEFF}" { throw reader.complaint("begins with a byte order mark; save it as plain UTF-8") }
        guard !reader.scalars.isEmpty, try reader.record().map(\.text) == header else {
            throw source.complaint("the first line must be \(header.joined(separator: ","))", line: 1, column: nil)
        }
        var records: [[CSVField]] = []
        while reader.index < reader.scalars.count {
            let line = reader.line
            let record = try reader.record()
            guard record.count == header.count else {
                let wanted = "\(header.count) (\(header.joined(separator: ",")))"
                throw source.complaint("holds \(record.count) fields instead of \(wanted)", line: line, column: nil)
            }
            records.append(record)
        }
        return records
    }

    private mutating func record() throws(ConfigurationError) -> [CSVField] {
        var fields = [try field()]
        while next == "," {
            advance()
            fields.append(try field())
        }
        if next == "\r" { advance() }
        guard next == nil || next == "\n" else { throw complaint("a comma or the end of the line is missing") }
        if next == "\n" { advance() }
        return fields
    }

    private mutating func field() throws(ConfigurationError) -> CSVField {
        let start = (line, column)
        let text = next == "\"" ? try quoted() : try plain()
        return CSVField(text: text, line: start.0, column: start.1)
    }

    private mutating func plain() throws(ConfigurationError) -> String {
        var text = String.UnicodeScalarView()
        while let scalar = next, scalar != ",", scalar != "\n", scalar != "\r" {
            guard scalar != "\"" else { throw complaint("a quote inside a field; quote the whole field and double the quotes in it") }
            text.append(scalar)
            advance()
        }
        return String(text)
    }

    private mutating func quoted() throws(ConfigurationError) -> String {
        let opening = complaint("this quoted field is never closed")
        var text = String.UnicodeScalarView()
        advance()
        while let scalar = next {
            advance()
            if scalar == "\"" {
                guard next == "\"" else { return String(text) }
                advance()
            }
            text.append(scalar)
        }
        throw opening
    }

    private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    private mutating func advance() {
        (line, column) = scalars[index] == "\n" ? (line + 1, 1) : (line, column + 1)
        index += 1
    }

    private func complaint(_ reason: String) -> ConfigurationError { source.complaint(reason, line: line, column: column) }
}
