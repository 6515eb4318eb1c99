/// "Did you mean": the known words nearest to a mistyped one.
public enum Spelling {
    /// Bytes of a word that are compared; the rest of a longer one is not looked at. No known word is as long.
    private static let mostCompared = 64

    /// How a known word is like the one that was written, the likeliest first.
    private enum Likeness: Int {
        /// But for letter case the same.
        case letters
        /// Begins with what was written.
        case beginning
        case other
    }

    /// The nearest words, best first: what differs in letter case alone, then what begins so, the shortest first, then by the number of
    /// letters that differ. Letter case does not count, and decides among equals; then the alphabet does.
    public static func nearest(to word: String, among known: [String], most: Int) -> [String] {
        let exact = Array(word.utf8.prefix(mostCompared))
        let letters = folded(exact)
        let ranked = known.map { other in
            let (bytes, rank) = (Array(other.utf8.prefix(mostCompared)), rank(letters, folded(Array(other.utf8.prefix(mostCompared)))))
            return (rank.0.rawValue, rank.1, distance(exact, bytes), other)
        }
        return ranked.sorted { $0 < $1 }.prefix(most).map(\.3)
    }

    /// The same without words that are not like the one that was written: more than half of its letters differ, or more than three.
    public static func near(_ word: String, among known: [String], most: Int) -> [String] {
        let letters = folded(Array(word.utf8.prefix(mostCompared)))
        return nearest(to: word, among: known, most: most).filter { other in
            let (likeness, differing) = rank(letters, folded(Array(other.utf8.prefix(mostCompared))))
            return likeness != .other || differing <= max(1, min(3, letters.count / 2))
        }
    }

    private static func rank(_ letters: [UInt8], _ other: [UInt8]) -> (Likeness, Int) {
        if letters == other { return (.letters, 0) }
        if !letters.isEmpty, other.starts(with: letters) { return (.beginning, other.count - letters.count) }
        return (.other, distance(letters, other))
    }

    /// Small ASCII letters for capitals; codes and keywords have no others.
    private static func folded(_ bytes: [UInt8]) -> [UInt8] { bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 } }

    /// Levenshtein's edit distance (Doklady 163, 1965), in one row.
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
