import CRRTDomain
import CRRTProtocol
import Varlink

/// Brings a world to where a call of a given method will be done, by the ordinary calls of ordinary people. Each time with records of its
/// own, so that one situation follows the other.
struct Situations {
    let world: World
    private var count = 0

    init(_ world: World) { self.world = world }

    /// A call of this method that will be done, with a key.
    mutating func call(_ method: String) throws -> SimulatedRequest {
        count += 1
        let key = "every-\(count)"
        switch method {
        case Roster.PutExpert.name:
            return request(Roster.PutExpert.self, .init(expert: expert(named: true), idempotencyKey: key), Cast.contact("EST"))
        case Roster.PutTeam.name:
            let member = try put()
            let team = Roster.Team(id: "EST-T\(count)", name: "Team", nation: "EST", members: [member], noticeHours: 1)
            return request(Roster.PutTeam.self, .init(team: team, idempotencyKey: key), Cast.contact("EST"))
        case Roster.PutEffect.name: return request(Roster.PutEffect.self, .init(effect: effect, idempotencyKey: key), Cast.contact("SWE"))
        case Roster.SetOffer.name:
            let id = try put()
            return request(Roster.SetOffer.self, .init(kind: .expert, id: id, event: .suspend, idempotencyKey: key), Cast.contact("EST"))
        case Roster.EraseName.name:
            let id = try put(named: true)
            return request(Roster.EraseName.self, .init(id: id, idempotencyKey: key), Cast.contact("EST"))
        case Roster.PutContact.name:
            return request(Roster.PutContact.self, .init(contact: contact, idempotencyKey: key), Cast.contact("EST"))
        case Roster.RemoveContact.name:
            try done(Roster.PutContact.self, .init(contact: contact), Cast.contact("EST"))
            return request(
                Roster.RemoveContact.self, .init(nation: "EST", handle: contact.handle, idempotencyKey: key), Cast.contact("EST"))
        case Roster.Import.name:
            let records = [Roster.Record(expert: expert(named: true))]
            return request(Roster.Import.self, .init(records: records, idempotencyKey: key), Cast.contact("EST"))
        case Taskings.Cease.name, Taskings.ReportOutcome.name: return try effectCall(method, key)
        case Campaigns.Open.name, Campaigns.Correct.name, Campaigns.Close.name: return try campaignCall(method, key)
        case let name where name.hasPrefix(Standby.interface.name): return try standbyCall(method, key)
        case Notes.Add.name, Notes.AddLesson.name, Notes.CompleteLesson.name, Notes.Erase.name: return try noteCall(method, key)
        case Handover.Sign.name, Handover.Accept.name: return try handoverCall(method, key)
        default: return method.contains("Requests") ? try requestCall(method, key) : try taskingCall(method, key)
        }
    }

    private var contact: Roster.Contact {
        .init(nation: "EST", handle: "watch-\(count)", role: "watch", name: "Named Person c\(count)", phone: "+372 555 0123")
    }

    private mutating func campaignCall(_ method: String, _ key: String) throws -> SimulatedRequest {
        var open = Campaigns.Open.Parameters(title: "Campaign \(count)", domains: [.energy], classification: .NR, releasableTo: ["NATO"])
        if method == Campaigns.Open.name {
            open.idempotencyKey = key
            return request(Campaigns.Open.self, open, Cast.duty)
        }
        let id = try done(Campaigns.Open.self, open, Cast.duty)["campaign"]?.objectValue?["id"]?.stringValue ?? ""
        return method == Campaigns.Close.name
            ? request(Campaigns.Close.self, .init(id: id, outcome: "over", idempotencyKey: key), Cast.duty)
            : request(Campaigns.Correct.self, .init(id: id, summary: "Known", idempotencyKey: key), Cast.duty)
    }

    // MARK: - Calls about standby

