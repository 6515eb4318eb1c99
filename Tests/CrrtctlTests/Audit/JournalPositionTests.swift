import CRRTDomain
import Testing

@testable import crrtctl

@Suite struct JournalPositionTests {
    /// Positions with gaps, as callers see who do not see everything; two entries of one instant.
    private static let positions = [3, 4, 9, 1_000, 1_001, 5_000_000_000, 5_000_000_007]
    private static let times: [Int64] = [10, 20, 30, 30, 50, 60, 70]

    @Test(
        arguments: [
            (5, 0), (10, 0), (11, 3), (20, 3), (30, 4), (31, 1_000), (55, 1_001), (60, 1_001), (70, 5_000_000_000), (71, 5_000_000_007),
        ] as [(Int64, Int)])
    func found(_ seconds: Int64, _ expected: Int) throws {
        var calls = 0
        let position = try JournalPosition.before(Instant(seconds: seconds)) { (position) throws(Failure) in
            calls += 1
            guard let index = Self.positions.firstIndex(where: { $0 > position }) else { return nil }
            return (Self.positions[index], Instant(seconds: Self.times[index]))
        }
        #expect(position == expected)
        #expect(calls < 100)
    }

    @Test func nothingIsInAnEmptyJournal() throws {
        #expect(try JournalPosition.before(Instant(seconds: 1)) { (_) throws(Failure) in nil } == 0)
    }
}
