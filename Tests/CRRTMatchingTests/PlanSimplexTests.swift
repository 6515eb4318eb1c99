import SeededNumbers
import Testing

@testable import CRRTMatching

/// Mixtures are proven by their prices: at these, what each request can have at least comes to what the mixture is worth.
struct PlanSimplexTests {
    /// A tier counts more than any cost.
    private static let tier = 1e6

    @Test func pricesProveTheMixture() {
        var mixed = 0
        for seed in UInt64(0)..<500 {
            var random = SeededGenerator(seed: seed)
            let (requests, limits) = (Int.random(in: 1...4, using: &random), Int.random(in: 1...6, using: &random))
            let start = (0..<requests).map { _ in value(40...60, &random) }
            let columns = (0..<Int.random(in: 1...30, using: &random)).map { _ in
                let used = (requests..<requests + limits).filter { _ in Int.random(in: 0...2, using: &random) == 0 }
                return (value: value(0...30, &random), rows: [Int.random(in: 0..<requests, using: &random)] + used)
            }
            var simplex = PlanSimplex(start: start, limits: limits, columns: columns)
            let isSolved = simplex.solve()
            #expect(isSolved, "seed \(seed)")
            let shares = simplex.shares
            mixed += shares.count { $0 > 0.001 && $0 < 0.999 }
            let prices = (requests..<requests + limits).map { row in
                let taken = columns.indices.filter { columns[$0].rows.contains(row) }.reduce(0) { $0 + shares[$1] }
                #expect(taken < 1.000001, "seed \(seed)")
                return number(simplex.price(row))
            }
            #expect(prices.allSatisfy { $0 >= 0 }, "seed \(seed)")
            var (worth, bound) = (0.0, -prices.reduce(0, +))
            for request in 0..<requests {
                let own = columns.indices.filter { columns[$0].rows[0] == request }
                let rest = 1 - own.reduce(0) { $0 + shares[$1] }
                #expect(rest > -0.000001, "seed \(seed)")
                worth += own.reduce(rest * number(start[request])) { $0 + shares[$1] * number(columns[$1].value) }
                let priced = own.map { index in
                    columns[index].rows.dropFirst().reduce(number(columns[index].value)) { $0 + prices[$1 - requests] }
                }
                bound += (priced + [number(start[request])]).min() ?? 0
            }
            #expect(abs(bound - worth) < 0.01, "seed \(seed): \(worth), but at least \(bound)")
        }
        #expect(mixed > 100, "\(mixed)")
    }

    private func number(_ value: PlanSimplex.Value) -> Double { value.tier * Self.tier + value.cost }

    private func value(_ tiers: ClosedRange<Int>, _ random: inout SeededGenerator) -> PlanSimplex.Value {
        .init(tier: Double(Int.random(in: tiers, using: &random)), cost: Double(Int.random(in: 0...99, using: &random)))
    }
}
