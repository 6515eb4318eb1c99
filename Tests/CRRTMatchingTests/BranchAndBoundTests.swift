import Testing

@testable import CRRTMatching

/// Branch and bound over nations against trying every set of nations.
struct NationSearchTests {
    private func search<P: Price>(
        _ problem: AssemblyProblem, _: P.Type, bits: Int? = nil, outOfTime: () -> Bool = Fixtures.never
    ) -> BranchAndBound<P> {
        let cutoff = P(cost: problem.openCost * (problem.slots.count + 1), digit: 0, shift: 0)
        var search = BranchAndBound<P>(problem, digitBits: bits ?? PriceScale<P>.digitBits(problem), below: cutoff)
        search.run(outOfTime: outOfTime)
        return search
    }

    /// The best over all sets of nations, each solved without fees.
    private func bestOverAllSets(_ problem: AssemblyProblem) -> Int128 {
        let scale = PriceScale<Int128>(problem, digitBits: PriceScale<Int128>.digitBits(problem))
        var assignment = MinCostAssignment(problem, scale)
        var best: Int128?
        for set in 0..<(1 << problem.nations.count) {
            let barred = problem.nations.indices.map { set & (1 << $0) == 0 }
            var total = assignment.solve(barred: barred)
            let used = Set(
                problem.slots.indices.compactMap { slot in
                    assignment.chosen[slot].map { problem.options[problem.slots[slot]][$0].nation }
                }
            ).union(problem.prepaid)
            total += Int128(used.count * problem.nationWeight) << Int128.digitBits
            best = min(best ?? total, total)
        }
        return best!
    }

    @Test(arguments: 0..<4)
    func findsTheBestSet(of part: Int) {
        for seed in UInt64(part * 20)..<UInt64(part * 20 + 20) {
            let problem = RandomProblem(seed: seed, slots: 6, kinds: 3, nations: 6, people: 24).problem
            let found = search(problem, Int128.self)
            #expect(found.incumbentPrice == bestOverAllSets(problem), "seed \(seed)")
            #expect(found.bound == found.incumbentPrice, "seed \(seed)")
        }
    }

    @Test func bothWidthsFindTheSame() {
        for seed in UInt64(0)..<60 {
            let problem = RandomProblem(seed: seed, slots: 8, kinds: 4, nations: 8, people: 40).problem
            #expect(search(problem, Int128.self).incumbent == search(problem, WidePrice.self, bits: 16).incumbent, "seed \(seed)")
        }
    }

    /// Cut short after any number of nodes, the bound is not above the optimum, and the incumbent is not below it.
    @Test func anInterruptedSearchIsHonest() {
        var interrupted = 0
        for seed in UInt64(0)..<40 {
            let problem = RandomProblem(seed: seed, slots: 8, kinds: 8, nations: 12, people: 60).problem
            let optimum = search(problem, Int128.self).incumbentPrice
            for budget in [0, 1, 3, 10] {
                var asked = 0
                let found = search(problem, Int128.self) {
                    asked += 1
                    return asked > budget
                }
                #expect(found.incumbent != nil, "seed \(seed)")
                #expect(found.bound <= optimum && optimum <= found.incumbentPrice, "seed \(seed), budget \(budget)")
                if found.bound < found.incumbentPrice { interrupted += 1 }
                let assembly = Assembly(problem, outOfTime: { asked > budget })
                #expect(assembly?.lowerBound.map { $0 <= problem.cost(of: assembly!.people) } ?? true)
            }
        }
        #expect(interrupted > 10, "too few searches were cut short to say anything")
    }

    /// A solution that costs exactly as much as the limit is found, and no dearer one.
    @Test func theCutoffIncludesItself() {
        for seed in UInt64(0)..<20 {
            let problem = RandomProblem(seed: seed, slots: 4, kinds: 2, nations: 4, people: 20).problem
            let cost = search(problem, Int128.self).incumbentPrice.cost
            #expect(Assembly(problem, atMost: cost, outOfTime: Fixtures.never) != nil, "seed \(seed)")
            #expect(Assembly(problem, atMost: cost - 1, outOfTime: Fixtures.never) == nil, "seed \(seed)")
        }
    }
}
