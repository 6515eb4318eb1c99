import SeededNumbers
import Testing

@testable import CRRTMatching

struct SelectionTests {
    /// From an empty to a full set: sums within a word must not overflow.
    @Test func countsItsHandles() {
        var random = SeededGenerator(seed: 1)
        for outOf in [0, 1, 2, 5, 40] {
            var bitmap = Bitmap(capacity: 5000)
            var people = 0
            for person in 0..<Int32(5000) where outOf > 0 && (outOf == 1 || random.chance(outOf)) {
                bitmap.insert(person)
                people += 1
            }
            #expect(bitmap.count == people)
            #expect(bitmap.all.count == people)
        }
    }
}