    private mutating func standbyCall(_ method: String, _ key: String) throws -> SimulatedRequest {
        let estonia = Cast.contact("EST")
        let member = try put()
        let team = Roster.Team(
            id: "EST-T\(count)", name: "Team", nation: "EST", members: [member, "LVA-\(count)"], noticeHours: 12)
        try done(Roster.PutTeam.self, .init(team: team), estonia)
        let (start, end) = (world.clock.now.adding(days: 1).description, world.clock.now.adding(days: 8).description)
        let period = Standby.Period(id: "EST-S\(count)", team: team.id, start: start, end: end, tier: .first, noticeHours: 2)
        switch method {
        case Standby.Put.name: return request(Standby.Put.self, .init(period: period, idempotencyKey: key), estonia)
        case Standby.Import.name: return request(Standby.Import.self, .init(periods: [period], idempotencyKey: key), estonia)
        default: try done(Standby.Put.self, .init(period: period), estonia)
        }
        let ask = Standby.AskSwap.Parameters(id: period.id, with: "LVA-S\(count)", start: start, end: end)
        switch method {
        case Standby.Confirm.name:
            return request(Standby.Confirm.self, .init(id: period.id, idempotencyKey: key), Cast.contact("LVA"))
        case Standby.AskSwap.name:
            var keyed = ask
            keyed.idempotencyKey = key
            return request(Standby.AskSwap.self, keyed, estonia)
        case Standby.AnswerSwap.name:
            try done(Standby.AskSwap.self, ask, estonia)
            return request(Standby.AnswerSwap.self, .init(id: period.id, agree: false, idempotencyKey: key), Cast.contact("LVA"))
        default: return request(Standby.Withdraw.self, .init(id: period.id, reason: "no", idempotencyKey: key), estonia)
        }
    }

    private mutating func noteCall(_ method: String, _ key: String) throws -> SimulatedRequest {
        let subject = try submitted()
        var add = Notes.Add.Parameters(subject: subject, note: "The ministry asks for a call")
        var lesson = Notes.AddLesson.Parameters(subject: subject, lesson: "Ask sooner", owner: "desk", due: "2090-01-01")
        switch method {
        case Notes.Add.name:
            add.idempotencyKey = key
            return request(Notes.Add.self, add, Cast.duty)
        case Notes.AddLesson.name:
            lesson.idempotencyKey = key
            return request(Notes.AddLesson.self, lesson, Cast.duty)
        case Notes.Erase.name:
            let id = try done(Notes.Add.self, add, Cast.duty)["id"]?.stringValue ?? ""
            return request(Notes.Erase.self, .init(id: id, idempotencyKey: key), Cast.duty)
        default:
            let id = try done(Notes.AddLesson.self, lesson, Cast.duty)["id"]?.stringValue ?? ""
            return request(Notes.CompleteLesson.self, .init(id: id, idempotencyKey: key), Cast.duty)
        }
    }

    private mutating func handoverCall(_ method: String, _ key: String) throws -> SimulatedRequest {
        let since = world.clock.now.adding(hours: -12).description
        var sign = Handover.Sign.Parameters(
            to: "duty-desk-2", since: since, position: 0, digest: String(repeating: "a", count: 64))
        if method == Handover.Sign.name {
            sign.idempotencyKey = key
            return request(Handover.Sign.self, sign, Cast.duty)
        }
        try done(Handover.Sign.self, sign, Cast.duty)
        return request(Handover.Accept.self, .init(idempotencyKey: key), Cast.secondDuty)
    }

    // MARK: - Calls about requests

    private mutating func requestCall(_ method: String, _ key: String) throws -> SimulatedRequest {
        if method == Requests.Submit.name {
            return request(Requests.Submit.self, .init(request: terms(), idempotencyKey: key), Cast.contact("ALB"))
        }
        let id = try submitted()
        switch method {
        case Requests.Amend.name:
            return request(Requests.Amend.self, .init(id: id, request: terms(days: 9), idempotencyKey: key), Cast.contact("ALB"))
        case Requests.Correct.name:
            return request(Requests.Correct.self, .init(id: id, title: "The right title", idempotencyKey: key), Cast.contact("ALB"))
        case Requests.Refer.name, Requests.ReportReferral.name:
            let refer = Requests.Refer.Parameters(id: id, article: .article4, by: "the government", to: "the Council")
            if method == Requests.Refer.name {
                var refer = refer
                refer.idempotencyKey = key
                return request(Requests.Refer.self, refer, Cast.contact("ALB"))
            }
            try done(Requests.Refer.self, refer, Cast.contact("ALB"))
            return request(
                Requests.ReportReferral.self, .init(id: id, number: 1, outcome: "a statement", idempotencyKey: key), Cast.contact("ALB"))
        case Requests.Return.name: return request(Requests.Return.self, .init(id: id, reason: "no", idempotencyKey: key), Cast.duty)
        case Requests.Cancel.name: return request(Requests.Cancel.self, .init(id: id, reason: "no", idempotencyKey: key), Cast.duty)
        case Requests.Close.name:
            try done(Requests.Validate.self, .init(id: id), Cast.duty)
            return request(Requests.Close.self, .init(id: id, outcome: "done", idempotencyKey: key), Cast.duty)
        default: return request(Requests.Validate.self, .init(id: id, idempotencyKey: key), Cast.duty)
        }
    }

