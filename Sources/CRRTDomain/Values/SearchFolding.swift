/// Texts as a search compares them: without letter case, Latin and Greek letters without accents, and a line break or a tab as a space.
///
/// It is simple on purpose: ASCII, the letters of Latin-1 Supplement and Latin Extended-A, those of Romanian and of Greek by tables,
/// combining accents dropped, and the simple lower case of all others. No locale takes part, so that every reader finds the same.
public enum SearchFolding {
    /// Appends the folded form of one scalar, in UTF-8.
    public static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
        switch scalar.value {
        case 0x41...0x5A: bytes.append(UInt8(scalar.value) | 0x20)
        case 0x09...0x0D: bytes.append(0x20)
        case 0..<0x80: bytes.append(UInt8(scalar.value))
        case 0x300...0x36F: break
        case 0xC0...0x17F:
            let (first, second) = latin[Int(scalar.value - 0xC0)]
            if first == 0 { bytes.append(contentsOf: UTF8.encode(scalar)!) } else { bytes.append(first) }
            if second != 0 { bytes.append(second) }
        default: bytes.append(contentsOf: others[scalar.value] ?? Array(scalar.properties.lowercaseMapping.utf8))
        }
    }

    /// Romanian letters with a comma below, Greek ones with an accent or at the end of a word, and ligatures of Latin letters.
    private static let others: [UInt32: [UInt8]] = {
        let pairs: [(String, String)] = [
            ("ȘșȚț", "sstt"), ("ΆΈΉΊΌΎΏ", "αεηιουω"), ("άέήίόύώ", "αεηιουω"), ("ΐΰϊϋΪΫς", "ιυιυιυσ"),
        ]
        var found: [UInt32: [UInt8]] = [:]
        for (letters, bases) in pairs {
            for (letter, base) in zip(letters.unicodeScalars, bases.unicodeScalars) { found[letter.value] = Array(String(base).utf8) }
        }
        for (letter, base) in [("ﬀ", "ff"), ("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬃ", "ffi"), ("ﬄ", "ffl")] {
            for scalar in letter.unicodeScalars { found[scalar.value] = Array(base.utf8) }
        }
        return found
    }()

    /// The folded form of a text, in UTF-8.
    public static func folded(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars { append(scalar, to: &bytes) }
        return bytes
    }

    /// The letters of U+00C0 to U+017F without accents, one or two each, 0 for none; the two signs among them have none.
    private static let latin: [(UInt8, UInt8)] = {
        let runs: [(String, Int)] = [
            ("a", 6), ("ae", 1), ("c", 1), ("e", 4), ("i", 4), ("d", 1), ("n", 1), ("o", 5), ("", 1), ("o", 1), ("u", 4), ("y", 1),
            ("th", 1), ("ss", 1),
            ("a", 6), ("ae", 1), ("c", 1), ("e", 4), ("i", 4), ("d", 1), ("n", 1), ("o", 5), ("", 1), ("o", 1), ("u", 4), ("y", 1),
            ("th", 1), ("y", 1),
            ("a", 6), ("c", 8), ("d", 4), ("e", 10), ("g", 8), ("h", 4), ("i", 10), ("ij", 2), ("j", 2), ("k", 3), ("l", 10), ("n", 9),
            ("o", 6), ("oe", 2), ("r", 6), ("s", 8), ("t", 6), ("u", 12), ("w", 2), ("y", 3), ("z", 6), ("s", 1),
        ]
        return runs.flatMap { letters, count in
            Array(repeating: (letters.utf8.first ?? 0, letters.utf8.dropFirst().first ?? 0), count: count)
        }
    }()
}
