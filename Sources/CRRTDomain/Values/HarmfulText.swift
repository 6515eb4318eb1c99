/// Characters that make a text appear different from what it is: they control terminals, forge lines of a log, or reverse the reading
/// direction so that `EST` reads `TSE` (Boucher and Anderson, "Trojan Source", 2021).
public enum HarmfulText {
    /// Whether this character is refused in what callers send.
    ///
    /// That is true of controls (general category Cc: C0, DEL, C1), of the line and paragraph separators, and of the embeddings, overrides
    /// and isolates of the Unicode bidirectional algorithm (UAX #9). Line breaks and tabs are controls; `fault` may allow them.
    public static func isRefused(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// Whether this character is never printed as it is: one that is refused, or a bidirectional mark, which legitimate text may contain.
    public static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x061C, 0x200E, 0x200F: true
        default: isRefused(scalar)
        }
    }

    /// Why a text is refused, as the rest of a sentence that begins with the field's name; nil where it is accepted.
    ///
    /// - Parameters:
    ///   - text: The text to check.
    ///   - manyLines: Whether line breaks and tabs are allowed.
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
