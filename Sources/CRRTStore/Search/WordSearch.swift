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
        self.words = folded.map(SoughtBytes.init)
        // JSON writes a line break, which is searched as a space, as two characters.
        escaped = folded.flatMap { $0.split(separator: UInt8(ascii: " ")) }.map { part in
            SoughtBytes(Array(JSONValue.string(String(decoding: part, as: UTF8.self)).jsonBytes().dropFirst().dropLast()))
        }
    }

    /// Whether every word occurs in one of the texts.
    public func occurs(in texts: [String]) -> Bool {
        var folded = FoldedBytes()
        for text in texts { Array(text.utf8).withUnsafeBytes { folded.append($0) } }
        return occurs(in: folded)
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

    /// Whether every word occurs in the folded texts of a record.
    func occurs(in folded: borrowing FoldedBytes) -> Bool { Self.all(words, in: folded) }

    /// Whether every word occurs in the folded JSON of a record. It may be the name of a member, so that the record itself decides.
    func mayOccur(inJSON folded: borrowing FoldedBytes) -> Bool { Self.all(escaped, in: folded) }

    private static func all(_ words: [SoughtBytes], in folded: borrowing FoldedBytes) -> Bool {
        for word in words where !folded.holds(word) { return false }
        return true
    }
}
