/// "Did you mean": the known words nearest to a mistyped one.
public enum Spelling {
    /// Bytes of a word that are compared. No known word is longer, and a comparison takes quadratic time.
    private static let mostCompared = 64

    /// How a known word resembles the mistyped one, the most likely first.
    private enum Likeness: Int {
        /// Equal but for letter case.
        case caseOnly
        /// Begins with the mistyped word.
        case prefix
        case other
    }

    /// The nearest words, best first.
    ///
    /// Words that differ in letter case alone come first, then words that begin with the written one, the shortest first. The others
    /// follow by the number of letters that differ. Letter case and then the alphabet decide among equals.
    public static func nearest(to word: String, among known: [String], most: Int) -> [String] {
        let exact = Array(word.utf8.prefix(mostCompared))
        let letters = folded(exact)
        let ranked = known.map { other in
            let (bytes, rank) = (Array(other.utf8.prefix(mostCompared)), rank(letters, folded(Array(other.utf8.prefix(mostCompared)))))
            return (rank.0.rawValue, rank.1, distance(exact, bytes), other)
        }
        return ranked.sorted { $0 < $1 }.prefix(most).map(\.3)
    }

    /// The nearest words, without those that differ in more than half of the letters, or in more than three.
    public static func near(_ word: String, among known: [String], most: Int) -> [String] {
        let letters = folded(Array(word.utf8.prefix(mostCompared)))
        return nearest(to: word, among: known, most: most).filter { other in
            let (likeness, differing) = rank(letters, folded(Array(other.utf8.prefix(mostCompared))))
            return likeness != .other || differing <= max(1, min(3, letters.count / 2))
        }
    }

    private static func rank(_ letters: [UInt8], _ other: [UInt8]) -> (Likeness, Int) {
        if letters == other { return (.caseOnly, 0) }
        if !letters.isEmpty, other.starts(with: letters) { return (.prefix, other.count - letters.count) }
        return (.other, distance(letters, other))
    }

    /// Lower-case ASCII letters for capitals. Codes and keywords have no others.
    private static func folded(_ bytes: [UInt8]) -> [UInt8] { bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 } }

    /// Levenshtein's edit distance (Doklady 163, 1965), computed in one row.
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (line, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for (column, other) in right.enumerated() {
                let replaced = diagonal + (byte == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
            }
        }
        return row[right.count]
    }
}
