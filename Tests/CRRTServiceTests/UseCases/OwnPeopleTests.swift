import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// A nation's people stay its own: each of its contact points recalls them, and is told what a change of their offer means.
@Suite("A nation's own people")
struct OwnPeopleTests {
    private static let lowEstonia: UInt32 = 2120
    private static let site = TestSite(
        extraPrincipals: """
              - name: ncp-est-low
                users: [\(lowEstonia)]
                roles: [ncp]
                nation: EST
                clearance: NR

            """)

    /// One tasking under NC, which the second Estonian contact point may not see.
    private func withSecret(at stage: Tasking.State, _ body: (OneTasking) throws -> Void) throws {
        try OneTasking.with(Self.site, at: stage, classification: .NC) { (one) throws in
            #expect(try one.desk.ask(Taskings.Get.self, .init(id: one.id), as: Self.lowEstonia).errorName == "NoSuchRecord")
            try body(one)
        }
    }

    @Test("any contact point of a nation recalls its expert in one call, under any label, at every stage", arguments: OneTasking.stages)
    func byHandle(stage: Tasking.State) throws {
        try withSecret(at: stage) { (one) throws in
            _ = try one.desk.call(Roster.PutExpert.self, .init(expert: OneTasking.expert("EST-0002")), as: OneTasking.estonia)
            func recall(_ expert: String) throws -> String {
                try one.desk.ask(Taskings.Recall.self, .init(nation: "EST", reason: "crisis", experts: [expert]), as: Self.lowEstonia)
                    .reply().jsonString()
            }
            let (held, free) = (try recall("EST-0001"), try recall("EST-0002"))
            #expect(held == free && !held.contains("tasking\":"))
            #expect(try one.state == (stage.isProposed ? .declined : .recalled))
            #expect(try one.record.elements.map(\.left?.cause) == [.recalled])
            #expect(try one.record.recalledBy?.description == "EST")
            // The same journal for both, but for the handle.
            let entries = try one.desk.call(Journal.Read.self, .init(limit: 100), as: Self.lowEstonia).entries ?? []
            #expect(entries.suffix(2).map(\.event) == ["expert.recalled", "expert.recalled"])
            #expect(entries.suffix(2).map(\.subject) == ["EST-0001", "EST-0002"])
            #expect(entries.allSatisfy { !$0.payload.jsonString().contains("crisis") }, "the reason may be as secret as the tasking")
            let desk = try one.desk.call(Journal.Read.self, .init(limit: 100, subject: one.id), as: TestSite.duty).entries ?? []
            #expect(desk.last?.event == "tasking.recalled")
            #expect(desk.last?.payload["detail"]?.objectValue?["reason"]?.stringValue == "crisis")
        }
    }

    @Test("one who may see the tasking is shown it; nobody recalls another nation's expert, or an expert who is not there")
    func refusals() throws {
        try OneTasking.with(at: .onTask) { (one) throws in
            func recall(_ experts: [String], as uid: UInt32, nation: String = "EST", id: String? = nil) throws -> Answer<
                Taskings.Recall.Reply
            > {
                try one.desk.ask(Taskings.Recall.self, .init(id: id, nation: nation, reason: "crisis", experts: experts), as: uid)
            }
            _ = try one.desk.call(Roster.PutExpert.self, .init(expert: OneTasking.expert("EST-0002")), as: OneTasking.estonia)
            let before = try one.seq
            #expect(try recall(["EST-0001"], as: TestSite.contact("LVA"), nation: "LVA").errorName == "InvalidRecord")
            #expect(try recall(["EST-0001"], as: TestSite.contact("LVA")).errorName == "PermissionDenied")
            #expect(try recall(["EST-0001"], as: TestSite.duty).errorName == "PermissionDenied")
            #expect(try recall(["EST-0009"], as: OneTasking.estonia).errorName == "NoSuchRecord")
            #expect(try recall(["x"], as: OneTasking.estonia).errorName == "InvalidRecord")
            #expect(try recall([], as: OneTasking.estonia).errorName == "InvalidRecord")
            #expect(try recall(["EST-0001", "EST-0001"], as: OneTasking.estonia).errorName == "InvalidRecord")
            #expect(try recall([String](repeating: "EST-0001", count: 41), as: OneTasking.estonia).errorName == "InvalidParameter")
            let free = try recall(["EST-0002"], as: OneTasking.estonia, id: one.id).error?.as(Service.InvalidRecord.self)
            #expect(free?.field == "experts[0]", "who is not in that tasking")
            let neither = try one.desk.ask(Taskings.Recall.self, .init(nation: "EST", reason: "crisis"), as: OneTasking.estonia)
            #expect(neither.error?.as(Service.InvalidRecord.self)?.field == "id")
            #expect(try one.seq == before)
            let reply = try recall(["EST-0001"], as: OneTasking.estonia).reply()
            #expect(reply.tasking?.id == one.id && reply.tasking?.state == .recalled && reply.seq != nil)
        }
    }

