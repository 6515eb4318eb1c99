import CRRTDomain
@testable import CRRTMatching
import Testing

/// Matching against trying everything, on thousands of small rosters.
struct OracleTests {
    @Test(arguments: 0..<8)
    func everyCandidateIsTheOptimum(of part: Int) {
        for seed in UInt64(part * 400)..<UInt64(part * 400 + 400) {
            let given = RandomCase(seed: seed)
            let oracle = Oracle(given)
            let report = given.index.match(given.query, outOfTime: Fixtures.never)
            let expected = oracle.candidates()
            if report.candidates != expected {
                Issue.record("seed \(seed): \(report.candidates) instead of \(expected)")
                return
            }
            let eligible = given.query.request.seats.indices.map { line in
                Set(zip(oracle.places, oracle.able).filter { $0.0.line == line }.flatMap(\.1).map(\.id)).count
            }
            #expect(report.seats.map(\.eligible) == eligible, "seed \(seed)")
        }
    }
}
