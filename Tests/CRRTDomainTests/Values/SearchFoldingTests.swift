import Testing

@testable import CRRTDomain

/// Texts as a search compares them.
@Suite struct SearchFoldingTests {
    private func folded(_ text: String) -> String { String(decoding: SearchFolding.folded(text), as: UTF8.self) }

    @Test(arguments: [
        ("Domain-Controller 42", "domain-controller 42"), ("ÄÖÜ äöü ß", "aou aou ss"), ("Łódź", "lodz"), ("Tōkyō", "tokyo"),
        ("Þingvellir Æsir Œuvre", "thingvellir aesir oeuvre"), ("Ďáblice Žižkov Šumava", "dablice zizkov sumava"), ("ŸÿĲĳŉŋſ", "yyijijnns"),
        ("e\u{301}te\u{301}", "ete"), ("ÉTÉ", "ete"), ("×÷", "×÷"), ("ΑΘΗΝΑ Київ", "αθηνα київ"), ("İstanbul ısı", "istanbul isi"),
        ("", ""), ("a\n\tb", "a  b"), ("Brașov Constanța", "brasov constanta"), ("Ελληνικά ΤΈΛΟΣ τέλος", "ελληνικα τελοσ τελοσ"),
        ("ﬁne eﬀect", "fine effect"), ("日本", "日本"),
    ]) func known(text: String, expected: String) { #expect(folded(text) == expected) }

    /// The base letter of each is in its Unicode name: LATIN SMALL LETTER A WITH ACUTE.
    @Test func latinLetters() throws {
        let words = ["ETH": "d", "THORN": "th", "KRA": "k", "ENG": "n", "LONG": "s", "SHARP": "ss", "DOTLESS": "i"]
        for value in UInt32(0xC0)...0x17F {
            let scalar = try #require(Unicode.Scalar(value))
            guard scalar.properties.isAlphabetic, let name = scalar.properties.name?.split(separator: " ").map(String.init) else {
                continue
            }
            let letter = try #require(name.drop { $0 != "LETTER" && $0 != "LIGATURE" }.dropFirst().first)
            #expect(folded(String(scalar)) == words[letter] ?? letter.lowercased(), "\(name)")
        }
    }

    @Test func foldingTwiceIsFoldingOnce() {
        for value in UInt32(0)...0x24F {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let once = folded(String(scalar))
            #expect(folded(once) == once, "U+\(String(value, radix: 16))")
        }
    }
}