    @Test("each tasking that an expert is recalled from is shown to callers who may see it")
    func everyTasking() throws {
        try OneTasking.with(Self.site, at: .ordered) { (one) throws in
            var ids = [one.id]
            for (number, label) in [Requests.Classification.NC, .NR].enumerated() {
                var terms = OneTasking.terms(classification: label)
                (terms.start, terms.end) = (OneTasking.day(20 + 10 * number), OneTasking.day(25 + 10 * number))
                let request = try OneTasking.validated(terms, one.desk)
                ids.append(
                    try one.desk.call(
                        Taskings.Propose.self, .init(request: request, kind: .assembled, assignments: [.init(seat: 0, expert: "EST-0001")]),
                        as: TestSite.duty
                    ).tasking.id)
            }
            func recall(_ uid: UInt32) throws -> Taskings.Recall.Reply {
                try one.desk.call(Taskings.Recall.self, .init(nation: "EST", reason: "crisis", experts: ["EST-0001"]), as: uid)
            }
            let secret = try one.desk.store.read { try $0.tasking(TaskingID(ids[1])) }
            #expect(secret?.state == .awaitingConsent)
            let reply = try recall(Self.lowEstonia)
            #expect(reply.tasking?.id == ids[0] && reply.others?.map(\.id) == [ids[2]])
            #expect(reply.others?.map(\.state) == [.declined] && reply.marking?.classification == .NR, "the others were not ordered")
            for (id, state) in zip(ids, [Tasking.State.recalled, .declined, .declined]) {
                let tasking = try one.desk.store.read { try $0.tasking(TaskingID(id)) }
                #expect(tasking?.state == state && tasking?.elements.map(\.left?.cause) == [.recalled])
            }
            let again = try recall(OneTasking.estonia)
            #expect(again.tasking == nil && again.others == nil)
        }
    }

    @Test("recalled by its id after its label was raised, a tasking is not shown to callers below that")
    func raised() throws {
        try OneTasking.with(Self.site, at: .awaitingConsent) { (one) throws in
            _ = try one.desk.call(
                Consents.Grant.self, .init(tasking: one.id, nation: "EST", kind: .contribute), as: Self.lowEstonia)
            try one.grant("ALB", .host)
            _ = try one.desk.call(Taskings.Order.self, .init(id: one.id), as: TestSite.authority)
            var terms = OneTasking.terms()
            terms.classification = .NC
            _ = try one.desk.call(Requests.Amend.self, .init(id: one.request, request: terms), as: OneTasking.albania)
            let reply = try one.desk.call(Taskings.Recall.self, .init(id: one.id, nation: "EST", reason: "crisis"), as: Self.lowEstonia)
            #expect(reply.tasking == nil && reply.seq == nil && reply.marking?.classification != .NC)
            #expect(try one.state == .recalled)
        }
    }

