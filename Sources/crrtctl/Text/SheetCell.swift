/// A text in a cell. Spreadsheets run a text that begins with `=`, `+`, `-`, `@`, their full-width forms or a tab, also behind a byte order
/// mark or a space that does not break, as a formula, which can send the content of other cells elsewhere (OWASP, "CSV Injection"). Such a
/// text is written with an apostrophe before it, which is removed when it is read. So is a text of apostrophes followed by one of these
/// characters, so that every text is read as it was written.
enum SheetCell {
    static func written(_ text: String) -> String { looksLikeFormula(text.utf8.drop { $0 == apostrophe }) ? "'" + text : text }

    /// The text of a cell, with line breaks as records have them; nil where it is empty.
    static func read(_ cell: String) -> String? {
        guard !cell.isEmpty else { return nil }
        let text = cell.utf8.contains(UInt8(ascii: "\r")) ? withoutReturns(cell) : cell
        guard text.utf8.first == apostrophe, looksLikeFormula(text.utf8.drop { $0 == apostrophe }) else { return text }
        return String(decoding: text.utf8.dropFirst(), as: UTF8.self)
    }

    private static let apostrophe = UInt8(ascii: "'")

    private static func looksLikeFormula(_ bytes: Substring.UTF8View) -> Bool {
        switch bytes.first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), UInt8(ascii: "\t"): true
        // Not ASCII.
        case let byte? where byte >= 0x80: begins(Substring(bytes).unicodeScalars)
        default: false
        }
    }

    private static func begins(_ scalars: Substring.UnicodeScalarView) -> Bool {
        switch scalars.first(where: { $0 != "\u{FEFF}" && $0 != "\u{A0}" }) {
        case "=", "+", "-", "@", "\t", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
        default: false
        }
    }

    /// Removes carriage returns before line feeds. Editors that end lines with CRLF write them into cells, and no record may have them.
    private static func withoutReturns(_ cell: String) -> String {
        var bytes: [UInt8] = []
        for byte in cell.utf8 {
            if byte == UInt8(ascii: "\n"), bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The items of a list, `ATOMAL; BOHEMIA`. Empty items are left out.
    static func items(_ cell: String) -> [String] {
        cell.utf8.split(separator: UInt8(ascii: ";")).map { trimmed(Substring($0)) }.filter { !$0.isEmpty }
    }

    /// A code, number or time without the spaces around it.
    static func trimmed(_ text: Substring) -> String {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        var bytes = text.utf8.drop(while: isSpace)
        while let last = bytes.last, isSpace(last) { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
