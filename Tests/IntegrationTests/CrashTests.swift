import CRRTProtocol
import CRRTTestSupport
import Glibc
import SeededNumbers
import Synchronization
import Testing
import Varlink

/// A real daemon, asked by many at the same moment and killed in the middle of it, again and again.
@Suite("Killed at work", .needsOtherUsers)
struct CrashTests {
    private static let experts = ["EST-0001", "EST-0002", "EST-0003"]

    @Test("what was accepted is there, and no one is anywhere without their nation's consent", arguments: [21, 22] as [UInt64])
    func killed(seed: UInt64) throws {
        try RunningDaemon.with(TestSite()) { daemon in
            let estonia = try daemon.connect(uid: TestSite.contact("EST"))
            for id in Self.experts { _ = try estonia.call(Roster.PutExpert.self, .init(expert: SmallWorld.expert(id))) }
            let requests = try (0..<3).map { _ in try Self.validatedRequest(daemon) }
            let accepted = Accepted()
            for life in 1...3 {
                try Self.live(daemon, requests, accepted, until: life * 60, seed: seed &* 1000 &+ UInt64(life))
                try daemon.start()
                try Self.check(daemon, accepted, "seed \(seed), life \(life)")
            }
            #expect(accepted.events.keys.contains { $0.hasPrefix("tasking.ordered") }, "nothing was ordered: this proves nothing")
        }
    }

    private static func validatedRequest(_ daemon: RunningDaemon) throws -> String {
        let albania = try daemon.connect(uid: TestSite.contact("ALB"))
        let id = try #require(try albania.call(Requests.Submit.self, .init(request: SmallWorld.terms(from: 0, days: 10))).request.id)
        _ = try daemon.connect(uid: TestSite.duty).call(Requests.Validate.self, .init(id: id))
        return id
    }

    /// All callers at once, until this number of commands has been accepted in all and the daemon is killed.
    private static func live(
        _ daemon: RunningDaemon, _ requests: [String], _ accepted: Accepted, until count: Int, seed: UInt64
    ) throws {
        let roles: [(UInt32, Desk.Role)] = [
            (TestSite.duty, .proposer), (TestSite.secondDuty, .proposer), (TestSite.contact("EST"), .contributor),
            (TestSite.contact("EST", second: true), .contributor), (TestSite.contact("ALB"), .host), (TestSite.authority, .orderer),
            (TestSite.both, .orderer),
        ]
        let desks = try roles.enumerated().map { number, role in
            Desk(number, try daemon.connect(uid: role.0), role.1, requests, experts, accepted, seed: seed &+ UInt64(number) << 32)
        }
        accepted.killer = (count, daemon.processIdentifier)
        for result in Race.run(desks.map { desk in { @Sendable in try desk.work() } }) { try result.get() }
        daemon.kill()
    }

    private static func check(_ daemon: RunningDaemon, _ accepted: Accepted, _ place: String) throws {
        let auditor = try daemon.connect(uid: TestSite.auditor)
        #expect(try auditor.call(Journal.Verify.self, .init()).intact, "\(place)")
        var entries: [String: Int] = [:]
        try auditor.stream(Journal.Read.self, .init()) { reply, _ in
            if let entry = reply.entry {
                // A word taken back after the order calls the people home.
                let event = entry.event == "tasking.recalled" ? "consent.revoked" : entry.event
                entries["\(event) \(entry.subject)", default: 0] += 1
            }
            return true
        }
        for (event, count) in accepted.events {
            #expect(entries[event, default: 0] >= count, "\(place): \(event) was accepted \(count) times, and one is lost")
        }
        var holders: [String: String] = [:]
        try auditor.stream(Taskings.List.self, .init()) { reply, _ in
            guard let tasking = reply.tasking, [.ordered, .moving, .onTask, .returning].contains(tasking.state) else { return true }
            for (nation, kind) in [("EST", Taskings.ConsentState.Kind.contribute), ("ALB", .host)] {
                let word = tasking.consents.first { $0.nation == nation && $0.kind == kind }
                #expect(word?.state == .granted, "\(place): \(tasking.id) is \(tasking.state) without the word of \(nation)")
            }
            #expect(tasking.orderedBy != nil && tasking.orderedBy?.uid != tasking.proposedBy?.uid, "\(place): \(tasking.id)")
            for assignment in tasking.assignments {
                #expect(holders[assignment.expert] == nil, "\(place): \(assignment.expert) serves two")
                holders[assignment.expert] = tasking.id
            }
            return true
        }
    }
}

