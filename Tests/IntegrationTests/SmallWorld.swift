import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

/// One Estonian expert, one Albanian request for them, and all parties to it: small enough to say exactly what happens.
struct SmallWorld {
    let daemon: RunningDaemon
    let duty: VarlinkClient
    let authority: VarlinkClient
    let auditor: VarlinkClient
    /// Validated: ten days for one incident responder.
    private(set) var request = ""
    /// Until when proposals are to be answered; nil: as the daemon decides.
    private var replyBy: String?

    /// - Parameter begun: the request's ten days began yesterday, so that people can be on task.
    static func with<Value>(
        _ site: TestSite = TestSite(), begun: Bool = false, _ body: (SmallWorld) throws -> Value
    ) throws -> Value {
        try RunningDaemon.with(site) { daemon in
            var world = SmallWorld(
                daemon: daemon, duty: try daemon.connect(uid: TestSite.duty), authority: try daemon.connect(uid: TestSite.authority),
                auditor: try daemon.connect(uid: TestSite.auditor))
            var expert = expert("EST-0001")
            if begun { expert.offer = .init(state: .offered, validFrom: day(-60)) }
            _ = try world.contact("EST").call(Roster.PutExpert.self, .init(expert: expert))
            world.request = try world.validatedRequest(from: begun ? -31 : 0, days: 10)
            if begun { world.replyBy = day(-25) }
            return try body(world)
        }
    }

    static func expert(_ id: String, level: Int = 4) -> Roster.Expert {
        let nation = String(id.prefix(3))
        let valid = MovedSamples.today.startOfDay.adding(days: 900).date.description
        return .init(
            id: id, nation: nation, clearance: .init(level: .NS, validUntil: valid), skills: ["PD-WRL-003": level],
            noticeHours: 12, mode: .both)
    }

    /// Day 0 of this world: a month from now.
    static func day(_ number: Int) -> String { MovedSamples.today.startOfDay.adding(days: 30 + number).description }

    func contact(_ nation: String, second: Bool = false) throws -> VarlinkClient {
        try daemon.connect(uid: TestSite.contact(nation, second: second))
    }

    static func terms(from start: Int, days: Int) -> Requests.Request {
        .init(
            nation: "ALB", title: "Help", classification: .NR, releasableTo: ["NATO"], mode: .onSite, start: day(start),
            end: day(start + days), seats: [.init(skill: "PD-WRL-003", minLevel: 3)])
    }

    func validatedRequest(from start: Int, days: Int) throws -> String {
        let submitted = try contact("ALB").call(Requests.Submit.self, .init(request: Self.terms(from: start, days: days))).request
        let id = try #require(submitted.id)
        return try #require(try duty.call(Requests.Validate.self, .init(id: id)).request.id)
    }

    func propose(
        _ request: String, expert: String = "EST-0001", by proposer: UInt32 = TestSite.duty
    ) throws -> Answer<Taskings.Propose.Reply> {
        try daemon.connect(uid: proposer).ask(
            Taskings.Propose.self,
            .init(request: request, kind: .assembled, assignments: [.init(seat: 0, expert: expert)], replyBy: replyBy))
    }

    func proposedTasking(by proposer: UInt32 = TestSite.duty) throws -> Taskings.Tasking {
        guard case .reply(let reply) = try propose(request, by: proposer) else { throw FixtureError("the proposal was refused") }
        return reply.tasking
    }

    func grant(_ tasking: Taskings.Tasking, _ nation: String, _ kind: Consents.Grant.Parameters.Kind) throws {
        _ = try contact(nation).call(Consents.Grant.self, .init(tasking: tasking.id, nation: nation, kind: kind))
    }

    /// The digest of a nation's own terms, as its contact point reads it.
    func digest(_ tasking: Taskings.Tasking, _ nation: String) throws -> String {
        try contact(nation).call(Taskings.Get.self, .init(id: tasking.id)).tasking.digest
    }

    func consentedTasking(proposer: UInt32 = TestSite.duty) throws -> Taskings.Tasking {
        let tasking = try proposedTasking(by: proposer)
        try grant(tasking, "EST", .contribute)
        try grant(tasking, "ALB", .host)
        return tasking
    }

    /// In a world whose request has begun.
    func onTask() throws -> Taskings.Tasking {
        let tasking = try consentedTasking()
        _ = try authority.call(Taskings.Order.self, .init(id: tasking.id))
        _ = try duty.call(Taskings.Advance.self, .init(id: tasking.id, event: .depart))
        return try duty.call(Taskings.Advance.self, .init(id: tasking.id, event: .begin)).tasking
    }

    var head: String { get throws { try auditor.call(Journal.Verify.self, .init()).head } }

    /// Whatever happens in the body leaves the journal as it was.
    func unchanged(_ body: () throws -> Void) throws {
        let before = try head
        try body()
        #expect(try head == before, "a refused command wrote to the journal")
    }
}
