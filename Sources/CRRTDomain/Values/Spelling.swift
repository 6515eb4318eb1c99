/// "Did you mean": the known words nearest to a mistyped one.
public enum Spelling {
    /// The nearest words, best first, ties by alphabet.
    public static func nearest(to word: String, among known: [String], most: Int) -> [String] {
        let letters = Array(word.utf8)
        return known.map { (distance(letters, Array($0.utf8)), $0) }.sorted { $0 < $1 }.prefix(most).map(\.1)
    }

    /// Levenshtein's edit distance (Doklady 163, 1965), two rows at a time.
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var above = Array(0...right.count)
        for (row, byte) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                current.append(min(above[column] + (byte == other ? 0 : 1), above[column + 1] + 1, current[column] + 1))
            }
            above = current
        }
        return above[right.count]
    }
}