    private mutating func submitted() throws -> String {
        let reply = try done(Requests.Submit.self, .init(request: terms()), Cast.contact("ALB"))
        return reply["request"]?.objectValue?["id"]?.stringValue ?? ""
    }

    // MARK: - Calls about taskings

    private mutating func taskingCall(_ method: String, _ key: String) throws -> SimulatedRequest {
        let (id, expert) = (try submitted(), try put())
        try done(Requests.Validate.self, .init(id: id), Cast.duty)
        let propose = Taskings.Propose.Parameters(
            request: id, kind: .assembled, assignments: [.init(seat: 0, expert: expert)],
            replyBy: world.clock.now.adding(hours: 5).description)
        if method == Taskings.Propose.name {
            var keyed = propose
            keyed.idempotencyKey = key
            return request(Taskings.Propose.self, keyed, Cast.duty)
        }
        let tasking = try done(Taskings.Propose.self, propose, Cast.duty)["tasking"]?.objectValue?["id"]?.stringValue ?? ""
        let estonia = Cast.contact("EST")
        switch method {
        case Consents.Refuse.name:
            return request(
                Consents.Refuse.self, .init(tasking: tasking, nation: "EST", kind: .contribute, reason: "no", idempotencyKey: key), estonia)
        case Consents.Remind.name: return request(Consents.Remind.self, .init(tasking: tasking, idempotencyKey: key), Cast.duty)
        case Taskings.Approve.name: return request(Taskings.Approve.self, .init(id: tasking, idempotencyKey: key), Cast.council)
        case Taskings.WithdrawApproval.name:
            try done(Taskings.Approve.self, .init(id: tasking), Cast.council)
            return request(Taskings.WithdrawApproval.self, .init(id: tasking, reason: "no", idempotencyKey: key), Cast.council)
        case Taskings.Abort.name: return request(Taskings.Abort.self, .init(id: tasking, reason: "no", idempotencyKey: key), Cast.duty)
        case Taskings.Recall.name:
            return request(Taskings.Recall.self, .init(id: tasking, nation: "EST", reason: "no", idempotencyKey: key), estonia)
        case Consents.Grant.name:
            return request(Consents.Grant.self, .init(tasking: tasking, nation: "EST", kind: .contribute, idempotencyKey: key), estonia)
        case Taskings.Withdraw.name:
            return request(
                Taskings.Withdraw.self, .init(id: tasking, experts: [expert], cause: .ill, reason: "no", idempotencyKey: key), Cast.duty)
        default: return try grantedCall(method, key, tasking)
        }
    }

    private mutating func effectCall(_ method: String, _ key: String) throws -> SimulatedRequest {
        try done(Roster.PutEffect.self, .init(effect: effect), Cast.contact("SWE"))
        let (id, effect) = (try submitted(), effect.id)
        try done(Requests.Validate.self, .init(id: id), Cast.duty)
        let propose = Taskings.Propose.Parameters(
            request: id, kind: .effect, effects: [effect], replyBy: world.clock.now.adding(hours: 5).description)
        let tasking = try done(Taskings.Propose.self, propose, Cast.duty)["tasking"]?.objectValue?["id"]?.stringValue ?? ""
        if method == Taskings.Cease.name {
            return request(
                Taskings.Cease.self, .init(id: tasking, effect: effect, reason: "no", idempotencyKey: key), Cast.contact("SWE"))
        }
        for caller in [Cast.contact("SWE"), Cast.contact("SWE", second: true)] {
            try done(Consents.Grant.self, .init(tasking: tasking, nation: "SWE", kind: .effect), caller)
        }
        try done(Consents.Grant.self, .init(tasking: tasking, nation: "ALB", kind: .host), Cast.contact("ALB"))
        try done(Taskings.Order.self, .init(id: tasking), Cast.authority)
        for event in [Taskings.Advance.Parameters.Event.begin, .release] {
            try done(Taskings.Advance.self, .init(id: tasking, event: event), Cast.duty)
        }
        return request(
            Taskings.ReportOutcome.self, .init(id: tasking, effect: effect, result: .achieved, idempotencyKey: key), Cast.contact("SWE"))
    }

