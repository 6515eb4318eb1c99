/// Characters that make a text other than it looks: what a terminal obeys, what forges a line of a log, what turns the reading direction
/// round so that `EST` reads `TSE` (Boucher and Anderson, "Trojan Source", 2021).
public enum HarmfulText {
    /// What nobody may send: controls (the general category Cc: C0, DEL, C1), the line and paragraph separators, and the embeddings,
    /// overrides and isolates of the Unicode bidirectional algorithm (UAX #9). Line breaks and tabs are among them; see `fault`.
    public static func isRefused(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// What is never put on a screen as it is: all of that, and the bidirectional marks, which honest text may hold.
    public static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x061C, 0x200E, 0x200F: true
        default: isRefused(scalar)
        }
    }

    /// Why a text cannot be taken, as the rest of a sentence that begins with the field; nil where it can.
    ///
    /// - Parameter manyLines: whether line breaks and tabs are allowed.
    public static func fault(in text: String, manyLines: Bool) -> String? {
        guard let found = text.unicodeScalars.first(where: { isRefused($0) && !(manyLines && isLayout($0)) }) else { return nil }
        let code = "U+" + String(repeating: "0", count: max(0, 4 - digits(found).count)) + digits(found)
        return switch found.value {
        case 0x0A: "holds a line break; write one line"
        case 0x09: "holds a tab; write a space"
        case 0x2028, 0x2029: "holds the line separator \(code); leave it out"
        case 0x202A...0x202E, 0x2066...0x2069: "holds \(code), which turns the reading direction round; leave it out"
        default: "holds the control character \(code); leave it out"
        }
    }

    private static func isLayout(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\t" }
    private static func digits(_ scalar: Unicode.Scalar) -> String { String(scalar.value, radix: 16, uppercase: true) }
}
