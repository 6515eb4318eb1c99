import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// A nation calls back some of its people, or all. Those of other nations, and its own others, stay as they are.
@Suite("Recalling a part")
struct PartRecallTests {
    @Test("one of a nation's people at every stage; its word goes with the last of them", arguments: OneTasking.stages)
    func onePerson(stage: Tasking.State) throws {
        try SharedTasking.with(at: stage) { (tasking) throws in
            let (latvia, host) = (try tasking.part(of: "LVA"), try tasking.consent("ALB", .host))
            let (own, word) = (try tasking.element("EST-0001"), try tasking.consent("EST"))
            let isAbroad = stage == .moving || stage == .onTask
            _ = try tasking.recall("EST", ["EST-0002"]).reply()
            #expect(try tasking.people[1] == "EST-0002 \(isAbroad ? "returning" : "out") recalled")
            #expect(try tasking.state == stage && tasking.element("EST-0001") == own && tasking.consent("EST") == word)
            #expect(try tasking.part(of: "LVA") == latvia && tasking.consent("ALB", .host) == host)
            #expect(try tasking.lastEntry.event == "tasking.recalled" && tasking.lastEntry.detail("elements") == "EST-0002")
            _ = try tasking.recall("EST").reply()
            #expect(try tasking.people[0] == "EST-0001 \(isAbroad ? "returning" : "out") recalled")
            let ended = try tasking.consent("EST")
            #expect(ended.state == (stage == .awaitingConsent ? .lapsed : .revoked))
            #expect(try tasking.part(of: "LVA") == latvia && tasking.consent("ALB", .host) == host && tasking.state == stage)
            #expect(try tasking.record.recalledBy?.description == "EST")
            // What is left of it goes on.
            guard stage == .ordered else { return }
            _ = try tasking.step(.depart).reply()
            #expect(try tasking.people.last == "LVA-0001 moving")
        }
    }

