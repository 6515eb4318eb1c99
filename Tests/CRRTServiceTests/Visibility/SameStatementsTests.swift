import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService
@testable import CRRTStore

/// What a refusal costs does not tell whether a record is hidden or absent: the same statements are run, and no record is read.
/// How long they take is measured in Benchmarks.
@Suite("The same statements for hidden and absent")
struct SameStatementsTests {
    private typealias World = VisibleWorld

    /// A question by id: who asks, of what.
    private struct Question {
        let caller: String
        let ids: (hidden: String, absent: String)
        let method: String
        /// Whether what the question is about beside the id is the caller's to see, and so is read.
        let readsOthers: Bool
        let parameters: (String) -> [UInt8]
    }

    @Test("in every method that takes an id")
    func everyMethod() throws {
        try World.with { world in
            let effect = Roster.Effect(
                id: "EST-EFF-01", nation: "EST", title: "Reference", category: .defensive, kind: "sinkhole", leadHours: 1,
                classification: .NS, releasableTo: ["NATO"])
            _ = try world.desk.call(Roster.PutEffect.self, .init(effect: effect), as: TestSite.contact("EST"))
            let campaign = try world.desk.call(
                Campaigns.Open.self, .init(title: "Wipers", domains: [.energy], classification: .NS, releasableTo: ["EST"]),
                as: TestSite.duty
            ).campaign.id
            let team = Roster.Team(id: "EST-CRRT-1", name: "Team", nation: "EST", members: ["EST-0001"], noticeHours: 6)
            _ = try world.desk.call(Roster.PutTeam.self, .init(team: team), as: TestSite.contact("EST"))
            let now = world.desk.clock.now
            let standby = Standby.Period(
                id: "EST-STB-1", team: "EST-CRRT-1", start: now.description, end: now.adding(days: 7).description, tier: .first,
                noticeHours: 2)
            _ = try world.desk.call(Standby.Put.self, .init(period: standby), as: TestSite.contact("EST"))
            try world.ask(.NR, releasableTo: ["NATO"])
            let open = world.request
            try world.ask()
            let note = try world.desk.call(Notes.Add.self, .init(subject: world.request, note: "Called"), as: TestSite.duty).id
            let questions = questions(request: world.request, tasking: try world.propose(), open: open, campaign: campaign, note: note)
            // The look at the deadlines after the last change, which takes a reader, is over.
            world.desk.instance.deadlines.queue.sync {}
            let trace = try Trace(world.desk.store)
            for question in questions {
                let uid = World.callers[question.caller]!
                func ran(_ id: String) throws -> [String] {
                    // Once before, so that statements are prepared and the caller is known.
                    for _ in 0..<2 {
                        trace.clear()
                        _ = world.desk.transcript(question.method, question.parameters(id), as: uid)
                    }
                    return trace.statements
                }
                let (hidden, absent) = (try ran(question.ids.hidden), try ran(question.ids.absent))
                #expect(!hidden.isEmpty && hidden == absent, "\(question.method) by \(question.caller)")
                guard !question.readsOthers else { continue }
                #expect(!hidden.contains { $0.contains("record") }, "\(question.method) by \(question.caller) reads a record: \(hidden)")
            }
            #expect(try Self.takingIDs().subtracting(questions.map(\.method)) == [], "of these nothing is asked here, nor in Benchmarks")
        }
    }

    @Test("of one's own expert whom a hidden tasking holds no more is read than of one who is free")
    func ownExpertHeld() throws {
        try World.with { world in
            for id in ["EST-0002", "EST-0003"] {
                _ = try world.desk.call(Roster.PutExpert.self, .init(expert: OneTasking.expert(id)), as: TestSite.contact("EST"))
            }
            try world.ask()
            try world.order(try world.propose())
            // The look at the deadlines after the last change, which takes a reader, is over.
            world.desk.instance.deadlines.queue.sync {}
            let trace = try Trace(world.desk.store)
            func ran(_ id: String) throws -> [String] {
                for _ in 0..<2 {
                    trace.clear()
                    let reply = try world.desk.call(Roster.GetExpert.self, .init(id: id), as: World.callers["EST-nr"]!)
                    #expect(reply.serving == nil)
                }
                return trace.statements
            }
            let (held, free) = (try ran("EST-0001"), try ran("EST-0002"))
            #expect(held == free && !held.contains { $0.contains("FROM tasking") })
        }
    }

