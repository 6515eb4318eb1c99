import SeededNumbers
import Testing

@testable import CRRTMatching

/// Wide prices are whole numbers: carries and borrows cross words.
struct WidePriceTests {
    /// The same number twice: wide, and in 128 bits, with digits in the lowest word only.
    private func pair(_ random: inout SeededGenerator) -> (WidePrice, Int128) {
        let cost = random.below(1000) - 500
        let digit = random.below(1 << 16)
        let shift = 16 * random.below(4)
        return (WidePrice(cost: cost, digit: digit, shift: 576 + shift), Int128(cost: cost, digit: digit, shift: 32 + shift))
    }

    @Test func agreesWith128Bits() {
        var random = SeededGenerator(seed: 1)
        var (wide, plain) = pair(&random)
        for _ in 0..<5000 {
            let (other, plainOther) = pair(&random)
            #expect((wide < other) == (plain < plainOther) && (wide == other) == (plain == plainOther))
            if random.chance(2) {
                (wide, plain) = (wide + other, plain + plainOther)
            } else {
                (wide, plain) = (wide - other, plain - plainOther)
            }
            #expect(wide.cost == plain.cost)
        }
    }

    @Test func borrowsAcrossAllWords() {
        let one = WidePrice(cost: 0, digit: 1, shift: 0)
        let cost = WidePrice(cost: 1, digit: 0, shift: 0)
        let below = cost - one
        #expect(below.cost == 0)
        #expect(below < cost && WidePrice.zero < below)
        #expect(below + one == cost)
        #expect((WidePrice.zero - one).cost == -1)
        #expect(WidePrice.zero - one < .zero)
    }
}