    @Test("who granted an effect is counted without the person who took the word back")
    func grants() throws {
        try InProcessDesk.with { (desk) throws in
            let effect = Roster.Effect(
                id: "EST-EFF-01", nation: "EST", title: "Reference", category: .defensive, kind: "sinkhole", leadHours: 1,
                classification: .NR, releasableTo: ["NATO"])
            _ = try desk.call(Roster.PutEffect.self, .init(effect: effect), as: OneTasking.estonia)
            let request = try OneTasking.validated(OneTasking.terms(), desk)
            for granting in 1...2 {
                let id = try desk.call(
                    Taskings.Propose.self, .init(request: request, kind: .effect, effects: ["EST-EFF-01"]), as: TestSite.duty
                ).tasking.id
                for second in [false, true].prefix(granting) {
                    let uid = TestSite.contact("EST", second: second)
                    _ = try desk.call(Consents.Grant.self, .init(tasking: id, nation: "EST", kind: .effect), as: uid)
                }
                if granting == 2 {
                    _ = try desk.call(Taskings.Recall.self, .init(id: id, nation: "EST", reason: "x"), as: OneTasking.estonia)
                } else {
                    _ = try desk.call(
                        Consents.Refuse.self, .init(tasking: id, nation: "EST", kind: .effect, reason: "x"),
                        as: TestSite.contact("EST", second: true))
                }
                let consents = try desk.call(Taskings.Get.self, .init(id: id), as: TestSite.duty).tasking.consents
                #expect(consents.first { $0.kind == .effect }?.grants == granting)
            }
        }
    }

    @Test("a change of an offer on a mission says what it means, alerts the desk, and is told to those who may see both")
    func affected() throws {
        try withSecret(at: .onTask) { (one) throws in
            func serving(_ uid: UInt32) throws -> [String]? {
                try one.desk.call(Roster.GetExpert.self, .init(id: "EST-0001"), as: uid).serving?.map(\.tasking)
            }
            #expect(try serving(OneTasking.estonia) == [one.id])
            #expect(try serving(TestSite.duty) == [one.id])
            #expect(try serving(Self.lowEstonia) == nil)
            let marking = try one.desk.call(Roster.GetExpert.self, .init(id: "EST-0001"), as: TestSite.duty).marking
            #expect(marking?.classification == .NC, "what is said of the tasking bears its label")

            var lowered = OneTasking.expert("EST-0001")
            lowered.clearance?.level = .NR
            let put = try one.desk.call(Roster.PutExpert.self, .init(expert: lowered), as: OneTasking.estonia)
            #expect(put.serving?.first?.concerns?.contains { $0.hasPrefix("CLEARANCE_TOO_LOW") } == true)
            // Below the tasking's label the change is an ordinary one.
            let withdrawn = try one.desk.call(
                Roster.SetOffer.self, .init(kind: .expert, id: "EST-0001", event: .withdraw), as: Self.lowEstonia)
            #expect(withdrawn.serving == nil)

            let shown = try one.desk.call(Taskings.Get.self, .init(id: one.id), as: TestSite.duty).tasking
            #expect(shown.state == .onTask && Set(shown.concerns?.map(\.code) ?? []) == ["CLEARANCE_TOO_LOW", "NOT_OFFERED"])
            func told(_ uid: UInt32) throws -> [String] {
                try one.desk.call(Journal.Read.self, .init(limit: 100), as: uid).entries?.filter { $0.event == "tasking.affected" }
                    .compactMap { $0.payload["detail"]?.objectValue?["concern"]?.stringValue?.prefix { $0 != " " }.description } ?? []
            }
            #expect(try told(TestSite.duty) == ["CLEARANCE_TOO_LOW", "NOT_OFFERED"])
            #expect(try told(OneTasking.estonia) == ["CLEARANCE_TOO_LOW", "NOT_OFFERED"])
            #expect(try told(Self.lowEstonia) == [] && told(OneTasking.albania) == [], "the host may not read foreign offers")
            #expect(try one.desk.call(Taskings.Get.self, .init(id: one.id), as: OneTasking.albania).tasking.concerns == nil)
        }
    }

