import CRRTDomain
import SeededNumbers
import Testing

@testable import CRRTStore

/// Words in texts: by bytes as a scan compares them, against Swift's own search in the folded texts.
@Suite struct WordSearchTests {
    @Test(arguments: [1, 2, 3] as [UInt64]) func asSwiftFindsThem(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let letters = Array("abAB éÉ\"\\\nZzșß漢😀ﬁ")
        func text(_ most: Int) -> String {
            String((0..<Int.random(in: 1...most, using: &random)).map { _ in letters.randomElement(using: &random)! })
        }
        for _ in 0..<3000 {
            let (texts, words) = ((0..<Int.random(in: 1...3, using: &random)).map { _ in text(40) }, [text(2), text(3)])
            let expected = words.allSatisfy { word in
                let bytes = SearchFolding.folded(word)
                return texts.map(SearchFolding.folded).contains { text in text.indices.contains { text[$0...].starts(with: bytes) } }
            }
            let search = WordSearch(words)
            #expect(search.occurs(in: texts) == expected)
            #expect(scanned(texts, for: search) == expected)
        }
    }

    /// Long texts, and words on both sides of a block's end.
    @Test func longTexts() {
        for filler in ["x", "ß", "\n"] {
            for count in [0, 1, 120, 121, 122, 123, 124, 125, 126, 127, 128, 129, 130, 255, 256, 50_000] {
                let text = String(repeating: filler, count: count)
                #expect(scanned([text + "Ende", text], for: WordSearch(["ENDE"])), "\(count)")
                #expect(scanned([text + "eNdE" + text], for: WordSearch(["ENDE"])), "\(count)")
                #expect(!scanned([text + "end", "e" + text], for: WordSearch(["ENDE"])), "\(count)")
                #expect(scanned([text + "a\tb"], for: WordSearch(["a b"])) && !scanned([text + "a b"], for: WordSearch(["a  b"])))
            }
        }
    }

    private func scanned(_ texts: [String], for search: WordSearch) -> Bool {
        // One buffer for all, since a text is searched where it stands.
        let bytes = texts.map { Array($0.utf8) }
        return bytes.flatMap { $0 }.withUnsafeBytes { all in
            var searched = SearchedTexts()
            var start = 0
            for text in bytes {
                searched.add(UnsafeRawBufferPointer(rebasing: all[start..<start + text.count]))
                start += text.count
            }
            return search.occurs(in: searched)
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
