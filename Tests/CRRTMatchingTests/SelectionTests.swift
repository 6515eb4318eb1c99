import SeededNumbers
import Testing

@testable import CRRTMatching

struct SelectionTests {
    /// From nobody to everybody: sums within a word must not overflow.
    @Test func countsWhoeverIsInIt() {
        var random = SeededGenerator(seed: 1)
        for outOf in [0, 1, 2, 5, 40] {
            var selection = Selection(capacity: 5000)
            var people = 0
            for person in 0..<Int32(5000) where outOf > 0 && (outOf == 1 || random.chance(outOf)) {
                selection.insert(person)
                people += 1
            }
            #expect(selection.count == people)
            #expect(selection.all.count == people)
        }
    }
}
