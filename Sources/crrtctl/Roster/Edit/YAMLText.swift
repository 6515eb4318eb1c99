import CRRTDomain
import Varlink

/// Values as YAML that every parser reads as the same: words plain, texts in quotes, texts of several lines as a block.
enum YAMLText {
    /// A member as lines, indented by this number of spaces.
    static func member(_ name: String, _ value: JSONValue, indent: Int = 0) -> [String] {
        let margin = String(repeating: " ", count: indent)
        switch value {
        case .object(let object):
            return ["\(margin)\(word(name)):"] + object.members.flatMap { member($0.name, $0.value, indent: indent + 2) }
        case .array(let elements):
            return ["\(margin)\(word(name)):"] + elements.flatMap { element($0, indent: indent + 2) }
        case .string(let text) where isBlock(text):
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let kept = text.hasSuffix("\n") ? lines.dropLast() : lines[...]
            return ["\(margin)\(word(name)): |" + (text.hasSuffix("\n") ? "" : "-")] + kept.map { $0.isEmpty ? "" : "\(margin)  \($0)" }
        default:
            return ["\(margin)\(word(name)): \(scalar(value))"]
        }
    }

    private static func element(_ value: JSONValue, indent: Int) -> [String] {
        let margin = String(repeating: " ", count: indent)
        guard case .object(let object) = value else { return ["\(margin)- \(scalar(value))"] }
        return object.members.enumerated().flatMap { index, inner in
            member(inner.name, inner.value, indent: indent + 2).enumerated().map { line, text in
                index == 0 && line == 0 ? margin + "- " + text.dropFirst(indent + 2) : text
            }
        }
    }

    static func scalar(_ value: JSONValue) -> String {
        if case .string(let text) = value { return word(text) }
        return value.jsonString()
    }

    /// YAML 1.1 took these for truth values and nothing; they are quoted, so that no reader has to know better.
    private static let reserved: Set<String> = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]

    private static func word(_ text: String) -> String {
        let letters = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"):
                true
            default: false
            }
        }
        let begins = text.utf8.first.map { $0 >= UInt8(ascii: "A") } ?? false
        return letters && begins && !reserved.contains(text.lowercased()) ? text : quoted(text)
    }

    /// In double quotes (YAML 1.2, 7.3.1); what a reader could take for a line break, or an editor would not show, is escaped.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case _ where isHidden(scalar): quoted += escape(scalar)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return scalar.value > 0xFFFF
            ? "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
            : "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        HarmfulText.isHarmful(scalar) || scalar.value == 0xA0 || scalar.value == 0xFEFF || scalar.value & 0xFFFE == 0xFFFE
    }

    /// Whether a literal block (8.1.2) keeps it as it is: several lines, the first and the last of them with something in it, none with
    /// spaces at its beginning or only spaces.
    private static func isBlock(_ text: String) -> Bool {
        guard text.utf8.contains(UInt8(ascii: "\n")), !text.unicodeScalars.contains(where: { $0 != "\n" && isHidden($0) }) else {
            return false
        }
        var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        guard lines.first?.isEmpty == false, lines.last?.isEmpty == false else { return false }
        return lines.allSatisfy { $0.first != UInt8(ascii: " ") && $0.first != UInt8(ascii: "\t") }
    }
}
