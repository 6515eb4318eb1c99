/// What stands between the fields of a table.
public enum CSVSeparator: UInt8, Sendable, CaseIterable {
    /// The comma, as RFC 4180 has it.
    case comma = 0x2C
    /// The semicolon, which spreadsheets write where the comma is the decimal mark.
    case semicolon = 0x3B
    /// The tabulator, which a copied table has.
    case tab = 0x09

    /// As errors call it, with its article.
    public var words: String {
        switch self {
        case .comma: "a comma"
        case .semicolon: "a semicolon"
        case .tab: "a tab"
        }
    }

    /// The separator of a table: the one that its first line has most often outside of quotes; the comma where it has none.
    ///
    /// - Parameter text: The whole table.
    public init(of text: String) {
        var counts: [CSVSeparator: Int] = [:]
        var isQuoted = false
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == UInt8(ascii: "\n") { break }
            if let separator = CSVSeparator(rawValue: byte) { counts[separator, default: 0] += 1 }
        }
        self = CSVSeparator.allCases.max { counts[$0, default: 0] < counts[$1, default: 0] } ?? .comma
    }
}