    private mutating func grantedCall(_ method: String, _ key: String, _ tasking: String) throws -> SimulatedRequest {
        try done(Consents.Grant.self, .init(tasking: tasking, nation: "EST", kind: .contribute), Cast.contact("EST"))
        if method == Consents.Revoke.name {
            let parameters = Consents.Revoke.Parameters(
                tasking: tasking, nation: "EST", kind: .contribute, reason: "no", idempotencyKey: key)
            return request(Consents.Revoke.self, parameters, Cast.contact("EST"))
        }
        try done(Consents.Grant.self, .init(tasking: tasking, nation: "ALB", kind: .host), Cast.contact("ALB"))
        if method == Taskings.Order.name {
            return request(Taskings.Order.self, .init(id: tasking, idempotencyKey: key), Cast.authority)
        }
        try done(Taskings.Order.self, .init(id: tasking), Cast.authority)
        if method == Notes.Report.name {
            let now = world.clock.now
            return request(
                Notes.Report.self,
                .init(
                    tasking: tasking, from: now.adding(hours: -1).description, until: now.description, summary: "On the way",
                    nextDue: now.adding(hours: 8).description, idempotencyKey: key), Cast.contact("EST"))
        }
        if method == Taskings.Replace.name {
            count += 1
            let other = try put()
            return request(
                Taskings.Replace.self, .init(id: tasking, assignments: [.init(seat: 1, expert: other)], idempotencyKey: key), Cast.duty)
        }
        if method == Taskings.Advance.name {
            return request(Taskings.Advance.self, .init(id: tasking, event: .depart, idempotencyKey: key), Cast.duty)
        }
        try done(Taskings.Advance.self, .init(id: tasking, event: .begin), Cast.duty)
        let until = world.clock.now.adding(days: 20).description
        return request(Taskings.Extend.self, .init(id: tasking, until: until, idempotencyKey: key), Cast.duty)
    }

    // MARK: - Records

    private var id: String { "EST-\(count)" }

    private func expert(named: Bool) -> Roster.Expert {
        Roster.Expert(
            id: id, nation: "EST", name: named ? "Named Person \(count)." : nil, clearance: .init(level: .NS, validUntil: "2029-01-01"),
            skills: ["PD-WRL-003": 4], noticeHours: 1, mode: .both)
    }

    private var effect: Roster.Effect {
        .init(
            id: "SWE-E\(count)", nation: "SWE", title: "Reference", category: .defensive, kind: "sinkhole", leadHours: 1,
            classification: .NR, releasableTo: ["NATO"])
    }

    /// They begin now, so that people can be on task.
    private func terms(days: Int = 5) -> Requests.Request {
        let start = world.clock.now
        return .init(
            nation: "ALB", title: "Help", classification: .NR, releasableTo: ["NATO"], mode: .both, start: start.description,
            end: start.adding(days: days).description,
            seats: [.init(skill: "PD-WRL-003", minLevel: 3), .init(skill: "PD-WRL-003", minLevel: 2)])
    }

    private mutating func put(named: Bool = false) throws -> String {
        try done(Roster.PutExpert.self, .init(expert: expert(named: named)), Cast.contact("EST"))
        return id
    }

    private func request<M: VarlinkMethod>(_: M.Type, _ parameters: M.Parameters, _ caller: UInt32) -> SimulatedRequest {
        SimulatedRequest(M.name, parameters.jsonString(), by: caller)
    }

    @discardableResult
    private func done<M: VarlinkMethod>(_ method: M.Type, _ parameters: M.Parameters, _ caller: UInt32) throws -> JSONObject {
        try world.take(Step(0, .call([request(method, parameters, caller)])))
        guard let reply = world.lastOutcomes.first?.reply else {
            let answer = world.lastOutcomes.first.map { String(decoding: $0.answer, as: UTF8.self) } ?? "nothing"
            throw Violation(.done, "\(M.name) \(parameters.jsonString()) was to be done, and was answered \(answer)")
        }
        return reply
    }
}
