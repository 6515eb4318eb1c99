import CRRTDomain
import CRRTMatching
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Testing

@testable import CRRTService

/// A roster of several pages is loaded as it was written.
struct RosterLoaderTests {
    @Test func whatIsLoadedIsWhatWasFollowed() throws {
        try InProcessDesk.with { desk in
            let experts = try many(2 * RosterPage.capacity + 77)
            let teams = try Samples.roster().compactMap(\.team).map { try Team($0, existing: nil, now: desk.clock.now) }
            // Backwards, so that the handles of the one are not those of the other.
            write(experts.reversed().map { ($0.id.text, .expert($0)) } + teams.map { ($0.id.text, .team($0)) }, to: desk.store)
            let (followed, loaded) = (desk.instance.environment.roster.snapshot, try RosterView(desk.store).snapshot)
            #expect(loaded.index.expertCount == experts.count && loaded.index.teamCount == teams.count && loaded.seq == followed.seq)
            #expect(loaded.index.invariants() == [])
            #expect(loaded.index.differences(from: followed.index) == [])
        }
    }

    /// The sample roster's people over and over, under other ids.
    private func many(_ count: Int) throws -> [Expert] {
        let sample = try Samples.roster().compactMap(\.expert)
        return try (0..<count).map { number in
            var wire = sample[number % sample.count]
            wire.id = "\(wire.nation)-\(10_000 + number)"
            return try Expert(wire, existing: nil, now: Samples.today.startOfDay)
        }
    }

    private func write(_ records: [(id: String, change: RecordChange)], to store: Store) {
        store.write { transaction in
            for (id, change) in records {
                try transaction.append(JournalDraft(by: "test", .expertPut, id, [change]), at: Samples.today.startOfDay)
            }
        } then: { outcome in
            if case .failure(let error) = outcome { Issue.record("\(error)") }
        }
        store.drain()
    }
}
