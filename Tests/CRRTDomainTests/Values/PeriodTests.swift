import CRRTDomain
import SeededNumbers
import Testing

@Suite struct PeriodTests {
    private func period(_ start: Int, _ end: Int) throws -> Period {
        try Period(start: Instant(seconds: Int64(start)), end: Instant(seconds: Int64(end)))
    }

    @Test func anEndMustComeAfterTheStart() throws {
        let start = try Instant("2026-01-01T00:00:00Z")
        #expect(
            complaint { () throws(InvalidField) in try Period(start: start, end: start) }
                == "end: 2026-01-01T00:00:00Z is not after the start 2026-01-01T00:00:00Z")
        #expect(complaint { () throws(InvalidField) in try Period(start: start.adding(seconds: 1), end: start) } != "none")
    }

    @Test func theStartBelongsToItAndTheEndDoesNot() throws {
        let period = try period(10, 20)
        #expect(!period.contains(Instant(seconds: 9)))
        #expect(period.contains(Instant(seconds: 10)))
        #expect(period.contains(Instant(milliseconds: 19_999)))
        #expect(!period.contains(Instant(seconds: 20)))
    }

    /// The agreed end counts as long as it lies ahead; past it people are committed until they are released.
    @Test func peopleAreCommittedUntilTheEndAndPastItForGood() throws {
        let period = try period(10, 20)
        for (at, now, commits) in [
            (0, 0, true), (15, 0, true), (20, 0, false), (20, 19, false), (20, 20, true), (99, 20, true), (5, 99, true),
        ] {
            #expect(
                period.commits(at: Instant(seconds: Int64(at)), now: Instant(seconds: Int64(now))) == commits, "at \(at), now \(now)")
        }
    }

    @Test func backToBackIsNoOverlap() throws {
        #expect(!(try period(10, 20).overlaps(period(20, 30))))
        #expect(!(try period(20, 30).overlaps(period(10, 20))))
        #expect(try period(10, 21).overlaps(period(20, 30)))
        #expect(try period(10, 40).overlaps(period(20, 30)))
        #expect(try period(20, 30).overlaps(period(10, 40)))
    }

    @Test func touchingPeriodsAreJoined() throws {
        #expect(Period.normalized([]) == [])
        #expect(Period.normalized([try period(20, 30), try period(10, 20)]) == [try period(10, 30)])
        #expect(Period.normalized([try period(10, 50), try period(20, 30)]) == [try period(10, 50)])
        #expect(Period.normalized([try period(21, 30), try period(10, 20)]) == [try period(10, 20), try period(21, 30)])
    }

    /// Against sets of seconds: the same time covered, sorted, with gaps between.
    @Test(arguments: 1...50 as ClosedRange<UInt64>)
    func normalizedCoversTheSameTime(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let periods = try (0..<Int.random(in: 1...12, using: &random)).map { _ in
            let start = Int.random(in: 0..<60, using: &random)
            return try period(start, start + Int.random(in: 1...10, using: &random))
        }
        let normalized = Period.normalized(periods)
        for second in 0..<80 {
            let instant = Instant(seconds: Int64(second))
            #expect(normalized.contains { $0.contains(instant) } == periods.contains { $0.contains(instant) })
        }
        for (earlier, later) in zip(normalized, normalized.dropFirst()) { #expect(earlier.end < later.start) }
        #expect(Period.normalized(periods.shuffled(using: &random)) == normalized)
    }
}
