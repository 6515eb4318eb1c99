import Testing

@testable import CRRTMatching

/// The dual prices of an assignment prove that it is optimal.
struct AssignmentTests {
    @Test func pricesProveTheOptimum() {
        for seed in UInt64(0)..<60 {
            check(RandomProblem(seed: seed, slots: 9, kinds: 4, nations: 5, people: 30).problem, Int128.self, seed)
            // Fewer people than slots: some stay open.
            check(RandomProblem(seed: seed, slots: 8, kinds: 3, nations: 3, people: 6).problem, Int128.self, seed)
        }
    }

    /// Weak duality: Σ slot prices − Σ person prices bounds every assignment from below if no option is cheaper than its slot's
    /// price less its person's; an assignment that meets the bound is an optimum.
    private func check<P: Price>(_ problem: AssemblyProblem, _: P.Type, _ seed: UInt64) {
        let scale = PriceScale<P>(problem, digitBits: PriceScale<P>.digitBits(problem))
        var assignment = MinCostAssignment(problem, scale)
        // Solved twice, so that the second run shows whether the first was reset.
        let exclusions = [problem.nations.indices.map { $0 == 1 }, problem.nations.map { _ in false }]
        for barred in exclusions {
            let total = assignment.solve(barred: barred)
            let people = assignment.chosen.indices.compactMap { slot in
                assignment.chosen[slot].map { problem.options[problem.slots[slot]][$0].person }
            }
            #expect(Set(people).count == people.count, "seed \(seed): a person is assigned twice")
            let sum = assignment.slotPrice.reduce(.zero, +) - assignment.personPriceSum
            #expect(sum == total, "seed \(seed)")
            for slot in problem.slots.indices {
                #expect(assignment.slotPrice[slot] <= scale.open(slot), "seed \(seed)")
                for option in problem.options[problem.slots[slot]] where !barred[option.nation] {
                    let asked = scale.price(slot, option) + assignment.personPrice[option.person]
                    #expect(assignment.slotPrice[slot] <= asked, "seed \(seed)")
                    #expect(assignment.personPrice[option.person] >= .zero, "seed \(seed)")
                }
            }
        }
    }
}
