import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// One nation's trouble leaves the others alone.
@Suite("Others apart")
struct OthersApartTests {
    @Test("a nation that has recalled, or whose people are home, does not see others recall, come home or drop out")
    func marks() throws {
        try SharedTasking.with(at: .onTask) { (tasking) throws in
            func seen() throws -> [String] {
                [Taskings.List.name, Consents.List.name, Journal.Read.name].flatMap {
                    tasking.desk.transcript($0, Array("{}".utf8), more: true, as: SharedTasking.estonia)
                }
            }
            _ = try tasking.recall("EST").reply()
            _ = try tasking.step(.home, as: SharedTasking.estonia).reply()
            let before = try seen()
            #expect(before.contains { $0.contains(#""recalledBy":"EST""#) })
            _ = try tasking.recall("LVA").reply()
            #expect(try seen() == before)
            #expect(try tasking.state == .recalled)
            _ = try tasking.step(.home, as: SharedTasking.latvia).reply()
            #expect(try seen() == before)
        }
    }

    @Test("a person who serves elsewhere keeps their own nation from staying, and no other")
    func extending() throws {
        try SharedTasking.with(at: .onTask) { (tasking) throws in
            // Latvia's person is ordered elsewhere right after the old end.
            var terms = OneTasking.terms()
            (terms.start, terms.end) = (OneTasking.day(11), OneTasking.day(15))
            let request = try OneTasking.validated(terms, tasking.desk)
            let other = try tasking.desk.call(
                Taskings.Propose.self, .init(request: request, kind: .assembled, assignments: [.init(seat: 0, expert: "LVA-0001")]),
                as: TestSite.duty
            ).tasking.id
            for (nation, kind) in [("LVA", Consents.Grant.Parameters.Kind.contribute), ("ALB", .host)] {
                _ = try tasking.desk.call(
                    Consents.Grant.self, .init(tasking: other, nation: nation, kind: kind), as: TestSite.contact(nation))
            }
            try tasking.extend(to: 13)
            try tasking.grant("LVA")
            try tasking.grant("EST")
            _ = try tasking.desk.call(Taskings.Order.self, .init(id: other), as: TestSite.authority)
            try tasking.grant("ALB", .host)
            let ends = try tasking.record.elements.map { "\($0.text) \($0.period.end)" }
            let (old, new) = (OneTasking.day(10), OneTasking.day(13))
            #expect(ends == ["EST-0001 \(new)", "EST-0002 \(new)", "LVA-0001 \(old)"])
            #expect(try tasking.record.refusedExtensions.map(\.nation.description) == ["LVA"])
            // And is not asked again.
            try tasking.extend(to: 14)
            #expect(try tasking.record.extension?.nations.map(\.description) == ["EST"])
        }
    }

    @Test("without names those go on whose nations agree to the label; a remote team does not move, whatever its others do")
    func steps() throws {
        try SharedTasking.with(at: .ordered) { (tasking) throws in
            var terms = try tasking.desk.call(Requests.Get.self, .init(id: tasking.request), as: SharedTasking.albania).request
            (terms.id, terms.state, terms.revision, terms.filled) = (nil, nil, nil, nil)
            terms.classification = .NS
            _ = try tasking.desk.call(Requests.Amend.self, .init(id: tasking.request, request: terms), as: SharedTasking.albania)
            try tasking.refuse("LVA")
            try tasking.grant("EST")
            try tasking.grant("ALB", .host)
            _ = try tasking.step(.depart).reply()
            #expect(try tasking.people == ["EST-0001 moving", "EST-0002 moving", "LVA-0001 ordered"])
            #expect(try tasking.step(.depart).errorName == "TermsChanged")
        }
        try SharedTasking.with(at: .consented, terms: { $0.mode = .remote }) { (tasking) throws in
            _ = try tasking.order().reply()
            tasking.desk.waitFor(OneTasking.day(0))
            _ = try tasking.step(.begin, ["EST-0001"]).reply()
            let refused = try tasking.step(.depart, ["LVA-0001"]).error?.as(Service.IllegalTransition.self)
            #expect(refused?.message.contains("a remote team does not move") == true)
        }
    }

    @Test("a nation does not agree to a label for which its people are not cleared")
    func cleared() throws {
        try SharedTasking.with(at: .ordered) { (tasking) throws in
            var terms = try tasking.desk.call(Requests.Get.self, .init(id: tasking.request), as: SharedTasking.albania).request
            (terms.id, terms.state, terms.revision, terms.filled) = (nil, nil, nil, nil)
            var expert = OneTasking.expert("LVA-0001")
            expert.clearance?.level = .NC
            _ = try tasking.desk.call(Roster.PutExpert.self, .init(expert: expert), as: SharedTasking.latvia)
            terms.classification = .NS
            _ = try tasking.desk.call(Requests.Amend.self, .init(id: tasking.request, request: terms), as: SharedTasking.albania)
            let refusal = try tasking.answer("LVA").error?.as(Requests.NotEligible.self)
            #expect(refusal?.objections.map(\.code).contains("CLEARANCE_TOO_LOW") == true)
            try tasking.grant("EST")
        }
    }

    @Test("the nation that commands is in the team when it is ordered and when others are replaced")
    func commander() throws {
        try SharedTasking.with(at: .awaitingConsent) { (tasking) throws in
            let people = ["EST-0003", "LVA-0002"].map { Taskings.Assignment(seat: 0, expert: $0) }
            let id = try tasking.desk.call(
                Taskings.Propose.self, .init(request: tasking.request, kind: .assembled, assignments: people, commander: "EST"),
                as: TestSite.duty
            ).tasking.id
            let led = SharedTasking(desk: tasking.desk, request: tasking.request, id: id)
            try led.refuse("EST")
            try led.grant("LVA")
            try led.grant("ALB", .host)
            #expect(try led.order().error?.as(Service.IllegalTransition.self)?.message.contains("EST commands the team") == true)
            #expect(try led.replace(["LTU-0001"]).error?.as(Service.IllegalTransition.self) != nil)
        }
    }
}
