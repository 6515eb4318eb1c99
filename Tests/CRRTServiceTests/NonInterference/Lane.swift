import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import SeededNumbers
import Varlink

/// Random sensible life among a few nations, people and requests that nobody else touches: two lanes in one world do not meet.
struct Lane {
    struct Scope {
        /// Who ask for help.
        var requesters: [String]
        var experts: [String]
        var effect: String
        var classification: Requests.Classification
        var releasableTo: [String] = ["NATO"]
        /// Whether its people stand on the roster as they are in every world, and only what is asked of them differs.
        var offersAreOpen = false
        /// Who may know of its campaign.
        var campaignReleasableTo: [String] = ["NATO"]
        /// What its effect's record says.
        var secret = ""
        /// What a nation writes down in its own records, and in its answers to a request of another.
        var note: @Sendable (_ nation: String, _ requester: String?) -> String = { _, _ in "" }
    }

    let desk: InProcessDesk
    let scope: Scope
    private var random: SeededGenerator
    private(set) var done: [String: Int] = [:]
    private(set) var campaign = ""

    init(_ desk: InProcessDesk, _ scope: Scope, seed: UInt64) {
        self.desk = desk
        self.scope = scope
        random = SeededGenerator(seed: seed)
    }

    /// What everybody knows of the lane, whatever comes.
    mutating func settleOffers() throws {
        for id in scope.experts { try put(id, level: 4) }
        let lead = nation(scope.experts[0])
        let team = Roster.Team(id: "\(lead)-CRRT-1", name: "Team", nation: lead, members: scope.experts, noticeHours: 6)
        try send(Roster.PutTeam.self, .init(team: team), TestSite.contact(lead))
        let now = Samples.today.startOfDay
        let standby = Standby.Period(
            id: "\(lead)-STB-1", team: team.id, start: now.adding(days: -1).description, end: now.adding(days: 30).description,
            tier: .first,
            noticeHours: 2)
        try send(Standby.Put.self, .init(period: standby), TestSite.contact(lead))
    }

    mutating func settleEffect() throws {
        try send(Roster.PutEffect.self, .init(effect: effect("Reference")), TestSite.contact(nation(scope.effect)))
    }

    /// A campaign of the lane, whose id the other lane does not change.
    mutating func settleCampaign() throws {
        guard
            case .reply(let opened) = try desk.ask(
                Campaigns.Open.self,
                .init(
                    title: "Campaign" + scope.secret, domains: [.energy],
                    classification: .init(rawValue: scope.classification.rawValue)!, releasableTo: scope.campaignReleasableTo),
                as: TestSite.duty)
        else { return }
        campaign = opened.campaign.id
        desk.letWatchersRead()
    }

    private func effect(_ title: String) -> Roster.Effect {
        .init(
            id: scope.effect, nation: nation(scope.effect), title: title + scope.secret, category: .defensive, kind: "sinkhole",
            leadHours: 1, classification: .init(rawValue: scope.classification.rawValue)!, releasableTo: scope.releasableTo)
    }

