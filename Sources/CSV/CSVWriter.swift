/// Writes RFC 4180: fields that need quotes in quotes, and CRLF after each record (section 2, rule 1).
public enum CSVWriter {
    /// A record. ``CSVReader`` reads the same fields back, whatever characters they have.
    public static func record(_ fields: [String]) -> String {
        // A record of one empty field would be an empty line, which some readers skip.
        if fields == [""] { return "\"\"\r\n" }
        return fields.map(field).joined(separator: ",") + "\r\n"
    }

    private static func field(_ text: String) -> String {
        guard needsQuotes(text.utf8) else { return text }
        var bytes = [UInt8(ascii: "\"")]
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        return String(decoding: bytes + [UInt8(ascii: "\"")], as: UTF8.self)
    }

    /// Quotes are needed for the characters that the RFC names, and for a space at either end, which some readers remove.
    private static func needsQuotes(_ text: String.UTF8View) -> Bool {
        let space = UInt8(ascii: " ")
        if text.first == space || text.last == space { return true }
        return text.contains { byte in
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: "\r"), UInt8(ascii: "\n"): true
            default: false
            }
        }
    }
}
