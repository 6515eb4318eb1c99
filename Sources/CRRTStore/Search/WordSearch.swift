import CRRTDomain
import Varlink

/// The words of a search, each of which must occur in the texts of a record (`SearchFolding`).
public struct WordSearch: Sendable {
    /// Folded.
    private let words: [SoughtBytes]
    /// Their parts between spaces, as JSON writes them in a string.
    private let escaped: [SoughtBytes]

    /// - Parameter words: What is left of a word after folding must not be empty; one of accents alone occurs everywhere.
    public init(_ words: [String]) {
        let folded = words.map(SearchFolding.folded)
        self.words = Self.rarestFirst(folded)
        // JSON writes a line break, which is searched as a space, as two characters.
        escaped = Self.rarestFirst(
            folded.flatMap { $0.split(separator: UInt8(ascii: " ")) }.map { part in
                Array(JSONValue.string(String(decoding: part, as: UTF8.self)).jsonBytes().dropFirst().dropLast())
            })
    }

    /// The word that most texts do not have is sought first.
    private static func rarestFirst(_ words: [[UInt8]]) -> [SoughtBytes] { words.map(SoughtBytes.init).sorted { $0.rarity > $1.rarity } }

    /// Whether every word occurs in one of the texts.
    public func occurs(in texts: [String]) -> Bool {
        let folded = texts.map(SearchFolding.folded)
        return words.allSatisfy { word in folded.contains { $0.withUnsafeBytes { word.offset(in: $0) } != nil } }
    }

    /// A line of the first text in which a word occurs, from about forty characters before it.
    public func line(of texts: [String]) -> String {
        for text in texts {
            let scalars = Array(text.unicodeScalars)
            // The scalar that each folded byte comes from.
            var (folded, origin): ([UInt8], [Int]) = ([], [])
            for (index, scalar) in scalars.enumerated() {
                SearchFolding.append(scalar, to: &folded)
                origin += Array(repeating: index, count: folded.count - origin.count)
            }
            let place = folded.withUnsafeBytes { bytes in words.lazy.compactMap { $0.offset(in: bytes) }.first }
            if let place, !origin.isEmpty { return Self.line(scalars, around: origin[min(place, origin.count - 1)]) }
        }
        return ""
    }

    private static func line(_ scalars: [Unicode.Scalar], around place: Int) -> String {
        let (from, to) = (max(0, place - 40), min(scalars.count, place + 80))
        var line = String.UnicodeScalarView()
        for scalar in scalars[from..<to] { line.append(scalar.properties.isWhitespace ? " " : scalar) }
        return (from > 0 ? "…" : "") + String(line) + (to < scalars.count ? "…" : "")
    }

    /// Whether every word occurs in the texts of a record.
    func occurs(in texts: borrowing SearchedTexts) -> Bool { Self.all(words, in: texts) }

    /// Whether every word occurs in the JSON of a record. It may be the name of a member, so that the record itself decides.
    func mayOccur(inJSON texts: borrowing SearchedTexts) -> Bool { Self.all(escaped, in: texts) }

    private static func all(_ words: [SoughtBytes], in texts: borrowing SearchedTexts) -> Bool {
        for word in words where !texts.hold(word) { return false }
        return true
    }
}
