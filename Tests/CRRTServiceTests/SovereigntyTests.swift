import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Testing

/// Whatever anybody does, in whatever order: nobody moves without his nation's and the host's word, and nobody is in two places.
@Suite("Sovereignty under random commands")
struct SovereigntyTests {
    @Test("after every step", arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func randomCommands(seed: UInt64) throws {
        try InProcessDesk.with { desk in
            var world = try RandomWorld(desk, seed: seed)
            var done: [String: Int] = [:]
            var before = try desk.store.read { try $0.seq() }
            for number in 0..<500 {
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

/// What must hold of the rows at any moment.
enum Invariants {
    static func broken(_ reading: Reading) throws -> [String] {
        let taskings = try reading.taskings(state: nil, after: nil, limit: 1000)
        var broken: [String] = []
        for tasking in taskings {
            let consents = try reading.consents(of: tasking.id)
            if tasking.state.holdsPeople { broken += unconsented(tasking, consents) }
            if !tasking.state.isActive, consents.contains(where: { $0.state == .requested || $0.state == .granted }) {
                broken.append("\(tasking.id) is \(tasking.state) and still has a consent open")
            }
            if tasking.state == .consented, unanswered(tasking, consents) {
                broken.append("\(tasking.id) is consented without all consents")
            }
        }
        return broken + doubled(taskings.filter(\.state.holdsPeople)) + (try overfilled(reading, taskings))
    }

    private static func unanswered(_ tasking: Tasking, _ consents: [Consent]) -> Bool {
        let granted = consents.filter { $0.digest == tasking.digest && $0.state == .granted }
        let kind: Consent.Kind = tasking.kind == .effect ? .effect : .contribute
        return !tasking.nations.allSatisfy { nation in granted.contains { $0.nation == nation && $0.kind == kind } }
            || !granted.contains { $0.nation == tasking.request.nation && $0.kind == .host }
    }

    private static func unconsented(_ tasking: Tasking, _ consents: [Consent]) -> [String] {
        var broken = unanswered(tasking, consents) ? ["\(tasking.id) is \(tasking.state) without every nation's word"] : []
        for consent in consents where consent.digest == tasking.digest && consent.state == .granted {
            let people = Set(consent.decidedBy.map(\.uid)).count
            if people < consent.principalsNeeded { broken.append("\(tasking.id): \(people) person(s) granted an effect") }
        }
        if tasking.orderedBy.map({ $0.isSamePerson(as: tasking.proposedBy) }) ?? true {
            broken.append("\(tasking.id) was not ordered by another person than its proposer")
        }
        return broken
    }

    private static func doubled(_ holding: [Tasking]) -> [String] {
        var broken: [String] = []
        for (index, one) in holding.enumerated() {
            for other in holding[(index + 1)...] where one.period.overlaps(other.period) {
                let shared = Set(one.assignments.map(\.expert)).intersection(other.assignments.map(\.expert))
                if !shared.isEmpty { broken.append("\(shared) serve \(one.id) and \(other.id)") }
            }
        }
        return broken
    }

    /// Of an amended request the ordered taskings keep their terms, so only requests that have stayed as they were are counted.
    private static func overfilled(_ reading: Reading, _ taskings: [Tasking]) throws -> [String] {
        try Dictionary(grouping: taskings.filter(\.state.holdsPeople), by: \.request).compactMap { id, taskings in
            guard let request = try reading.request(id), request.revision == 2 else { return nil }
            let people = taskings.flatMap(\.assignments).count
            return people > request.people ? "\(id) has \(people) people for \(request.people) places" : nil
        }
    }
}
