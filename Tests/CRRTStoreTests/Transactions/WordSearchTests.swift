import CRRTDomain
import SeededNumbers
import Testing

@testable import CRRTStore

/// Words in texts: by bytes as a scan compares them, against Swift's own search in the folded texts.
@Suite struct WordSearchTests {
    @Test(arguments: [1, 2, 3] as [UInt64]) func asSwiftFindsThem(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let letters = Array("abAB éÉ\"\\\nZz")
        func text(_ most: Int) -> String {
            String((0..<Int.random(in: 1...most, using: &random)).map { _ in letters.randomElement(using: &random)! })
        }
        var folded = FoldedBytes()
        for _ in 0..<3000 {
            let (texts, words) = ((0..<Int.random(in: 1...3, using: &random)).map { _ in text(40) }, [text(2), text(3)])
            let expected = words.allSatisfy { word in
                let bytes = SearchFolding.folded(word)
                return texts.map(SearchFolding.folded).contains { text in text.indices.contains { text[$0...].starts(with: bytes) } }
            }
            let search = WordSearch(words)
            #expect(search.occurs(in: texts) == expected)
            folded.removeAll()
            for text in texts { Array(text.utf8).withUnsafeBytes { folded.append($0) } }
            #expect(search.occurs(in: folded) == expected)
        }
    }

    @Test func longTexts() {
        var folded = FoldedBytes()
        for text in [String(repeating: "x", count: 100_000) + "Ende", String(repeating: "ß", count: 50_000) + "Ende"] {
            folded.removeAll()
            Array(text.utf8).withUnsafeBytes { folded.append($0) }
            Array(text.utf8).withUnsafeBytes { folded.append($0) }
            #expect(WordSearch(["ENDE"]).occurs(in: folded) && !WordSearch(["andere"]).occurs(in: folded))
        }
    }

    @Test func lines() {
        let long = String(repeating: "word ", count: 40) + "Nädel" + String(repeating: " tail", count: 40)
        let line = WordSearch(["NADEL"]).line(of: ["nothing", long])
        #expect(line.hasPrefix("…") && line.hasSuffix("…") && line.contains("Nädel") && line.unicodeScalars.count <= 122)
        #expect(WordSearch(["b"]).line(of: ["a\nb\tc"]) == "a b c")
        #expect(WordSearch(["z"]).line(of: ["a"]).isEmpty)
    }
}
