import CRRTDomain
import Testing

@Suite struct SpellingTests {
    @Test(arguments: [
        ("wieghts", ["weights", "heights", "siteFloor"], ["weights", "heights"]),
        ("b", ["c", "a", "bb"], ["bb", "a"]),
        ("ns", ["NU", "NR", "NC", "NS", "CTS"], ["NS", "NC"]),
        ("nato", ["ALB", "BEL", "NATO", "NATOPLUS"], ["NATO", "NATOPLUS"]),
        ("Nato", ["NATO", "nato"], ["nato", "NATO"]),
        ("clas", ["glas", "classification", "class"], ["class", "classification"]),
        ("ets", ["EST", "ESP", "ets-x"], ["ets-x", "ESP"]),
        ("same", ["other", "same"], ["same", "other"]),
        ("", ["abc", "a"], ["a", "abc"]),
        ("x", [], []),
        ("é", ["e", "éé"], ["éé", "e"]),
    ])
    func nearestTwo(_ word: String, _ known: [String], _ expected: [String]) {
        #expect(Spelling.nearest(to: word, among: known, most: 2) == expected)
    }

    /// What follows the 64th byte decides nothing, so that a word of megabytes takes no longer than a short one.
    @Test func longWordsAreCut() {
        let start = String(repeating: "a", count: 64)
        // By all of their letters the second one would be the nearer.
        #expect(Spelling.nearest(to: start + "xyz", among: [start + "b", start + "xy"], most: 1) == [start + "b"])
        #expect(Spelling.near(start + "bcdefgh", among: [start], most: 1) == [start])
        let word = "na" + String(repeating: "t", count: 1 << 20)
        #expect(Spelling.nearest(to: word, among: ["ALB", "NATO"], most: 1) == ["NATO"])
    }

    @Test func aHundredCharactersAreRepeated() {
        #expect(quoted("ESTONIA") == "'ESTONIA'")
        #expect(shortened(String(repeating: "é", count: 100)) == String(repeating: "é", count: 100))
        #expect(shortened(String(repeating: "é", count: 101)) == String(repeating: "é", count: 100) + "…")
        let tower = "a" + String(repeating: "\u{301}", count: 10_000)
        #expect(tower.count == 1)
        #expect(shortened(tower).unicodeScalars.count == 101)
    }
}
