import CRRTDomain
import SeededNumbers
import Testing

@testable import CRRTMatching

/// Whole pages of experts are a quicker way to the same index.
struct RosterPageTests {
    private func page(_ experts: some Sequence<Expert>) -> RosterPage {
        RosterPage { body in for expert in experts { body(ExpertTraits(expert)) } }
    }

    /// Nothing is wrong in an index, and it says what one made by single puts says.
    private func expectSame(_ index: RosterIndex, as other: RosterIndex, _ query: MatchQuery, _ seed: UInt64) {
        #expect(index.invariants() == [], "seed \(seed)")
        #expect(index.differences(from: other) == [], "seed \(seed)")
        let (found, wanted) = (index.match(query, outOfTime: Fixtures.never), other.match(query, outOfTime: Fixtures.never))
        #expect("\(found)" == "\(wanted)", "seed \(seed)")
    }

    @Test func aPageIsItsExperts() {
        for seed in UInt64(0)..<150 {
            let given = RandomCase(seed: seed, flawed: 4)
            var index = RosterIndex()
            index.put(page(given.experts.sorted { $0.id < $1.id }))
            for team in given.teams { index.put(team) }
            for commitment in given.commitments { index.commit(commitment) }
            expectSame(index, as: given.index, given.query, seed)
        }
    }

    /// Out of order, twice in a page, known already, named before: nothing is lost, and nobody is there twice.
    @Test func theOrderDoesNotShow() {
        for seed in UInt64(0)..<150 {
            let given = RandomCase(seed: seed, flawed: 4)
            let earlier = RandomCase(seed: seed + 1000)
            var random = SeededGenerator(seed: seed)
            let shuffled = given.experts.shuffled(using: &random)
            var index = RosterIndex()
            if random.chance(2) { for commitment in given.commitments { index.commit(commitment) } }
            if random.chance(2) { for team in given.teams { index.put(team) } }
            if random.chance(2) {
                let old = zip(given.experts, earlier.experts).map { expert, old in
                    var old = old
                    old.id = expert.id
                    return old
                }
                index.put(page(old.sorted { $0.id < $1.id }))
            }
            let half = random.below(shuffled.count + 1)
            index.put(page(shuffled[half...] + shuffled[half...]))
            index.put(page(shuffled[..<half]))
            for team in given.teams { index.put(team) }
            for commitment in given.commitments { index.commit(commitment) }
            expectSame(index, as: given.index, given.query, seed)
        }
    }

    @Test(arguments: [UInt64(1), 2]) func manyPages(_ seed: UInt64) {
        let experts = many(2 * RosterPage.capacity + 300, seed)
        let single = Fixtures.index(experts)
        var index = RosterIndex()
        for start in stride(from: 0, to: experts.count, by: RosterPage.capacity) {
            index.put(page(experts[start..<min(start + RosterPage.capacity, experts.count)]))
        }
        // The same handles, so the very same sets.
        #expect(index.sets.differences(from: single.sets) == [], "seed \(seed)")
        #expect(index.expertCount == experts.count && index.invariants() == [], "seed \(seed)")
        #expect(index.differences(from: single) == [], "seed \(seed)")
        // Behind a page that is not full there is no whole page, and what comes next still finds its slot.
        let more = many(600, seed + 10, from: experts.count)
        index.put(page(more))
        for expert in many(experts.count, seed + 20).shuffled().prefix(500) { index.put(expert) }
        #expect(index.expertCount == experts.count + more.count && index.invariants() == [], "seed \(seed)")
    }

    private func many(_ count: Int, _ seed: UInt64, from first: Int = 0) -> [Expert] {
        let sample = (0..<20).flatMap { RandomCase(seed: seed * 100 + $0, flawed: 4).experts }
        return (0..<count).map { number in
            var expert = sample[number % sample.count]
            expert.id = try! ExpertID("EST-\(100_000 + first + number)")
            return expert
        }
    }
}
