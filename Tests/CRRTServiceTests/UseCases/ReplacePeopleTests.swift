import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// Other people are put in the place of those who left, in the same tasking: another batch, with consents and an order of its own.
@Suite("Replacing people")
struct ReplacePeopleTests {
    @Test("the new people's nation and the host are asked, another person orders them, and they follow the others")
    func wholeWay() throws {
        try SharedTasking.with(at: .onTask) { (tasking) throws in
            _ = try tasking.withdraw(["EST-0002"]).reply()
            let (estonia, latvia) = (try tasking.part(of: "EST"), try tasking.part(of: "LVA"))
            tasking.desk.advance(hours: 5)
            _ = try tasking.replace(["LTU-0001"]).reply()
            #expect(
                try tasking.people == ["EST-0001 onTask", "EST-0002 returning ill", "LVA-0001 onTask", "LTU-0001 asked"])
            #expect(try tasking.state == .onTask)
            let record = try tasking.record
            #expect(record.nations.map(\.description) == ["EST", "LTU", "LVA"])
            #expect(record.laterBatches.map(\.batch) == [1] && record.laterBatches.first?.proposedBy.uid == TestSite.duty)
            #expect(try tasking.lastEntry.event == "tasking.batchProposed" && tasking.lastEntry.detail("batch") == "1")
            // The rest of the period, and nothing of the others.
            let terms = try #require(try tasking.consent("LTU", batch: 1).terms)
            #expect(terms.parts.map(\.period.start) == [tasking.desk.clock.now] && terms.parts.count == 1 && terms.batch == 1)
            #expect(try tasking.consent("ALB", .host, batch: 1).terms?.parts.count == 1)
            #expect(try tasking.order().error?.as(Taskings.ConsentMissing.self)?.nations == ["ALB", "LTU"])
            try tasking.grant("LTU")
            #expect(try tasking.order().error?.as(Taskings.ConsentMissing.self)?.nations == ["ALB"])
            try tasking.grant("ALB", .host)
            _ = try tasking.order().reply()
            #expect(try tasking.lastEntry.detail("batch") == "1")
            #expect(try tasking.element("LTU-0001").state == .ordered && tasking.record.laterBatches.first?.orderedBy != nil)
            #expect(try tasking.record.orderedBy == record.orderedBy)
            // Without names, those go on whom the step can concern.
            for (event, state) in [(Taskings.Advance.Parameters.Event.depart, Element.State.moving), (.begin, .onTask)] {
                _ = try tasking.step(event).reply()
                #expect(try tasking.element("LTU-0001").state == state && tasking.state == .onTask)
            }
            #expect(try tasking.part(of: "EST") == estonia && tasking.part(of: "LVA") == latvia)
        }
    }

    @Test("before the order, too, a seat that fell open is filled, and both batches are ordered at once")
    func beforeTheOrder() throws {
        try SharedTasking.with(at: .awaitingConsent) { (tasking) throws in
            try tasking.grant("EST")
            try tasking.refuse("LVA")
            try tasking.grant("ALB", .host)
            #expect(try tasking.state == .consented, "without the one who was refused")
            _ = try tasking.replace(["LVA-0002"]).reply()
            #expect(try tasking.state == .awaitingConsent)
            try tasking.grant("LVA")
            try tasking.grant("ALB", .host)
            #expect(try tasking.state == .consented)
            _ = try tasking.order().reply()
            #expect(try tasking.lastEntry.detail("batch") == "0 1")
            #expect(try tasking.people == ["EST-0001 ordered", "EST-0002 ordered", "LVA-0001 out refused", "LVA-0002 ordered"])
        }
    }

    @Test("a refusal, or silence, takes out the new people alone, and the next batch has the next number", arguments: [false, true])
    func refused(silent: Bool) throws {
        try SharedTasking.with(at: .onTask) { (tasking) throws in
            _ = try tasking.withdraw(["EST-0002"]).reply()
            let before = try (tasking.part(of: "EST"), tasking.part(of: "LVA"))
            _ = try tasking.replace(["LTU-0001"]).reply()
            if silent { tasking.desk.advance(hours: 12) } else { try tasking.refuse("LTU") }
            #expect(try tasking.people.last == "LTU-0001 out \(silent ? "lapsed" : "refused")")
            #expect(try tasking.state == .onTask && (tasking.part(of: "EST"), tasking.part(of: "LVA")) == before)
            #expect(try tasking.consent("ALB", .host).state == .granted)
            #expect(try tasking.consent("ALB", .host, batch: 1).state == .lapsed)
            // Who left can be asked again, for the same seat.
            _ = try tasking.replace(["LTU-0001"]).reply()
            #expect(try tasking.record.laterBatches.map(\.batch) == [1, 2] && tasking.element("LTU-0001").batch == 2)
            try tasking.grant("LTU")
            try tasking.grant("ALB", .host)
            _ = try tasking.order().reply()
            #expect(try tasking.element("LTU-0001").state == .ordered)
        }
    }

    @Test("who has come home ill can be sent again")
    func again() throws {
        try SharedTasking.with(at: .onTask) { (tasking) throws in
            _ = try tasking.withdraw(["EST-0002"]).reply()
            let early = try tasking.replace(["EST-0002"]).error?.as(Service.InvalidRecord.self)
            #expect(early?.field == "assignments[0].expert", "not before they are home")
            _ = try tasking.step(.home, ["EST-0002"]).reply()
            _ = try tasking.replace(["EST-0002"]).reply()
            try tasking.grant("EST")
            try tasking.grant("ALB", .host)
            _ = try tasking.order().reply()
            _ = try tasking.step(.begin).reply()
            #expect(
                try tasking.people == ["EST-0001 onTask", "EST-0002 home ill", "LVA-0001 onTask", "EST-0002 onTask"])
            // Named, it is the one in it now.
            _ = try tasking.step(.release, ["EST-0002"]).reply()
            #expect(try tasking.people.last == "EST-0002 returning released")
        }
    }

    @Test("a team with another in it is still that team, so that no nation learns of the other")
    func team() throws {
        try InProcessDesk.with { (desk) throws in
            for id in ["EST-0001", "EST-0002", "LTU-0001"] {
                _ = try desk.call(Roster.PutExpert.self, .init(expert: OneTasking.expert(id)), as: TestSite.contact(String(id.prefix(3))))
            }
            let team = Roster.Team(id: "EST-TEAM-1", name: "Team", nation: "EST", members: ["EST-0001", "EST-0002"], noticeHours: 12)
            _ = try desk.call(Roster.PutTeam.self, .init(team: team), as: SharedTasking.estonia)
            var terms = OneTasking.terms()
            terms.seats[0].count = 2
            let request = try OneTasking.validated(terms, desk)
            let proposal = Taskings.Propose.Parameters(
                request: request, kind: .team, team: team.id, assignments: team.members.map { .init(seat: 0, expert: $0) })
            let id = try desk.call(Taskings.Propose.self, proposal, as: TestSite.duty).tasking.id
            let tasking = SharedTasking(desk: desk, request: request, id: id)
            _ = try tasking.withdraw(["EST-0002"]).reply()
            #expect(try tasking.record.kind == .team)
            _ = try tasking.replace(["LTU-0001"]).reply()
            #expect(try tasking.record.kind == .team && tasking.record.team?.text == team.id)
        }
    }

    /// What is refused, by error, and for an `InvalidRecord` by field.
    private struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let error: String
        var experts = ["LTU-0001"]
        var seat = 0
        var replyBy: Int?
        var revision: Int?
        var uid = TestSite.duty
        /// What comes before, while EST-0002 is on the way home.
        var before: @Sendable (SharedTasking) throws -> Void = { _ in }
    }

    private static let cases: [Case] = [
        .init(testDescription: "more people than open places", error: "assignments[1].seat", experts: ["LTU-0001", "LTU-0002"]),
        .init(testDescription: "a seat that is not there", error: "assignments[0].seat", seat: 1),
        .init(testDescription: "nobody", error: "assignments", experts: []),
        .init(testDescription: "the same person twice", error: "assignments[1].expert", experts: ["LTU-0001", "LTU-0001"]),
        .init(testDescription: "who is in it", error: "assignments[0].expert", experts: ["EST-0001"]),
        .init(testDescription: "who is on the way home", error: "assignments[0].expert", experts: ["EST-0002"]),
        .init(testDescription: "what is no handle", error: "assignments[0].expert", experts: ["nobody"]),
        .init(testDescription: "who is not on the roster", error: "NoSuchRecord", experts: ["LTU-0099"]),
        .init(
            testDescription: "whose offer is withdrawn", error: "NotEligible",
            before: { tasking in
                let offer = Roster.SetOffer.Parameters(kind: .expert, id: "LTU-0001", event: .withdraw)
                _ = try tasking.desk.call(Roster.SetOffer.self, offer, as: SharedTasking.lithuania)
            }),
        .init(
            testDescription: "who serves elsewhere", error: "AlreadyCommitted",
            before: { tasking in
                let other = try OneTasking.validated(OneTasking.terms(nation: "POL"), tasking.desk)
                let proposal = Taskings.Propose.Parameters(
                    request: other, kind: .assembled, assignments: [.init(seat: 0, expert: "LTU-0001")], replyBy: OneTasking.day(1))
                let id = try tasking.desk.call(Taskings.Propose.self, proposal, as: TestSite.duty).tasking.id
                let second = SharedTasking(desk: tasking.desk, request: other, id: id)
                try second.grant("LTU")
                try second.grant("POL", .host)
                _ = try second.order().reply()
            }),
        .init(testDescription: "a time to answer that has passed", error: "replyBy", replyBy: -1),
        .init(testDescription: "a time to answer after the end", error: "replyBy", replyBy: 11),
        .init(testDescription: "a stale revision", error: "StaleRevision", revision: 1),
        .init(testDescription: "by the authority", error: "PermissionDenied", uid: TestSite.authority),
        .init(testDescription: "by a contributing nation", error: "PermissionDenied", uid: SharedTasking.estonia),
        .init(testDescription: "by the host", error: "PermissionDenied", uid: SharedTasking.albania),
        .init(
            testDescription: "once the last one has turned back", error: "IllegalTransition",
            before: { tasking in _ = try tasking.step(.release).reply() }),
        .init(
            testDescription: "past the agreed end", error: "IllegalTransition",
            before: { tasking in tasking.desk.waitFor(OneTasking.day(10)) }),
    ]

    @Test("what does not go is refused by name, and nothing is written", arguments: cases)
    private func refusals(_ one: Case) throws {
        try SharedTasking.with(at: .onTask) { (tasking) throws in
            _ = try tasking.withdraw(["EST-0002"]).reply()
            try one.before(tasking)
            let before = try tasking.seq
            let parameters = Taskings.Replace.Parameters(
                id: tasking.id, assignments: one.experts.map { .init(seat: one.seat, expert: $0) },
                replyBy: one.replyBy.map { OneTasking.day($0) }, ifRevision: one.revision)
            let answer = try tasking.desk.ask(Taskings.Replace.self, parameters, as: one.uid)
            let field = answer.error?.as(Service.InvalidRecord.self)?.field
            #expect(field ?? answer.errorName == one.error, "\(answer)")
            #expect(try tasking.seq == before)
        }
    }

    @Test("an effect is not replaced")
    func effect() throws {
        try InProcessDesk.with { (desk) throws in
            let effect = Roster.Effect(
                id: "SWE-EFF-01", nation: "SWE", title: "Reference", category: .defensive, kind: "sinkhole", leadHours: 1,
                classification: .NR, releasableTo: ["NATO"])
            _ = try desk.call(Roster.PutEffect.self, .init(effect: effect), as: TestSite.contact("SWE"))
            _ = try desk.call(Roster.PutExpert.self, .init(expert: OneTasking.expert("LTU-0001")), as: SharedTasking.lithuania)
            let request = try OneTasking.validated(OneTasking.terms(), desk)
            let proposal = Taskings.Propose.Parameters(request: request, kind: .effect, effects: [effect.id])
            let id = try desk.call(Taskings.Propose.self, proposal, as: TestSite.duty).tasking.id
            let refusal = try SharedTasking(desk: desk, request: request, id: id).replace(["LTU-0001"]).error
            #expect(refusal?.as(Service.IllegalTransition.self)?.message.contains("an effect is not replaced") == true)
        }
    }
}
