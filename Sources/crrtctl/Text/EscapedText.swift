import CRRTDomain

/// Text from records, escaped for a terminal. Characters that would move the cursor, change colours or reverse the reading direction
/// are shown as escapes such as `\u{1b}`.
enum EscapedText {
    /// One line: line breaks are escaped too.
    static func line(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: HarmfulText.isHarmful) else { return text }
        var safe = ""
        for scalar in text.unicodeScalars {
            if HarmfulText.isHarmful(scalar) { safe += escape(scalar) } else { safe.unicodeScalars.append(scalar) }
        }
        return safe
    }

    /// Several lines, each of them safe.
    static func lines(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line(String($0)) }
    }

    /// The same JSON value with such characters escaped in its strings. JSON already escapes what is below U+0020.
    static func json(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHarmfulInJSON) else { return text }
        var safe = ""
        for scalar in text.unicodeScalars {
            if isHarmfulInJSON(scalar) { safe += jsonEscape(scalar) } else { safe.unicodeScalars.append(scalar) }
        }
        return safe
    }

    private static func isHarmfulInJSON(_ scalar: Unicode.Scalar) -> Bool { scalar.value > 0x1F && HarmfulText.isHarmful(scalar) }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\t": "\\t"
        case "\r": "\\r"
        default: "\\u{" + String(scalar.value, radix: 16) + "}"
        }
    }

    private static func jsonEscape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
