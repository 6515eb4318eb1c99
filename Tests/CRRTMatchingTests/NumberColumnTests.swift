import SeededNumbers
import Testing

@testable import CRRTMatching

/// Who has at least, at most or exactly so much, against looking at everybody, also where all have far less than a column could hold.
struct NumberColumnTests {
    private let size = 5000

    /// After changes, and with a page that came as a whole.
    private func column(_ digits: Int, _ random: inout SeededGenerator) -> (NumberColumn, [Int]) {
        let below = 1 << (1 + random.below(digits))
        var numbers = (0..<size).map { _ in random.chance(4) ? 0 : random.below(below) }
        let page = 4096
        var column = NumberColumn(digits: digits, page: (0..<page).map { (Int32($0), numbers[$0]) })
        column.append(NumberColumn(digits: digits, page: (page..<size).map { (Int32($0 - page), numbers[$0]) }), as: 1)
        for _ in 0..<random.below(50) {
            let person = random.below(size)
            let number = random.below(random.chance(3) ? 1 << digits : below)
            column.change(Int32(person), from: numbers[person], to: number)
            numbers[person] = number
        }
        return (column, numbers)
    }

    private func people(_ random: inout SeededGenerator) -> Selection {
        var people = Selection(capacity: size)
        for person in 0..<size where random.chance(3) { people.insert(Int32(person)) }
        return people
    }

    @Test func keepsWhoeverHasSoMuch() {
        for seed in UInt64(0)..<60 {
            var random = SeededGenerator(seed: seed)
            let digits = random.one(of: [3, 13, 16])
            let (column, numbers) = column(digits, &random)
            let people = people(&random)
            #expect(people.count == people.all.count)
            for _ in 0..<8 {
                let bound = random.below(1 << random.below(digits + 1))
                var more = people
                column.keep(atLeast: bound, of: &more)
                #expect(more.all == people.all.filter { numbers[Int($0)] >= bound }, "seed \(seed), at least \(bound)")
                var less = people
                column.keep(atMost: bound, of: &less)
                #expect(less.all == people.all.filter { numbers[Int($0)] <= bound }, "seed \(seed), at most \(bound)")
                for (side, other) in [(NumberColumn.Side.atLeast, more), (.atMost, less)] {
                    var left = people
                    var exactly = Selection(capacity: size)
                    column.keep(side, bound, of: &left, exactly: &exactly)
                    #expect(left.all == other.all, "seed \(seed), \(side) \(bound)")
                    #expect(exactly.all == people.all.filter { numbers[Int($0)] == bound }, "seed \(seed), \(bound)")
                }
            }
        }
    }
}
