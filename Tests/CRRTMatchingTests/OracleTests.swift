import CRRTDomain
import Testing

@testable import CRRTMatching

/// Matching against trying everything, on thousands of small rosters.
struct OracleTests {
    @Test(arguments: 0..<8)
    func everyCandidateIsTheOptimum(of part: Int) {
        for seed in UInt64(part * 300)..<UInt64(part * 300 + 300) where !isOptimal(RandomCase(seed: seed), seed) { return }
    }

    /// Members of a team have the notice of its standby where they go with it, named experts wherever they go.
    @Test(arguments: 0..<8)
    func everyCandidateIsTheOptimumWhileTeamsStandBy(of part: Int) {
        var differing = 0
        for seed in UInt64(part * 300)..<UInt64(part * 300 + 300) {
            var given = RandomCase(seed: seed)
            let without = given.index.match(given.query, outOfTime: Fixtures.never)
            given.addStandby(seed: seed)
            if given.index.match(given.query, outOfTime: Fixtures.never) != without { differing += 1 }
            guard isOptimal(given, seed) else { return }
        }
        #expect(differing > 40, "standby hardly matters: \(differing)")
    }

    private func isOptimal(_ given: RandomCase, _ seed: UInt64) -> Bool {
        let oracle = Oracle(given)
        let report = given.index.match(given.query, outOfTime: Fixtures.never)
        let expected = oracle.candidates()
        if report.candidates != expected {
            Issue.record("seed \(seed): \(report.candidates) instead of \(expected)")
            return false
        }
        // Fewer people are looked at where less is asked for.
        for kinds in [[.assembled], [.team], [.team, .assembled], [.team, .augmented]] as [Set<CandidateKind>] {
            var query = given.query
            query.kinds = kinds
            let found = given.index.match(query, outOfTime: Fixtures.never).candidates
            #expect(found == expected.filter { kinds.contains($0.kind) }, "seed \(seed), \(kinds)")
        }
        let single = Oracle(given.ready(for: nil))
        let eligible = given.query.request.seats.indices.map { line in
            Set(zip(single.slots, single.able).filter { $0.0.line == line }.flatMap(\.1).map(\.id)).count
        }
        #expect(report.seats.map(\.eligible) == eligible, "seed \(seed)")
        return true
    }

    /// Teams are solved in the order of their bounds until none can win: a bound above the optimum would lose a team.
    @Test func teamBoundsAreBelowTheOptimum() {
        var tight = 0
        for seed in UInt64(0)..<600 {
            var given = RandomCase(seed: seed)
            given.query.limit = 10
            let index = given.index
            let pool = EligiblePool(index, given.query)
            let bounds = TeamCostBounds(pool)
            for candidate in index.match(given.query, outOfTime: Fixtures.never).candidates {
                guard let team = candidate.team.flatMap({ index.profile($0) }) else { continue }
                let strength = TeamStrength(team, index, pool)
                let bound = bounds.bound(of: strength, index, pool)
                #expect(bound <= candidate.cost, "seed \(seed)")
                if bound == candidate.cost { tight += 1 }
            }
        }
        #expect(tight > 10, "the bounds say little")
    }
}