/// What the daemon has said yes to.
private final class Accepted: Sendable {
    private struct State {
        /// Positions in the journal, each as its caller counts.
        var positions: Set<String> = []
        var events: [String: Int] = [:]
        var killer: (count: Int, process: pid_t) = (.max, 0)
    }
    private let state = Mutex(State())

    /// How often each event of each tasking.
    var events: [String: Int] { state.withLock { $0.events } }

    /// After this number of acceptances the process is killed, in the middle of what it does for the others.
    var killer: (count: Int, process: pid_t) {
        get { state.withLock { $0.killer } }
        set { state.withLock { $0.killer = newValue } }
    }

    func note(_ position: String, _ event: String, _ subject: String) {
        state.withLock { state in
            #expect(state.positions.insert(position).inserted, "\(position) was given twice")
            state.events["\(event) \(subject)", default: 0] += 1
            if state.positions.count == state.killer.count { kill(state.killer.process, SIGKILL) }
        }
    }
}

/// One person at work on one connection, which one thread uses.
private final class Desk: @unchecked Sendable {
    enum Role { case proposer, contributor, host, orderer }

    private let number: Int
    private let client: VarlinkClient
    private let role: Role
    private let requests: [String]
    private let experts: [String]
    private let accepted: Accepted
    /// The threads race all the same: the seed says what is tried, not in which order.
    private var numbers: SeededGenerator

    init(
        _ number: Int, _ client: VarlinkClient, _ role: Role, _ requests: [String], _ experts: [String], _ accepted: Accepted, seed: UInt64
    ) {
        self.number = number
        (self.client, self.role, self.requests, self.experts, self.accepted) = (client, role, requests, experts, accepted)
        numbers = SeededGenerator(seed: seed)
    }

    /// Until the daemon is gone.
    func work() throws {
        do {
            while true { try step() }
        } catch let error as ClientError {
            if case .remote(let remote) = error { throw remote }
        }
    }

    private func step() throws {
        switch role {
        case .proposer:
            let (request, expert) = (pick(requests), pick(experts))
            try send(
                Taskings.Propose.self, .init(request: request, kind: .assembled, assignments: [.init(seat: 0, expert: expert)]),
                "tasking.proposed"
            ) { ($0.seq, $0.tasking.id) }
        case .contributor:
            for consent in try open("EST", .requested) {
                try send(Consents.Grant.self, .init(tasking: consent.tasking, nation: "EST", kind: .contribute), "consent.granted") {
                    ($0.seq, consent.tasking)
                }
            }
            guard chance(30), let granted = try open("EST", .granted).randomElement(using: &numbers) else { return }
            try send(
                Consents.Revoke.self, .init(tasking: granted.tasking, nation: "EST", kind: .contribute, reason: "x"), "consent.revoked"
            ) { ($0.seq, granted.tasking) }
        case .host:
            for consent in try open("ALB", .requested) {
                try send(Consents.Grant.self, .init(tasking: consent.tasking, nation: "ALB", kind: .host), "consent.granted") {
                    ($0.seq, consent.tasking)
                }
            }
        case .orderer:
            for tasking in try client.call(Taskings.List.self, .init(state: "consented")).taskings ?? [] {
                try send(Taskings.Order.self, .init(id: tasking.id), "tasking.ordered") { ($0.seq, $0.tasking.id) }
            }
        }
    }

    private func open(_ nation: String, _ state: Consents.Consent.State) throws -> [Consents.Consent] {
        let consents = try client.call(Consents.List.self, .init(nation: nation, state: state.rawValue)).consents ?? []
        return consents.filter { $0.nation == nation }
    }

    /// Refusals are part of the day; what is accepted is noted.
    private func send<M: VarlinkMethod>(
        _ method: M.Type, _ parameters: M.Parameters, _ event: String, _ entry: (M.Reply) -> (Int, String)
    ) throws {
        guard case .reply(let reply) = try client.ask(method, parameters) else { return }
        let (seq, subject) = entry(reply)
        accepted.note("\(number) \(seq)", event, subject)
    }

    private func pick<Element>(_ elements: [Element]) -> Element { elements.randomElement(using: &numbers)! }
    private func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &numbers) < percent }
}
