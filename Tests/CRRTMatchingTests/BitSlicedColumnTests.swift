import SeededNumbers
import Testing

@testable import CRRTMatching

/// Comparisons of a column against looking at each value, also where all values are far below what a column can hold.
struct NumberColumnTests {
    private let size = 5000

    /// After changes, and with a page that came as a whole.
    private func column(_ bitWidth: Int, _ random: inout SeededGenerator) -> (BitSlicedColumn, [Int]) {
        let below = 1 << (1 + random.below(bitWidth))
        var numbers = (0..<size).map { _ in random.chance(4) ? 0 : random.below(below) }
        let page = 4096
        var column = BitSlicedColumn(bitWidth: bitWidth, page: (0..<page).map { (Int32($0), numbers[$0]) })
        column.append(BitSlicedColumn(bitWidth: bitWidth, page: (page..<size).map { (Int32($0 - page), numbers[$0]) }), as: 1)
        for _ in 0..<random.below(50) {
            let person = random.below(size)
            let number = random.below(random.chance(3) ? 1 << bitWidth : below)
            column.change(Int32(person), from: numbers[person], to: number)
            numbers[person] = number
        }
        return (column, numbers)
    }

    private func people(_ random: inout SeededGenerator) -> Bitmap {
        var people = Bitmap(capacity: size)
        for person in 0..<size where random.chance(3) { people.insert(Int32(person)) }
        return people
    }

    @Test func keepsWhoReachesTheBound() {
        for seed in UInt64(0)..<60 {
            var random = SeededGenerator(seed: seed)
            let bitWidth = random.one(of: [3, 13, 16])
            let (column, numbers) = column(bitWidth, &random)
            let people = people(&random)
            #expect(people.count == people.all.count)
            for _ in 0..<8 {
                let bound = random.below(1 << random.below(bitWidth + 1))
                var more = people
                column.keep(atLeast: bound, of: &more)
                #expect(more.all == people.all.filter { numbers[Int($0)] >= bound }, "seed \(seed), at least \(bound)")
                var less = people
                column.keep(atMost: bound, of: &less)
                #expect(less.all == people.all.filter { numbers[Int($0)] <= bound }, "seed \(seed), at most \(bound)")
                for (comparison, other) in [(BitSlicedColumn.Comparison.atLeast, more), (.atMost, less)] {
                    var left = people
                    var equal = Bitmap(capacity: size)
                    column.keep(comparison, bound, of: &left, equal: &equal)
                    #expect(left.all == other.all, "seed \(seed), \(comparison) \(bound)")
                    #expect(equal.all == people.all.filter { numbers[Int($0)] == bound }, "seed \(seed), \(bound)")
                }
            }
        }
    }
}
