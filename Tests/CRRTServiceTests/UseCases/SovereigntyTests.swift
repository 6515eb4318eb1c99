import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import JournalProof
import Testing

/// Whatever callers do, in whatever order: nobody moves without their nation's and the host's consent, and nobody is in two places.
@Suite("Sovereignty under random commands")
struct SovereigntyTests {
    @Test("after every step", arguments: [1, 2, 3, 4] as [UInt64])
    func randomCommands(seed: UInt64) throws {
        try InProcessDesk.with { desk in
            var world = try RandomWorld(desk, seed: seed)
            var done: [String: Int] = [:]
            var before = try desk.store.read { try $0.seq() }
            for number in 0..<650 {
                let step = try world.step()
                let after = try desk.store.read { try $0.seq() }
                if step.done { done[step.method, default: 0] += 1 }
                #expect(step.done || after == before, "seed \(seed), step \(number): refused \(step.method) wrote to the journal")
                // What a step makes due happens by itself, at once; here, so that it is not taken for the next step's doing.
                desk.settle()
                before = try desk.store.read { try $0.seq() }
                let broken = try desk.store.read { try Invariants.broken($0) }
                guard broken.isEmpty else {
                    Issue.record("seed \(seed), step \(number), after \(step.method): \(broken)")
                    return
                }
                // The roster in memory has followed every change.
                let check = number % 10 == 0 ? try desk.call(Service.CheckRoster.self, .init(), as: 0) : nil
                #expect(check?.intact != false, "seed \(seed), step \(number): \(check?.faults ?? [])")
            }
            // A world in which nothing happens proves nothing.
            for method in [Consents.Grant.name, Taskings.Order.name, Taskings.Advance.name] {
                #expect(done[method, default: 0] > 0, "seed \(seed): no \(method) got through: \(done)")
            }
            #expect(try desk.store.verifyJournal().broken == nil)
        }
    }
}
