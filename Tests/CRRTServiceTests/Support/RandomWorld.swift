import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import SeededNumbers
import Varlink

/// Random commands by random callers, most of them sensible enough to get somewhere, many of them not allowed.
struct RandomWorld {
    private static let nations = ["ALB", "EST", "LVA", "SWE"]
    private static let experts = ["EST-0001", "EST-0002", "EST-0003", "LVA-0001", "LVA-0002", "ALB-0001"]
    private static let people: [UInt32] =
        nations.flatMap { [TestSite.contact($0), TestSite.contact($0, second: true)] }
        + [TestSite.duty, TestSite.secondDuty, TestSite.authority, TestSite.both, TestSite.auditor, TestSite.stranger]
        + [TestSite.administrator, 0, TestSite.observer, TestSite.observerOfEstonia]

    let desk: InProcessDesk
    private var random: SeededGenerator

    init(_ desk: InProcessDesk, seed: UInt64) throws {
        self.desk = desk
        random = SeededGenerator(seed: seed)
        for id in Self.experts {
            _ = try desk.call(Roster.PutExpert.self, .init(expert: expert(id)), as: TestSite.contact(String(id.prefix(3))))
        }
        let effect = Roster.Effect(
            id: "SWE-EFF-01", nation: "SWE", title: "Reference", category: .defensive, kind: "sinkhole", leadHours: 1,
            classification: .NR, releasableTo: ["NATO"])
        _ = try desk.call(Roster.PutEffect.self, .init(effect: effect), as: TestSite.contact("SWE"))
    }

    private func expert(_ id: String, level: Int = 3) -> Roster.Expert {
        .init(
            id: id, nation: String(id.prefix(3)), clearance: .init(level: .NS, validUntil: day(900).prefix(10).description),
            skills: ["PD-WRL-003": level], noticeHours: 12, mode: .both)
    }

    private func day(_ number: Int) -> String { desk.clock.now.date.startOfDay.adding(days: number).description }
    private mutating func pick<Element>(_ elements: [Element]) -> Element { elements.randomElement(using: &random)! }
    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    private mutating func terms() -> Requests.Request {
        // Some have begun, so that people can be on task.
        let start = Int.random(in: 0...4, using: &random)
        return .init(
            nation: pick(["ALB", "LVA"]), title: "Help \(Int.random(in: 0..<1000, using: &random))", classification: .NR,
            releasableTo: ["NATO"], mode: .both, start: day(start), end: day(start + Int.random(in: 1...5, using: &random)),
            ownNationals: chance(20), seats: [.init(skill: "PD-WRL-003", minLevel: 3, count: Int.random(in: 1...2, using: &random))])
    }

    /// What somebody is about to do.
    struct Move: Sendable {
        let method: String
        /// - Returns: whether it was done, and the journal's number for it.
        let make: @Sendable () throws -> (done: Bool, position: String?)
    }

    /// One step: the method's name and whether it was done.
    mutating func step() throws -> (method: String, done: Bool) {
        let move = try choose()
        return (move.method, try move.make().done)
    }

