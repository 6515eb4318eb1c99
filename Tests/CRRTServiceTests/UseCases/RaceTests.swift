import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Foundation
import JournalProof
import SeededNumbers
import Synchronization
import Testing

@testable import CRRTStore

/// The same random commands, several at the same moment from threads of their own, and restarts in the middle, clean and not,
/// during which deadlines pass.
@Suite("Sovereignty in races and over restarts")
struct RaceTests {
    private static let wanted = [Consents.Grant.name, Taskings.Order.name, Taskings.Advance.name]

    @Test("after every round")
    func races() async throws {
        // Who comes first is not the seed's: worlds in which nothing happens prove nothing, so they go on until enough has in one of them.
        let done = Counts()
        try await withThrowingTaskGroup { group in
            for seed in [11, 12, 13, 14] as [UInt64] { group.addTask { try race(seed, done) } }
            try await group.waitForAll()
        }
        for method in Self.wanted { #expect(done[method] > 0, "no \(method) got through") }
    }

    /// - Parameter done: How often each method got through, in all worlds.
    private func race(_ seed: UInt64, _ done: Counts) throws {
        try InProcessDesk.with { desk in
            var world = try RandomWorld(desk, seed: seed)
            var numbers = SeededGenerator(seed: seed ^ 0xACE)
            // By caller: each counts in their own way.
            var accepted: Set<String> = []
            for round in 0..<600 where round < 100 || !Self.wanted.allSatisfy({ done[$0] > 0 }) {
                var moves = try (0..<Int.random(in: 2...5, using: &numbers)).map { _ in try world.choose() }
                // A click too many.
                if Int.random(in: 0..<3, using: &numbers) == 0 { moves.append(moves[0]) }
                for (move, result) in zip(moves, Race.run(moves.map(\.make))) {
                    let made = try result.get()
                    if made.done { done.count(move.method) }
                    guard let position = made.position else { continue }
                    #expect(accepted.insert(position).inserted, "seed \(seed), round \(round): \(move.method) got the number of another")
                }
                try holds(desk, "seed \(seed), round \(round), after \(moves.map(\.method))")
                if Int.random(in: 0..<8, using: &numbers) == 0 {
                    try restart(desk, &numbers, accepted, "seed \(seed), round \(round)")
                }
            }
            try replays(desk, "seed \(seed)")
        }
    }

    private func holds(_ desk: InProcessDesk, _ place: String) throws {
        desk.settle()
        let broken = try desk.store.read { try Invariants.broken($0) }
        try #require(broken.isEmpty, "\(place): \(broken)")
    }

    /// Whatever was accepted before is there afterwards, entry for entry; what became due meanwhile has happened.
    private func restart(_ desk: InProcessDesk, _ numbers: inout SeededGenerator, _ accepted: Set<String>, _ place: String) throws {
        let before = try desk.store.verifyJournal()
        try desk.restart(killed: Bool.random(using: &numbers), afterHours: [0, 0, 1, 13].randomElement(using: &numbers)!)
        let due = try desk.store.read { try $0.nextDeadline() }
        #expect(due.map { $0.at > desk.clock.now } ?? true, "\(place): a deadline that passed has not fired")
        try holds(desk, "\(place), restarted")
        let entries = try desk.store.read { try $0.journal(since: 0, limit: 100_000) }
        #expect(try desk.store.verifyJournal().broken == nil, "\(place)")
        #expect(entries.count >= before.entries && entries[before.entries - 1].hash == before.head, "\(place): the journal was cut")
        #expect(accepted.count <= before.entries, "\(place): accepted and lost")
        #expect(try desk.call(Service.CheckRoster.self, .init(), as: 0).intact, "\(place)")
    }

    /// The journal alone gives the same taskings and consents.
    private func replays(_ desk: InProcessDesk, _ place: String) throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("copy.db")
            _ = try Rebuild.fill(path, from: desk.store.path)
            let copy = try Store(path: path)
            defer { try? copy.close() }
            for store in [desk.store, copy] { #expect(try store.read { try Invariants.broken($0) } == [], "\(place)") }
            let (rows, again) = (try Self.rows(desk.store), try Self.rows(copy))
            #expect(rows.taskings == again.taskings && rows.consents == again.consents, "\(place): the replay differs")
        }
    }

    private static func rows(_ store: Store) throws -> (taskings: [Tasking], consents: [Consent]) {
        try store.read { rows in
            let taskings = try rows.taskings(state: nil, after: nil, limit: 10_000)
            return (taskings, try taskings.flatMap { try rows.consents(of: $0.id) })
        }
    }
}

/// How often each method got through, counted by several threads.
private final class Counts: Sendable {
    private let counts = Mutex<[String: Int]>([:])

    func count(_ method: String) { counts.withLock { $0[method, default: 0] += 1 } }

    subscript(method: String) -> Int { counts.withLock { $0[method, default: 0] } }
}