    mutating func step() throws {
        let requests = try desk.store.read { rows in
            try scope.requesters.flatMap { try rows.requests(nation: NationCode($0), state: nil, after: nil, limit: 500) }
        }
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<12: try submit(pick(scope.requesters))
        case 12..<22 where scope.offersAreOpen: break
        case 12..<16: try put(pick(scope.experts), level: pick([2, 3, 4]))
        case 16..<18: try bringIn()
        case 18..<22:
            let id = pick(scope.experts)
            try send(
                Roster.SetOffer.self, .init(kind: .expert, id: id, event: pick([.offer, .confirm, .suspend])), TestSite.contact(nation(id)))
        default:
            guard let request = requests.suffix(4).randomElement(using: &random) else { return try submit(pick(scope.requesters)) }
            try step(request)
        }
    }

    /// Taskings that wait: no consent given, one given, people on the way, an effect that one person has granted, all given and no order
    /// yet.
    ///
    /// - Returns: the taskings' ids.
    mutating func leaveOpen() throws -> [String] {
        let requester = scope.requesters[0]
        let host = TestSite.contact(requester)
        var taskings: [String] = []
        for number in 0..<5 {
            var wanted = terms(requester)
            (wanted.start, wanted.end) = (day(50 + 10 * number), day(53 + 10 * number))
            guard case .reply(let filed) = try desk.ask(Requests.Submit.self, .init(request: wanted), as: host) else { continue }
            desk.letWatchersRead()
            let id = filed.request.id ?? ""
            try send(Requests.Validate.self, .init(id: id), TestSite.duty)
            if number == 3 {
                try send(Taskings.Propose.self, .init(request: id, kind: .effect, effects: [scope.effect]), TestSite.duty)
            } else {
                let two = [scope.experts[0], scope.experts[scope.experts.count - 2]]
                try send(
                    Taskings.Propose.self, .init(request: id, kind: .assembled, assignments: two.map { .init(seat: 0, expert: $0) }),
                    TestSite.duty)
            }
            guard let tasking = try desk.store.read({ try $0.taskings(of: RequestID(id)) }).last else { continue }
            taskings.append(tasking.id.description)
            try bring(tasking.id, number)
        }
        return taskings
    }

    /// Requests in which nations were asked for people, and which were closed, cancelled or returned since.
    mutating func leaveOver() throws {
        if !scope.offersAreOpen { for id in scope.experts { try put(id, level: 4) } }
        let requester = scope.requesters[0]
        let (host, words) = (TestSite.contact(requester), ending(try NationCode(requester)))
        for number in 0..<3 {
            var wanted = terms(requester)
            (wanted.start, wanted.end) = (day(110 + 10 * number), day(113 + 10 * number))
            guard case .reply(let filed) = try desk.ask(Requests.Submit.self, .init(request: wanted), as: host) else { continue }
            desk.letWatchersRead()
            let id = filed.request.id ?? ""
            try send(Requests.Validate.self, .init(id: id), TestSite.duty)
            let people = scope.experts.suffix(3).prefix(2).map { Taskings.Assignment(seat: 0, expert: $0) }
            try send(Taskings.Propose.self, .init(request: id, kind: .assembled, assignments: people), TestSite.duty)
            switch number {
            case 0:
                for tasking in try desk.store.read({ try $0.taskings(of: RequestID(id)) }) {
                    try send(Taskings.Abort.self, .init(id: tasking.id.description, reason: "stop"), TestSite.authority)
                }
                try send(Requests.Close.self, .init(id: id, outcome: "solved" + words, report: "found" + words), TestSite.duty)
            case 1: try send(Requests.Cancel.self, .init(id: id, reason: "no longer" + words), host)
            default:
                try send(Requests.Amend.self, .init(id: id, request: wanted), host)
                try send(Requests.Return.self, .init(id: id, reason: "incomplete" + words), TestSite.duty)
            }
        }
    }

    private mutating func bring(_ id: TaskingID, _ number: Int) throws {
        let consents = try desk.store.read { try $0.consents(of: id) }
        for consent in consents.prefix([0, 1, 9, 1, 9][number]) {
            let kind = Consents.Grant.Parameters.Kind(rawValue: consent.kind.rawValue)!
            let nation = consent.nation.description
            let conditions = "as agreed" + scope.note(nation, id.request.nation.description)
            try send(
                Consents.Grant.self, .init(tasking: id.description, nation: nation, kind: kind, conditions: conditions),
                TestSite.contact(nation, second: number == 3))
        }
        guard number == 2 else { return }
        try send(Taskings.Order.self, .init(id: id.description), TestSite.authority)
        let report = "on the way" + ending(id.request.nation)
        try send(Taskings.Advance.self, .init(id: id.description, event: .depart, report: report), TestSite.duty)
    }

    private mutating func submit(_ requester: String) throws {
        try send(Requests.Submit.self, .init(request: terms(requester)), TestSite.contact(requester))
    }

    private mutating func terms(_ requester: String) -> Requests.Request {
        // Some have begun, so that people can be on task.
        let start = Int.random(in: 0...16, using: &random)
        // France looks on in the open lane. No onlooker is of Poland.
        let shared = scope.requesters.contains("NOR") ? "POL" : "FRA"
        return .init(
            nation: requester, title: "Help \(Int.random(in: 0..<1000, using: &random))", classification: scope.classification,
            releasableTo: scope.releasableTo, mode: .both, start: day(start), end: day(start + Int.random(in: 1...4, using: &random)),
            seats: [.init(skill: "PD-WRL-003", minLevel: 3, count: 2)], shareWith: chance(40) ? [shared] : nil)
    }

    private mutating func step(_ request: Request) throws {
        guard let id = request.id?.description else { return }
        let taskings = try desk.store.read { try $0.taskings(of: RequestID(id)) }
        let host = TestSite.contact(request.nation.description)
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<2: try send(Requests.Cancel.self, .init(id: id, reason: "no longer" + ending(request.nation)), host)
        case 2..<5: try send(Requests.Amend.self, .init(id: id, request: terms(request.nation.description)), host)
        case 5:
            let number = Int.random(in: 0..<1000, using: &random)
            let contact = Requests.Contact(handle: "lead", role: "lead \(number)", phone: "112 \(number)")
            let isTitle = number.isMultiple(of: 2)
            try send(
                Requests.Correct.self,
                .init(
                    id: id, title: isTitle ? "Help \(number)" : nil, incident: .init(impact: .init(people: number)),
                    references: isTitle ? nil : ["ticket \(number)"], contacts: [contact]),
                host)
        case 13:
            let isLinked = !request.campaigns.isEmpty
            try send(Requests.Correct.self, .init(id: id, campaigns: isLinked ? [] : [campaign]), host)
        case 14:
            let number = Int.random(in: 0..<1000, using: &random)
            try send(Campaigns.Correct.self, .init(id: campaign, summary: "Known \(number)" + scope.secret), TestSite.duty)
        case 12: try send(Requests.Refer.self, .init(id: id, article: .article4, by: "the government", to: "the Council"), host)
        case 15..<24: try log(id, request.nation, taskings)
        case 6: try send(Requests.Return.self, .init(id: id, reason: "incomplete" + ending(request.nation)), TestSite.duty)
        case 7..<12:
            let outcome = pick(["solved", "solved in part", "overtaken"]) + ending(request.nation)
            let report = chance(50) ? "what was done" + ending(request.nation) : nil
            try send(Requests.Close.self, .init(id: id, outcome: outcome, report: report), TestSite.duty)
        default:
            if request.state != .validated { return try send(Requests.Validate.self, .init(id: id), TestSite.duty) }
            guard let tasking = taskings.filter(\.isActive).randomElement(using: &random) else { return try propose(id) }
            try step(tasking, host)
        }
    }

    /// The log of the room: what the desk writes for itself, for all and for a nation, a report of that nation, a lesson and a reminder.
    private mutating func log(_ id: String, _ host: NationCode, _ taskings: [Tasking]) throws {
        let number = Int.random(in: 0..<1000, using: &random)
        let desk = scope.note("desk", nil)
        try send(Notes.Add.self, .init(subject: id, note: "Call \(number) from the desk" + desk), TestSite.duty)
        if desk.hasSuffix("1") { try send(Notes.Add.self, .init(subject: id, note: "Another call"), TestSite.authority) }
        try send(Notes.Add.self, .init(subject: id, note: "Call \(number) for all" + ending(host), to: "all"), TestSite.authority)
        let lesson = "Ask sooner \(number)" + desk
        try send(Notes.AddLesson.self, .init(subject: id, lesson: lesson, owner: "desk", due: "2030-01-01"), TestSite.duty)
        try handOver(number, isLast: desk.hasSuffix("1"))
        guard let tasking = taskings.last else { return }
        let (subject, nation) = (tasking.id.description, pick(tasking.nations).description)
        let theirs = "Call \(number) for them" + scope.note(nation, nil)
        try send(Notes.Add.self, .init(subject: subject, note: theirs, to: nation), TestSite.duty)
        try send(Consents.Remind.self, .init(tasking: subject, nation: nation), TestSite.duty)
        let now = self.desk.clock.now
        try send(
            Notes.Report.self,
            .init(
                tasking: subject, from: now.adding(hours: -1).description, until: now.description,
                summary: "Call \(number) in the report" + scope.note(nation, host.description),
                nextDue: chance(50) ? now.adding(hours: 1).description : nil), TestSite.contact(nation))
    }

    /// What only the requesting nation and the operations centre read of how a request ends.
    /// A handover and another, which is accepted. Every officer on duty reads them, so that they are no part of a hidden life. To contact
    /// points it must not matter what is signed, and whether it is accepted.
    private mutating func handOver(_ number: Int, isLast: Bool) throws {
        guard !scope.requesters.contains("NOR"), number.isMultiple(of: 3) else { return }
        let since = desk.clock.now.adding(hours: -12).description
        for digit in ["a", isLast ? "b" : "c"] {
            let digest = String(repeating: digit, count: 64)
            try send(Handover.Sign.self, .init(to: "duty-desk-2", since: since, position: 0, digest: digest), TestSite.duty)
        }
        if isLast { try send(Handover.Accept.self, .init(), TestSite.secondDuty) }
    }

    private func ending(_ requester: NationCode) -> String { scope.note(requester.description, nil) }

    private mutating func propose(_ id: String) throws {
        let replyBy = desk.clock.now.adding(hours: 12).description
        if chance(25) {
            return try send(
                Taskings.Propose.self, .init(request: id, kind: .effect, effects: [scope.effect], replyBy: replyBy), TestSite.duty)
        }
        let people = scope.experts.shuffled(using: &random).prefix(2)
        try send(
            Taskings.Propose.self,
            .init(request: id, kind: .assembled, assignments: people.map { .init(seat: 0, expert: $0) }, replyBy: replyBy), TestSite.duty)
    }

    private mutating func step(_ tasking: Tasking, _ host: UInt32) throws {
        let id = tasking.id.description
        let report = chance(50) ? "on the way" + ending(tasking.request.nation) : nil
        let consents = try desk.store.read { try $0.consents(of: tasking.id) }
        if let asked = consents.filter({ $0.state == .requested }).randomElement(using: &random) { return try answer(asked, id) }
        switch (tasking.state, Int.random(in: 0..<100, using: &random)) {
        case (.consented, _):
            try send(Taskings.Approve.self, .init(id: id), TestSite.council)
            try send(Taskings.Order.self, .init(id: id), TestSite.authority)
        case (_, 0..<8):
            let nation = pick(tasking.nations).description
            let reason = "crisis" + scope.note(nation, tasking.request.nation.description)
            try send(Taskings.Recall.self, .init(id: id, nation: nation, reason: reason), TestSite.contact(nation))
        case (_, 8..<12): try send(Taskings.Abort.self, .init(id: id, reason: "stop"), TestSite.authority)
        case (.onTask, 12..<50):
            try send(Taskings.Extend.self, .init(id: id, until: tasking.period.end.adding(days: 1).description), TestSite.duty)
        case (.onTask, 50..<70): try send(Taskings.Advance.self, .init(id: id, event: .release, report: report), host)
        case (.onTask, 70..<80):
            guard let person = tasking.elements.filter(\.state.isForward).compactMap(\.expert).randomElement(using: &random) else { return }
            try send(Taskings.Withdraw.self, .init(id: id, experts: [person.text], cause: .ill, reason: "fever"), TestSite.duty)
        case (.onTask, 80..<90), (.ordered, 80..<90):
            let person = Taskings.Assignment(seat: 0, expert: pick(scope.experts))
            try send(Taskings.Replace.self, .init(id: id, assignments: [person]), TestSite.duty)
        case (.returning, _), (.recalled, _), (.aborted, _):
            let event: Taskings.Advance.Parameters.Event = tasking.abroad.isEmpty ? .close : .home
            try send(Taskings.Advance.self, .init(id: id, event: event, report: report), TestSite.duty)
        default: try send(Taskings.Advance.self, .init(id: id, event: pick([.depart, .begin]), report: report), TestSite.duty)
        }
    }

    private mutating func answer(_ consent: Consent, _ id: String) throws {
        let nation = consent.nation.description
        let note = scope.note(nation, consent.tasking.request.nation.description)
        let caller = TestSite.contact(nation, second: chance(50))
        if chance(88) {
            let kind = Consents.Grant.Parameters.Kind(rawValue: consent.kind.rawValue)!
            return try send(Consents.Grant.self, .init(tasking: id, nation: nation, kind: kind, conditions: "as agreed" + note), caller)
        }
        let kind = Consents.Refuse.Parameters.Kind(rawValue: consent.kind.rawValue)!
        try send(Consents.Refuse.self, .init(tasking: id, nation: nation, kind: kind, reason: "no" + note), caller)
    }

    /// The contact point of an expert's nation imports them, and the effect where it is the same nation's.
    private mutating func bringIn() throws {
        let id = pick(scope.experts)
        let owner = nation(id)
        var records = [Roster.Record(expert: expert(id, level: pick([2, 3, 4])))]
        if nation(scope.effect) == owner { records.append(.init(effect: effect("Imported"))) }
        try send(Roster.Import.self, .init(records: records), TestSite.contact(owner))
    }

    private mutating func put(_ id: String, level: Int) throws {
        try send(Roster.PutExpert.self, .init(expert: expert(id, level: level)), TestSite.contact(nation(id)))
    }

    private func expert(_ id: String, level: Int) -> Roster.Expert {
        let owner = nation(id)
        return Roster.Expert(
            id: id, nation: owner, clearance: .init(level: .NS, validUntil: String(day(900).prefix(10))), skills: ["PD-WRL-003": level],
            noticeHours: 12, mode: .both, location: "Base" + scope.note(owner, nil), teams: ["\(nation(scope.experts[0]))-CRRT-1"])
    }

    private mutating func send<M: VarlinkMethod>(_ method: M.Type, _ parameters: M.Parameters, _ caller: UInt32) throws {
        guard try desk.ask(method, parameters, as: caller).error == nil else { return }
        done[M.name, default: 0] += 1
        // A watcher who reads later may see more: whether their nation is asked is decided when they read.
        desk.letWatchersRead()
    }

    private func nation(_ id: String) -> String { String(id.prefix(3)) }
    private func day(_ number: Int) -> String { Samples.today.startOfDay.adding(days: number).description }
    private mutating func pick<Element>(_ elements: [Element]) -> Element { elements.randomElement(using: &random)! }
    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
}
