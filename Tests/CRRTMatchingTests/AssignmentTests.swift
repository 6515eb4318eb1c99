import Testing

@testable import CRRTMatching

/// The assignment carries its own proof: prices under which nothing is cheaper than what was chosen.
struct AssignmentTests {
    @Test func pricesProveTheOptimum() {
        for seed in UInt64(0)..<60 {
            check(RandomProblem(seed: seed, places: 9, kinds: 4, nations: 5, people: 30).problem, Int128.self, seed)
            // Fewer people than places: some stay open.
            check(RandomProblem(seed: seed, places: 8, kinds: 3, nations: 3, people: 6).problem, Int128.self, seed)
        }
    }

    /// Weak duality: Σ place prices − Σ person prices bounds every assignment from below if no option is cheaper than its place's
    /// price less its person's; an assignment that meets the bound is an optimum.
    private func check<P: Price>(_ problem: AssemblyProblem, _: P.Type, _ seed: UInt64) {
        let scale = PriceScale<P>(problem, digitBits: PriceScale<P>.digitBits(problem))
        var assignment = MinCostAssignment(problem, scale)
        // Solved twice, so that the second run shows whether the first is forgotten.
        let bars = [problem.nations.indices.map { $0 == 1 }, problem.nations.map { _ in false }]
        for barred in bars {
            let total = assignment.solve(barred: barred)
            let people = assignment.chosen.indices.compactMap { place in
                assignment.chosen[place].map { problem.options[problem.places[place]][$0].person }
            }
            #expect(Set(people).count == people.count, "seed \(seed): somebody sits twice")
            let sum = assignment.placePrice.reduce(.zero, +) - assignment.competition
            #expect(sum == total, "seed \(seed)")
            for place in problem.places.indices {
                #expect(assignment.placePrice[place] <= scale.open(place), "seed \(seed)")
                for option in problem.options[problem.places[place]] where !barred[option.nation] {
                    let asked = scale.price(place, option) + assignment.personPrice[option.person]
                    #expect(assignment.placePrice[place] <= asked, "seed \(seed)")
                    #expect(assignment.personPrice[option.person] >= .zero, "seed \(seed)")
                }
            }
        }
    }
}