    /// The methods of which a parameter names a record by its id.
    private static func takingIDs() throws -> Set<String> {
        let names: Set = ["id", "tasking", "request", "subject", "expert", "team", "effect", "experts", "effects"]
        var found: Set<String> = []
        for interface in [
            Roster.interface, Requests.interface, Campaigns.interface, Standby.interface, Taskings.interface, Consents.interface,
            Journal.interface, Notes.interface, Handover.interface,
        ] {
            for case .method(let method) in try InterfaceDescription(parsing: interface.text).members
            where method.parameters.contains(where: { names.contains($0.name) }) {
                found.insert(interface.name + "." + method.name)
            }
        }
        // It describes a request that has no id yet.
        return found.subtracting([Requests.Submit.name])
    }

    private func questions(request: String, tasking: String, open: String, campaign: String, note: String) -> [Question] {
        var all: [Question] = []
        func ask<M: VarlinkMethod>(
            _ method: M.Type, _ callers: [String], _ hidden: String, _ absent: String, readsOthers: Bool = false,
            _ parameters: @escaping (String) -> M.Parameters
        ) {
            for caller in callers {
                let ids = (hidden: hidden, absent: absent)
                all.append(
                    Question(caller: caller, ids: ids, method: M.name, readsOthers: readsOthers) { parameters($0).jsonBytes() })
            }
        }
        let (effect, noEffect, noRequest) = ("EST-EFF-01", "EST-EFF-77", String(request.dropLast()) + "9")
        let readers = ["FRA", "duty-nr", "EST-nr"]
        ask(Roster.GetExpert.self, ["FRA"], "EST-0001", "EST-0404") { .init(id: $0) }
        ask(Roster.PutExpert.self, ["FRA"], "EST-0001", "EST-0404") { .init(expert: OneTasking.expert($0)) }
        ask(Roster.GetTeam.self, ["FRA"], "EST-CRRT-1", "EST-CRRT-7") { .init(id: $0) }
        ask(Roster.PutTeam.self, ["FRA"], "EST-CRRT-1", "EST-CRRT-7") {
            .init(team: .init(id: $0, name: "Team", nation: "EST", members: [], noticeHours: 1))
        }
        ask(Roster.SetOffer.self, ["FRA"], "EST-0001", "EST-0404") { .init(kind: .expert, id: $0, event: .confirm) }
        ask(Roster.SetOffer.self, ["FRA"], "EST-CRRT-1", "EST-CRRT-7") { .init(kind: .team, id: $0, event: .confirm) }
        ask(Taskings.Recall.self, ["FRA"], "EST-0001", "EST-0404") { .init(nation: "FRA", reason: "no", experts: [$0]) }
        ask(Roster.GetEffect.self, readers, effect, noEffect) { .init(id: $0) }
        ask(Roster.SetOffer.self, ["FRA", "EST-nr"], effect, noEffect) { .init(kind: .effect, id: $0, event: .confirm) }
        ask(Roster.PutEffect.self, ["FRA"], effect, noEffect) {
            .init(
                effect: .init(
                    id: $0, nation: "EST", title: "Reference", category: .defensive, kind: "sinkhole", leadHours: 1, classification: .NR,
                    releasableTo: ["NATO"]))
        }
        ask(Taskings.Propose.self, ["duty-nr"], effect, noEffect, readsOthers: true) { .init(request: open, kind: .effect, effects: [$0]) }
        ask(Taskings.Cease.self, ["FRA", "EST-nr"], effect, noEffect) { .init(effect: $0, reason: "no") }
        // An expert of the caller's own nation may have that handle.
        ask(Taskings.Recall.self, ["EST-nr"], effect, noEffect, readsOthers: true) { .init(nation: "EST", reason: "no", experts: [$0]) }
        ask(Roster.EraseName.self, ["FRA"], "EST-0001", "EST-0404") { .init(id: $0) }
        ask(Journal.Read.self, readers, effect, noEffect) { .init(subject: $0) }
        let (standby, noStandby) = ("EST-STB-1", "EST-STB-7")
        let (start, end) = ("2027-01-04T00:00:00Z", "2027-01-11T00:00:00Z")
        ask(Standby.Get.self, ["FRA"], standby, noStandby) { .init(id: $0) }
        ask(Standby.Put.self, ["FRA"], standby, noStandby) {
            .init(period: .init(id: $0, team: "EST-CRRT-1", start: start, end: end, tier: .first, noticeHours: 1))
        }
        ask(Standby.Confirm.self, ["FRA"], standby, noStandby) { .init(id: $0) }
        ask(Standby.Withdraw.self, ["FRA"], standby, noStandby) { .init(id: $0, reason: "no") }
        ask(Standby.AskSwap.self, ["FRA"], standby, noStandby) {
            .init(id: $0, with: "FRA-STB-1", start: start, end: end)
        }
        ask(Standby.AnswerSwap.self, ["FRA"], standby, noStandby) { .init(id: $0, agree: true) }
        ask(Standby.List.self, ["FRA"], "EST-CRRT-1", "EST-CRRT-7", readsOthers: true) { .init(team: $0) }
        ask(Journal.Read.self, ["FRA"], standby, noStandby) { .init(subject: $0) }
        let noCampaign = "CMP-100000"
        ask(Campaigns.Get.self, readers, campaign, noCampaign) { .init(id: $0) }
        ask(Campaigns.Correct.self, ["duty-nr"], campaign, noCampaign) { .init(id: $0, title: "Wipers") }
        ask(Campaigns.Close.self, ["duty-nr"], campaign, noCampaign) { .init(id: $0, outcome: "no") }
        ask(Journal.Read.self, readers, campaign, noCampaign) { .init(subject: $0) }
        ask(Requests.Correct.self, ["duty-nr"], campaign, noCampaign, readsOthers: true) { .init(id: open, campaigns: [$0]) }
        for absent in ["NTE-10000000", "NTE-99999999"] {
            ask(Notes.CompleteLesson.self, ["duty-nr"], note, absent) { .init(id: $0) }
            ask(Notes.Erase.self, ["FRA", "EST-nr", "duty-nr", "authority-nr"], note, absent) { .init(id: $0) }
        }
        for (hidden, absent) in [(campaign, noCampaign), (request, noRequest)] {
            ask(Notes.Add.self, ["duty-nr", "authority-nr"], hidden, absent) { .init(subject: $0, note: "no") }
            ask(Notes.AddLesson.self, ["duty-nr"], hidden, absent) { .init(subject: $0, lesson: "no", owner: "no", due: "2030-01-01") }
            ask(Notes.List.self, readers, hidden, absent) { .init(subject: $0) }
        }
        ask(Requests.Get.self, readers, request, noRequest) { .init(id: $0) }
        ask(Taskings.List.self, readers, request, noRequest) { .init(request: $0) }
        ask(Journal.Read.self, readers, request, noRequest) { .init(subject: $0) }
        ask(Requests.Cancel.self, ["FRA", "duty-nr"], request, noRequest) { .init(id: $0, reason: "no") }
        ask(Requests.Amend.self, ["FRA", "duty-nr"], request, noRequest) { .init(id: $0, request: OneTasking.terms()) }
        ask(Requests.Correct.self, ["FRA", "duty-nr"], request, noRequest) { .init(id: $0, title: "Corrected") }
        ask(Requests.Refer.self, ["FRA", "duty-nr"], request, noRequest) { .init(id: $0, article: .article4, by: "a", to: "b") }
        ask(Requests.ReportReferral.self, ["FRA", "duty-nr"], request, noRequest) { .init(id: $0, number: 1, outcome: "x") }
        ask(Requests.Return.self, ["duty-nr"], request, noRequest) { .init(id: $0, reason: "no") }
        ask(Requests.Close.self, ["duty-nr"], request, noRequest) { .init(id: $0, outcome: "no") }
        ask(Requests.Validate.self, ["duty-nr"], request, noRequest) { .init(id: $0) }
        ask(Requests.Match.self, ["duty-nr"], request, noRequest) { .init(id: $0) }
        ask(Requests.Plan.self, ["duty-nr"], request, noRequest) { .init(requests: [$0]) }
        ask(Requests.Plan.self, ["duty-nr"], request, noRequest) { .init(hold: [$0]) }
        ask(Requests.Eligible.self, ["duty-nr"], request, noRequest) { .init(id: $0, seat: 0) }
        ask(Requests.Explain.self, ["duty-nr"], request, noRequest) { .init(id: $0, expert: "EST-0001") }
        ask(Requests.Relax.self, ["duty-nr"], request, noRequest) { .init(id: $0) }
        ask(Taskings.Propose.self, ["duty-nr"], request, noRequest) { .init(request: $0, kind: .effect, effects: ["SWE-EFF-01"]) }
        // A tasking of the same hidden request that does not exist, and one of a request that does not exist.
        for absent in [String(tasking.dropLast()) + "7", "TSK-" + noRequest.dropFirst(4) + "-1"] {
            ask(Taskings.Get.self, readers, tasking, absent) { .init(id: $0) }
            ask(Consents.List.self, readers, tasking, absent) { .init(tasking: $0) }
            ask(Journal.Read.self, readers, tasking, absent) { .init(subject: $0) }
            ask(Notes.Report.self, ["FRA", "EST-nr", "duty-nr"], tasking, absent) {
                .init(tasking: $0, from: "2020-01-01T00:00:00Z", until: "2020-01-02T00:00:00Z", summary: "no")
            }
            ask(Notes.List.self, readers, tasking, absent) { .init(subject: $0) }
            ask(Consents.Remind.self, ["duty-nr"], tasking, absent) { .init(tasking: $0) }
            ask(Taskings.Advance.self, ["FRA", "duty-nr"], tasking, absent) { .init(id: $0, event: .release) }
            ask(Taskings.Order.self, ["authority-nr"], tasking, absent) { .init(id: $0) }
            ask(Taskings.Approve.self, ["council-nr"], tasking, absent) { .init(id: $0) }
            ask(Taskings.WithdrawApproval.self, ["council-nr"], tasking, absent) { .init(id: $0, reason: "no") }
            ask(Taskings.Replace.self, ["duty-nr"], tasking, absent) { .init(id: $0, assignments: [.init(seat: 0, expert: "EST-0001")]) }
            ask(Taskings.Withdraw.self, ["FRA", "EST-nr", "duty-nr"], tasking, absent) {
                .init(id: $0, experts: ["EST-0001"], cause: .ill, reason: "no")
            }
            ask(Taskings.Advance.self, ["EST-nr"], tasking, absent) { .init(id: $0, event: .home, experts: ["EST-0001"]) }
            ask(Taskings.Extend.self, ["duty-nr"], tasking, absent) { .init(id: $0, until: OneTasking.day(20)) }
            ask(Taskings.Abort.self, ["duty-nr", "authority-nr"], tasking, absent) { .init(id: $0, reason: "no") }
            ask(Taskings.Cease.self, ["FRA", "EST-nr", "authority-nr"], tasking, absent) {
                .init(id: $0, effect: "EST-EFF-01", reason: "no")
            }
            ask(Taskings.ReportOutcome.self, ["FRA", "EST-nr", "authority-nr"], tasking, absent) {
                .init(id: $0, effect: "EST-EFF-01", result: .unknown)
            }
            ask(Taskings.Recall.self, ["FRA", "EST-nr"], tasking, absent) { .init(id: $0, nation: "EST", reason: "no") }
            ask(Consents.Grant.self, ["FRA", "EST-nr"], tasking, absent) { .init(tasking: $0, nation: "EST", kind: .contribute) }
            ask(Consents.Refuse.self, ["FRA", "EST-nr"], tasking, absent) {
                .init(tasking: $0, nation: "EST", kind: .contribute, reason: "no")
            }
            ask(Consents.Revoke.self, ["FRA", "EST-nr"], tasking, absent) {
                .init(tasking: $0, nation: "EST", kind: .contribute, reason: "no")
            }
        }
        return all
    }
}
