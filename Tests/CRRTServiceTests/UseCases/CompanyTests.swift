import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// With whom a nation's people serve, under whose command, and who could take the seats that fall open.
@Suite("Company")
struct CompanyTests {
    @Test("a nation says with whom its people do not serve; an order is refused then, and the centre alone is told")
    func notWith() throws {
        try SharedTasking.with(at: .awaitingConsent) { (tasking) throws in
            func grant(_ nation: String, _ kind: Consents.Grant.Parameters.Kind, notWith: [String]?) throws -> String? {
                let answer = try tasking.desk.ask(
                    Consents.Grant.self, .init(tasking: tasking.id, nation: nation, kind: kind, notWith: notWith),
                    as: TestSite.contact(nation))
                return answer.error?.as(Service.InvalidRecord.self)?.field ?? answer.errorName
            }
            let before = try tasking.seq
            #expect(try grant("EST", .contribute, notWith: ["XYZ"]) == "notWith[0]")
            #expect(try grant("EST", .contribute, notWith: ["LVA", "EST"]) == "notWith[1]")
            #expect(try grant("EST", .contribute, notWith: ["lva"]) == "notWith[0]")
            #expect(try grant("ALB", .host, notWith: ["LVA"]) == "notWith")
            #expect(try tasking.seq == before)
            #expect(try grant("EST", .contribute, notWith: ["LVA", "LVA"]) == nil)
            try tasking.grant("LVA")
            try tasking.grant("ALB", .host)
            let refusal = try tasking.order().error?.as(Requests.NotEligible.self)
            #expect(refusal?.objections.map(\.code) == ["NOT_WITH"])
            #expect(refusal?.objections.first?.detail == "EST does not serve with LVA")
            // Who reads it.
            for (uid, isTold) in [
                (SharedTasking.estonia, true), (TestSite.duty, true), (TestSite.authority, true), (SharedTasking.albania, false),
                (SharedTasking.latvia, false),
            ] {
                let lists = try tasking.desk.call(Consents.List.self, .init(tasking: tasking.id), as: uid).consents ?? []
                #expect(lists.contains { $0.notWith == ["LVA"] } == isTold, "\(uid)")
                let journal = tasking.desk.transcript(Journal.Read.name, Array(#"{"limit":1000}"#.utf8), more: false, as: uid)
                #expect(journal.contains { $0.contains("notWith") } == isTold, "\(uid)")
            }
            // Without those people, it goes.
            _ = try tasking.withdraw(["LVA-0001"], .released).reply()
            _ = try tasking.order().reply()
            #expect(try tasking.replace(["LVA-0002"]).error?.as(Requests.NotEligible.self)?.objections.first?.code == "NOT_WITH")
            _ = try tasking.replace(["LTU-0001"]).reply()
        }
    }

    @Test("an offer says with whom an expert does not serve; a proposal, a replacement and an order are refused then, with the way on")
    func offered() throws {
        try SharedTasking.with(at: .awaitingConsent) { (tasking) throws in
            func put(_ id: String, notWith: [String]) throws -> Answer<Roster.PutExpert.Reply> {
                let contact = TestSite.contact(String(id.prefix(3)))
                var expert = try tasking.desk.call(Roster.GetExpert.self, .init(id: id), as: contact).expert
                expert.notWith = notWith
                return try tasking.desk.ask(Roster.PutExpert.self, .init(expert: expert), as: contact)
            }
            func propose(_ experts: [String]) throws -> Answer<Taskings.Propose.Reply> {
                try tasking.desk.ask(
                    Taskings.Propose.self,
                    .init(request: tasking.request, kind: .assembled, assignments: experts.map { .init(seat: 0, expert: $0) }),
                    as: TestSite.duty)
            }
            for (nations, field) in [(["EST"], "notWith"), (["XYZ"], "notWith"), (["LVA", "LVA"], "notWith[1]")] {
                #expect(try put("EST-0003", notWith: nations).error?.as(Service.InvalidRecord.self)?.field == field, "\(nations)")
            }
            _ = try put("EST-0003", notWith: ["LVA"]).reply()
            let before = try tasking.seq
            let refusal = try propose(["EST-0003", "LVA-0002"]).error?.as(Requests.NotEligible.self)
            #expect(refusal?.objections.map(\.code) == ["NOT_WITH"])
            #expect(refusal?.objections.first?.detail == "EST-0003 does not serve with LVA")
            #expect(refusal?.message.hasSuffix("; match again without one of them (crrtctl match --without)") == true)
            #expect(try tasking.seq == before)
            // The rule is the expert's own, and holds in both directions.
            _ = try propose(["EST-0003", "LTU-0001"]).reply()
            try tasking.grant("EST")
            try tasking.grant("LVA")
            try tasking.grant("ALB", .host)
            let serving = try #require(
                try tasking.desk.call(Taskings.Get.self, .init(id: tasking.id), as: TestSite.duty)
                    .tasking.elements?.first { $0.nation == "EST" }?.expert)
            _ = try put(serving, notWith: ["LVA"]).reply()
            let order = try tasking.order().error?.as(Requests.NotEligible.self)
            #expect(order?.objections.map(\.detail) == ["\(serving) does not serve with LVA"])
            _ = try tasking.withdraw(["LVA-0001"], .released).reply()
            _ = try tasking.order().reply()
            #expect(try tasking.replace(["LVA-0002"]).error?.as(Requests.NotEligible.self)?.objections.first?.code == "NOT_WITH")
        }
    }

    @Test("the nation that commands the team is one that contributes, and is a part of what each nation agrees to")
    func commander() throws {
        try SharedTasking.with(at: .awaitingConsent) { (tasking) throws in
            func propose(_ commander: String?, _ experts: [String]) throws -> Answer<Taskings.Propose.Reply> {
                try tasking.desk.ask(
                    Taskings.Propose.self,
                    .init(
                        request: tasking.request, kind: .assembled, assignments: experts.map { .init(seat: 0, expert: $0) },
                        commander: commander), as: TestSite.duty)
            }
            for nation in ["LTU", "ALB", "est", "XYZ"] {
                #expect(
                    try propose(nation, ["EST-0003", "LVA-0002"]).error?.as(Service.InvalidRecord.self)?.field == "commander", "\(nation)")
            }
            let proposed = try propose("EST", ["EST-0003", "LVA-0002"]).reply().tasking
            #expect(proposed.commander == "EST")
            let latvia = SharedTasking.latvia
            #expect(try tasking.desk.call(Taskings.Get.self, .init(id: proposed.id), as: latvia).tasking.commander == "EST")
            let terms = try #require(
                try tasking.desk.call(Consents.List.self, .init(tasking: proposed.id), as: latvia).consents?.first?.terms)
            #expect(terms["commander"]?.stringValue == "EST")
        }
    }

    @Test("a match of a tasking is about its open seats, without who is in it or has been refused")
    func matched() throws {
        try SharedTasking.with(at: .ordered) { (tasking) throws in
            func match(_ change: (inout Requests.Match.Parameters) -> Void = { _ in }, as uid: UInt32 = TestSite.duty) throws -> Answer<
                Requests.Match.Reply
            > {
                var parameters = Requests.Match.Parameters(tasking: tasking.id)
                change(&parameters)
                return try tasking.desk.ask(Requests.Match.self, parameters, as: uid)
            }
            #expect(try match().error?.as(Service.IllegalTransition.self)?.message.contains("no seat of it is open") == true)
            _ = try tasking.recall("EST", ["EST-0002"]).reply()
            let found = try match().reply()
            #expect(found.seats.map(\.seat) == [0] && found.seats.map(\.count) == [1])
            let people = found.candidates.flatMap(\.assignments).map(\.expert)
            #expect(people.count == 1 && SharedTasking.free.contains(people[0]))
            #expect(found.leftOut?.map(\.expert) == ["EST-0002"])
            let all = try match { $0.limit = 100 }.reply().candidates.flatMap(\.assignments).map(\.expert)
            #expect(Set(all) == Set(SharedTasking.free))
            // The answer is what Replace takes.
            _ = try tasking.replace(people).reply()
            #expect(try match().error?.as(Service.IllegalTransition.self) != nil)
            for (field, answer) in [
                ("id", try match { $0.id = tasking.request }), ("kinds", try match { $0.kinds = ["team"] }),
                ("team", try match { $0.team = "EST-TEAM-1" }),
            ] {
                #expect(answer.error?.as(Service.InvalidRecord.self)?.field == field)
            }
            #expect(try match(as: SharedTasking.estonia).errorName == "PermissionDenied")
            #expect(try match { $0.tasking = "TSK-ALB-2026-0099-1" }.errorName == "NoSuchRecord")
        }
    }
}
