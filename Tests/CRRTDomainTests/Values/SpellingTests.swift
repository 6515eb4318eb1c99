import CRRTDomain
import Testing

@Suite struct SpellingTests {
    @Test(arguments: [
        ("wieghts", ["weights", "heights", "siteFloor"], ["weights", "heights"]),
        ("b", ["c", "a", "bb"], ["a", "bb"]),
        ("same", ["other", "same"], ["same", "other"]),
        ("", ["abc", "a"], ["a", "abc"]),
        ("x", [], []),
        ("é", ["e", "éé"], ["e", "éé"]),
    ])
    func nearestTwo(_ word: String, _ known: [String], _ expected: [String]) {
        #expect(Spelling.nearest(to: word, among: known, most: 2) == expected)
    }
}
