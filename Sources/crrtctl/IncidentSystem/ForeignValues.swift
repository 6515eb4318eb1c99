import CRRTDomain
import Varlink

/// Values of a document that another system wrote. What has another type counts as missing: systems and versions differ in these.
extension JSONObject {
    /// A text, or a number as text; nil where it is missing, null, empty or of another type.
    func foreignText(_ names: String...) -> String? {
        for name in names {
            switch self[name] {
            case .string(let text)? where text.contains(where: { !$0.isWhitespace }): return text
            case .integer(let number)?: return "\(number)"
            default: continue
            }
        }
        return nil
    }

    /// The objects in a list; empty where there is none.
    func foreignList(_ name: String) -> [JSONObject] { self[name]?.arrayValue?.compactMap(\.objectValue) ?? [] }
}

enum ForeignText {
    /// One line without control characters, of at most this many bytes; a longer one ends with `…`. nil where nothing is left.
    static func line(_ text: String, most: Int = 200) -> String? {
        let words = cleaned(text) { _ in " " }.split(separator: " ")
        return cut(words.joined(separator: " "), most)
    }

    /// Several lines. Control characters become spaces, and more than one empty line becomes one.
    static func lines(_ text: String, most: Int) -> String? {
        let all = cleaned(text) { $0 == "\n" || $0 == "\r\n" ? "\n" : " " }.split(separator: "\n", omittingEmptySubsequences: false)
        var kept: [Substring] = []
        for line in all.map({ $0.trimmingSuffix(while: \.isWhitespace) }) where !(line.isEmpty && kept.last?.isEmpty ?? true) {
            kept.append(line)
        }
        while kept.last?.isEmpty ?? false { kept.removeLast() }
        return cut(kept.joined(separator: "\n"), most)
    }

    private static func cleaned(_ text: String, _ other: (Character) -> String) -> String {
        var clean = ""
        for character in text {
            if character.unicodeScalars.contains(where: HarmfulText.isHarmful) {
                clean += other(character)
            } else {
                clean.append(character)
            }
        }
        return clean
    }

    private static func cut(_ text: String, _ most: Int) -> String? {
        guard !text.isEmpty else { return nil }
        guard text.utf8.count > most else { return text }
        var (kept, size) = ("", "…".utf8.count)
        for character in text {
            size += character.utf8.count
            if size > most { break }
            kept.append(character)
        }
        return kept + "…"
    }
}

extension Substring {
    fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
        lastIndex { !isDropped($0) }.map { self[...$0] } ?? prefix(0)
    }
}

enum ForeignTime {
    /// `2026-11-24`, `2026-11-24T02:10:00.000000`, with a space for the T, with a zone or without one, which is UTC in these systems.
    ///
    /// - Returns: nil for any other form.
    static func instant(_ text: String) -> Instant? {
        let trimmed = text.split(separator: " ").joined(separator: "T")
        if trimmed.utf8.count == 10 { return try? Instant(trimmed + "T00:00:00Z") }
        let time = trimmed.dropFirst(11)
        if time.contains(where: { $0 == "Z" || $0 == "z" || $0 == "+" || $0 == "-" }) { return try? Instant(trimmed) }
        return try? Instant(trimmed.prefix(23) + "Z")
    }
}