    @Test("the position that a reply tells is the caller's own, whatever hidden taskings an import or a recall touches")
    func positions() throws {
        try withSecret(at: .onTask) { (one) throws in
            let desk = one.desk
            func entries(since: Int? = nil) throws -> [Journal.Entry] {
                try desk.call(Journal.Read.self, .init(since: since, limit: 100), as: Self.lowEstonia).entries ?? []
            }
            func isLast(_ seq: Int?, _ number: Int) throws {
                let (last, position) = (try #require(try entries().last), try #require(seq))
                #expect(last.seq == position && position & 0xfffff == number)
                #expect(try entries(since: position).isEmpty && entries(since: position - 1) == [last])
            }
            func put(_ id: String) throws {
                _ = try desk.call(Roster.PutExpert.self, .init(expert: OneTasking.expert(id)), as: OneTasking.estonia)
            }
            for id in ["EST-0002", "EST-0003"] { try put(id) }
            for id in ["EST-0001", "EST-0003"] {
                desk.clock.advance(milliseconds: 1)
                var lowered = OneTasking.expert(id)
                lowered.clearance?.level = .NR
                let batch: [Roster.Record] = [.init(expert: lowered), .init(expert: OneTasking.expert("EST-9" + id.suffix(3)))]
                try isLast(try desk.call(Roster.Import.self, .init(records: batch), as: Self.lowEstonia).seq, 3)
            }
            // A tasking that they see, whose id comes after that of the hidden one.
            for hidden in [true, false] {
                let other = try OneTasking.validated(OneTasking.terms(), desk)
                try put("EST-0002")
                _ = try desk.call(
                    Taskings.Propose.self,
                    .init(
                        request: other, kind: .assembled, assignments: [.init(seat: 0, expert: "EST-0002")], replyBy: OneTasking.day(1)),
                    as: TestSite.duty)
                desk.clock.advance(milliseconds: 1)
                let recalled = try desk.call(
                    Taskings.Recall.self,
                    .init(nation: "EST", reason: "crisis", experts: [hidden ? "EST-0001" : "EST-0003", "EST-0002"]), as: Self.lowEstonia)
                #expect(recalled.tasking?.request == other)
                try isLast(recalled.seq, 3)
            }
            #expect(try one.state == .recalled)
        }
    }

    @Test("a dry run of an import says beforehand which ordered taskings it touches, to those who may see them, and changes nothing")
    func foreseen() throws {
        try withSecret(at: .onTask) { (one) throws in
            var lowered = OneTasking.expert("EST-0001")
            lowered.clearance?.level = .NR
            let free = Roster.Record(expert: OneTasking.expert("EST-0002"))
            let batches: [Roster.Import.Parameters] = [
                .init(records: [free, .init(expert: lowered)]), .init(records: [free], replaceNation: "EST"),
            ]
            for batch in batches {
                func dry(_ uid: UInt32) throws -> Roster.Import.Reply {
                    var asked = batch
                    asked.dryRun = true
                    return try one.desk.call(Roster.Import.self, asked, as: uid)
                }
                let before = try one.seq
                #expect(try dry(Self.lowEstonia).serving == nil)
                let foreseen = try dry(OneTasking.estonia)
                #expect(foreseen.serving?.map(\.tasking) == [one.id] && foreseen.serving?.first?.concerns?.isEmpty == false)
                #expect(foreseen.marking?.classification == .NC, "what is said of the tasking bears its label")
                #expect(try one.seq == before)
                #expect(try one.desk.call(Journal.Verify.self, .init(), as: TestSite.auditor).intact)
                #expect(try one.desk.call(Roster.Import.self, batch, as: OneTasking.estonia).serving == foreseen.serving)
            }
        }
    }

    @Test("a change that the rules do not object to is silent, and so is one after the mission")
    func unaffected() throws {
        try OneTasking.with(at: .onTask) { (one) throws in
            var moved = OneTasking.expert("EST-0001")
            moved.noticeHours = 500
            #expect(try one.desk.call(Roster.PutExpert.self, .init(expert: moved), as: OneTasking.estonia).serving == nil)
            _ = try one.desk.call(Taskings.Recall.self, .init(id: one.id, nation: "EST", reason: "x"), as: OneTasking.estonia)
            func set(_ event: Roster.SetOffer.Parameters.Event) throws -> [Roster.Serving]? {
                try one.desk.call(Roster.SetOffer.self, .init(kind: .expert, id: "EST-0001", event: event), as: OneTasking.estonia).serving
            }
            // The mission lasts until they are home.
            #expect(try set(.suspend)?.map(\.tasking) == [one.id])
            _ = try set(.offer)
            _ = try one.desk.call(Taskings.Advance.self, .init(id: one.id, event: .home), as: TestSite.duty)
            #expect(try set(.withdraw) == nil)
        }
    }

    @Test("a member removed from a team on a mission, the team withdrawn, an effect withdrawn: each is told")
    func otherOffers() throws {
        try InProcessDesk.with { (desk) throws in
            for id in ["EST-0001", "EST-0002"] {
                _ = try desk.call(Roster.PutExpert.self, .init(expert: OneTasking.expert(id)), as: OneTasking.estonia)
            }
            var team = Roster.Team(id: "EST-TEAM-1", name: "Team", nation: "EST", members: ["EST-0001", "EST-0002"], noticeHours: 12)
            _ = try desk.call(Roster.PutTeam.self, .init(team: team), as: OneTasking.estonia)
            let effect = Roster.Effect(
                id: "EST-EFF-01", nation: "EST", title: "Reference", category: .defensive, kind: "sinkhole", leadHours: 1,
                classification: .NR, releasableTo: ["NATO"])
            _ = try desk.call(Roster.PutEffect.self, .init(effect: effect), as: OneTasking.estonia)
            let request = try OneTasking.validated(OneTasking.terms(), desk)
            let proposals: [Taskings.Propose.Parameters] = [
                .init(request: request, kind: .team, team: "EST-TEAM-1", assignments: [.init(seat: 0, expert: "EST-0001")]),
                .init(request: request, kind: .effect, effects: ["EST-EFF-01"]),
            ]
            for proposal in proposals {
                let id = try desk.call(Taskings.Propose.self, proposal, as: TestSite.duty).tasking.id
                let kind: Consents.Grant.Parameters.Kind = proposal.kind == .effect ? .effect : .contribute
                for second in kind == .effect ? [false, true] : [false] {
                    let uid = TestSite.contact("EST", second: second)
                    _ = try desk.call(Consents.Grant.self, .init(tasking: id, nation: "EST", kind: kind), as: uid)
                }
                _ = try desk.call(Consents.Grant.self, .init(tasking: id, nation: "ALB", kind: .host), as: OneTasking.albania)
                _ = try desk.call(Taskings.Order.self, .init(id: id), as: TestSite.authority)
            }
            team.members = ["EST-0002"]
            let removed = try desk.call(Roster.PutTeam.self, .init(team: team), as: OneTasking.estonia)
            #expect(removed.serving?.first?.concerns == ["EST-0001: NOT_IN_TEAM (EST-TEAM-1)"])
            let withdrawn = try desk.call(
                Roster.SetOffer.self, .init(kind: .effect, id: "EST-EFF-01", event: .withdraw), as: OneTasking.estonia)
            #expect(withdrawn.serving?.first?.concerns == ["NOT_OFFERED (the offer is withdrawn)"])
        }
    }

    /// Albania's is the last consent to a longer stay, when there is an objection to a foreign expert.
    @Test("the host sees the whole tasking, and still nothing of what foreign experts' records say")
    func hostExtending() throws {
        try OneTasking.with(at: .onTask) { (one) throws in
            _ = try one.desk.call(Taskings.Extend.self, .init(id: one.id, until: OneTasking.day(12)), as: TestSite.duty)
            try one.grant("EST", .contribute)
            var away = OneTasking.expert("EST-0001")
            away.unavailable = [.init(start: OneTasking.day(10), end: OneTasking.day(11))]
            away.excludes = ["ALB"]
            _ = try one.desk.call(Roster.PutExpert.self, .init(expert: away), as: OneTasking.estonia)
            let refusal = try #require(
                try one.desk.ask(Consents.Grant.self, .init(tasking: one.id, nation: "ALB", kind: .host), as: OneTasking.albania).error)
            let text = refusal.name + refusal.parameters.jsonString()
            for word in ["EST-0001", "UNAVAILABLE", "EXCLUDED", OneTasking.day(10).prefix(10).description] {
                #expect(!text.contains(word), "\(text)")
            }
            #expect(text.contains("no objection to what ALB contributes"))
        }
    }
}