    @Test("the tasking is recalled once all who were ordered are, by whichever nations; unordered ones leave with them")
    func lastNation() throws {
        try SharedTasking.with(at: .ordered) { (tasking) throws in
            _ = try tasking.recall("EST", ["EST-0001"]).reply()
            _ = try tasking.replace(["LTU-0001"]).reply()
            _ = try tasking.recall("LVA").reply()
            #expect(try tasking.state == .ordered)
            _ = try tasking.revoke("EST").reply()
            #expect(
                try tasking.people == ["EST-0001 out recalled", "EST-0002 out revoked", "LVA-0001 out recalled", "LTU-0001 out released"])
            #expect(try tasking.state == .recalled)
            #expect(try tasking.consent("LTU", batch: 1).state == .lapsed)
            let match = try tasking.desk.call(Requests.Match.self, .init(id: tasking.request), as: TestSite.duty)
            #expect(match.leftOut?.map(\.expert) == ["EST-0001", "EST-0002", "LVA-0001"], "Lithuania has taken nothing back")
        }
        try SharedTasking.with(at: .onTask) { (tasking) throws in
            _ = try tasking.recall("EST").reply()
            _ = try tasking.step(.release).reply()
            #expect(try tasking.people == ["EST-0001 returning recalled", "EST-0002 returning recalled", "LVA-0001 returning released"])
            #expect(try tasking.state == .returning, "some have done their work")
        }
    }

    @Test("a match tells why each of them was recalled, also where the nation's consent goes on")
    func reasons() throws {
        try SharedTasking.with(at: .onTask) { (tasking) throws in
            func reasons() throws -> [String?]? {
                try tasking.desk.call(Requests.Match.self, .init(id: tasking.request), as: TestSite.duty).leftOut?.map(\.reason)
            }
            let one = Taskings.Recall.Parameters(id: tasking.id, nation: "EST", reason: "needed here", experts: ["EST-0002"])
            _ = try tasking.desk.call(Taskings.Recall.self, one, as: SharedTasking.estonia)
            #expect(try reasons() == ["needed here"])
            tasking.desk.advance(hours: 1)
            _ = try tasking.recall("EST").reply()
            #expect(try reasons() == ["crisis", "needed here"])
        }
    }

    @Test("a host that recalls its own people goes on hosting those of others", arguments: OneTasking.stages, [false, true])
    func ownNationals(stage: Tasking.State, byHandle: Bool) throws {
        try SharedTasking.with(at: stage, people: ["ALB-0001", "EST-0001"]) { (tasking) throws in
            let (estonia, host) = (try tasking.part(of: "EST"), try tasking.consent("ALB", .host))
            _ = try tasking.recall("ALB", byHandle ? ["ALB-0001"] : nil).reply()
            #expect(try tasking.element("ALB-0001").left?.cause == .recalled)
            #expect(try tasking.consent("ALB").state == (stage == .awaitingConsent ? .lapsed : .revoked))
            #expect(try tasking.part(of: "EST") == estonia && tasking.consent("ALB", .host) == host && tasking.state == stage)
        }
    }

    @Test("by handle from every tasking at once, and the others of each stay")
    func everyTasking() throws {
        try SharedTasking.with(at: .ordered) { (tasking) throws in
            var terms = OneTasking.terms(nation: "POL")
            (terms.start, terms.end, terms.seats[0].count) = (OneTasking.day(20), OneTasking.day(30), 2)
            let request = try OneTasking.validated(terms, tasking.desk)
            let people = ["EST-0002", "EST-0003"].map { Taskings.Assignment(seat: 0, expert: $0) }
            let id = try tasking.desk.call(
                Taskings.Propose.self, .init(request: request, kind: .assembled, assignments: people), as: TestSite.duty
            ).tasking.id
            let second = SharedTasking(desk: tasking.desk, request: request, id: id)
            let parameters = Taskings.Recall.Parameters(nation: "EST", reason: "crisis", experts: ["EST-0001", "EST-0002"])
            let reply = try tasking.desk.call(Taskings.Recall.self, parameters, as: SharedTasking.estonia)
            #expect(reply.tasking?.id == tasking.id && reply.others?.map(\.id) == [id])
            #expect(try tasking.people == ["EST-0001 out recalled", "EST-0002 out recalled", "LVA-0001 ordered"])
            #expect(try second.people == ["EST-0002 out recalled", "EST-0003 asked"] && second.state == .awaitingConsent)
        }
    }

    @Test("who has turned back, is not in it or is another nation's is not recalled")
    func refusals() throws {
        try SharedTasking.with(at: .onTask) { (tasking) throws in
            _ = try tasking.recall("EST", ["EST-0002"]).reply()
            let before = try tasking.seq
            let cases: [(nation: String, experts: [String]?, error: String)] = [
                ("EST", ["EST-0002"], "experts[0]"), ("EST", ["EST-0001", "EST-0002"], "experts[1]"), ("EST", ["EST-0003"], "experts[0]"),
                ("EST", ["LVA-0001"], "experts[0]"), ("EST", ["EST-0001", "EST-0001"], "experts[1]"), ("EST", [], "experts"),
                ("EST", ["EST-0099"], "NoSuchRecord"), ("ALB", nil, "nation"), ("LTU", nil, "NoSuchRecord"),
            ]
            for (nation, experts, error) in cases {
                let answer = try tasking.recall(nation, experts)
                #expect(answer.error?.as(Service.InvalidRecord.self)?.field ?? answer.errorName == error, "\(nation) \(experts ?? [])")
            }
            func fault(_ expert: String) throws -> String {
                try tasking.recall("EST", [expert]).error?.as(Service.InvalidRecord.self)?.reason ?? ""
            }
            #expect(try fault("EST-0003") == "EST-0003 is not in \(tasking.id)")
            #expect(try fault("EST-0002").contains("is on the way home; once they are home: crrtctl tasking home \(tasking.id)"))
            _ = try tasking.recall("EST").reply()
            #expect(try tasking.recall("EST").errorName == "IllegalTransition", "all have turned back")
            #expect(try tasking.seq == before + 1)
        }
    }
}