    /// What somebody does next, as things stand now; it may be made later.
    mutating func choose() throws -> Move {
        let requests = try desk.store.read { try $0.requests(nation: nil, state: nil, after: nil, limit: 500) }
        let taskings = try desk.store.read { try $0.taskings(state: nil, after: nil, limit: 500) }
        // Mostly those who may; now and then anybody.
        let stray = chance(10) ? pick(Self.people) : nil
        // The newer ones are where something is going on.
        let request = requests.suffix(3).randomElement(using: &random)
        let tasking = (taskings.filter(\.isActive).suffix(3) + taskings.suffix(1)).randomElement(using: &random)
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<5:
            let terms = terms()
            return try send(Requests.Submit.self, .init(request: terms), stray ?? TestSite.contact(terms.nation))
        case 5..<7:
            let hours = pick([1, 2, 4, 13, 30])
            return Move(method: "clock") { [desk] in
                desk.advance(hours: hours)
                return (true, nil)
            }
        case 7..<11:
            let id = pick(Self.experts)
            let owner = TestSite.contact(String(id.prefix(3)))
            if chance(50) { return try send(Roster.PutExpert.self, .init(expert: expert(id, level: pick([2, 3, 4, 4]))), stray ?? owner) }
            return try send(
                Roster.SetOffer.self, .init(kind: .expert, id: id, event: pick([.offer, .offer, .confirm, .suspend])), stray ?? owner)
        default:
            guard let request, let id = request.id?.description else { break }
            if chance(25) { return try stepRequest(request, id, stray) }
            guard let tasking else { return try propose(request, id, stray) }
            return try stepTasking(tasking, request, stray)
        }
        return Move(method: "nothing") { (true, nil) }
    }

    private mutating func stepRequest(_ request: Request, _ id: String, _ stray: UInt32?) throws -> Move {
        let host = TestSite.contact(request.nation.description)
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<40: return try send(Requests.Validate.self, .init(id: id), stray ?? TestSite.duty)
        case 40..<82: return try propose(request, id, stray)
        case 82..<86: return try send(Requests.Return.self, .init(id: id, reason: "incomplete"), stray ?? TestSite.duty)
        case 86..<92:
            var terms = terms()
            terms.nation = request.nation.description
            return try send(Requests.Amend.self, .init(id: id, request: terms), stray ?? host)
        case 92..<94: return try send(Requests.Cancel.self, .init(id: id, reason: "no longer"), stray ?? host)
        default: return try send(Requests.Close.self, .init(id: id, outcome: "done"), stray ?? TestSite.duty)
        }
    }

    private mutating func propose(_ request: Request, _ id: String, _ stray: UInt32?) throws -> Move {
        let proposer = stray ?? pick([TestSite.duty, TestSite.duty, TestSite.both])
        let replyBy = desk.clock.now.adding(hours: 12).description
        if chance(15) {
            return try send(
                Taskings.Propose.self, .init(request: id, kind: .effect, effects: ["SWE-EFF-01"], replyBy: replyBy), proposer)
        }
        let people = Self.experts.shuffled(using: &random).prefix(Int.random(in: 1...2, using: &random))
        return try send(
            Taskings.Propose.self,
            .init(request: id, kind: .assembled, assignments: people.map { .init(seat: 0, expert: $0) }, replyBy: replyBy), proposer)
    }

    private mutating func stepTasking(_ tasking: Tasking, _ request: Request, _ stray: UInt32?) throws -> Move {
        let id = tasking.id.description
        // Mostly what the state asks for, else anything.
        switch (chance(75) ? tasking.state : .closed, Int.random(in: 0..<100, using: &random)) {
        case (.awaitingConsent, _), (_, 0..<25):
            let asked = try desk.store.read { try $0.consents(of: tasking.id) }
            return try answer(asked.filter { $0.state == .requested }.randomElement(using: &random) ?? pick(asked), id, stray)
        case (.consented, _), (_, 25..<40):
            return try send(Taskings.Order.self, .init(id: id), stray ?? pick([TestSite.authority, TestSite.both]))
        case (.onTask, 0..<20), (.ordered, 0..<10):
            let people = tasking.elements.filter(\.state.isForward).compactMap(\.expert)
            if chance(50), let person = people.randomElement(using: &random) {
                return try send(
                    Taskings.Withdraw.self, .init(id: id, experts: [person.text], cause: pick([.ill, .released]), reason: "fever"),
                    stray ?? TestSite.duty)
            }
            let person = Taskings.Assignment(seat: 0, expert: pick(Self.experts))
            return try send(Taskings.Replace.self, .init(id: id, assignments: [person]), stray ?? pick([TestSite.duty, TestSite.both]))
        case (.ordered, _), (.moving, _), (.returning, _), (.recalled, _), (.aborted, _), (_, 40..<65):
            let event = pick([Taskings.Advance.Parameters.Event.depart, .begin, .begin, .release, .home, .home, .close])
            let named = chance(30) ? tasking.elements.randomElement(using: &random)?.expert?.text : nil
            return try send(Taskings.Advance.self, .init(id: id, event: event, experts: named.map { [$0] }), stray ?? TestSite.duty)
        case (_, 65..<80):
            let until = tasking.period.end.adding(days: 1).description
            return try send(Taskings.Extend.self, .init(id: id, until: until), stray ?? TestSite.duty)
        case (_, 80..<92):
            let nation = pick(tasking.nations)
            let own = tasking.elements.filter { $0.nation == nation && $0.state.isForward }.randomElement(using: &random)?.expert?.text
            let experts = chance(50) ? own.map { [$0] } : nil
            return try send(
                Taskings.Recall.self, .init(id: id, nation: nation.description, reason: "crisis", experts: experts),
                stray ?? TestSite.contact(nation.description))
        default: return try send(Taskings.Abort.self, .init(id: id, reason: "stop"), stray ?? TestSite.authority)
        }
    }

    private mutating func answer(_ consent: Consent, _ id: String, _ stray: UInt32?) throws -> Move {
        let nation = consent.nation.description
        let caller = stray ?? TestSite.contact(nation, second: chance(50))
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<88:
            return try send(
                Consents.Grant.self, .init(tasking: id, nation: nation, kind: .init(rawValue: consent.kind.rawValue)!), caller)
        case 88..<94:
            return try send(
                Consents.Refuse.self,
                .init(tasking: id, nation: nation, kind: .init(rawValue: consent.kind.rawValue)!, reason: "no"), caller)
        default:
            return try send(
                Consents.Revoke.self,
                .init(
                    tasking: id, nation: nation, kind: .init(rawValue: consent.kind.rawValue)!, reason: "no longer",
                    digest: chance(40) ? consent.digest : nil), caller)
        }
    }

    private func send<M: VarlinkMethod>(_ method: M.Type, _ parameters: M.Parameters, _ caller: UInt32) throws -> Move {
        Move(method: M.name) { [desk] in
            guard case .reply(let reply) = try desk.ask(method, parameters, as: caller) else { return (false, nil) }
            guard case .integer(let seq)? = try JSONObject(json: reply.jsonBytes())["seq"] else { return (true, nil) }
            return (true, "\(caller) \(seq)")
        }
    }
}
