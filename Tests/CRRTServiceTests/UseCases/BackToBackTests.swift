import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// Two taskings of one expert, the second ordered back to back: the second waits for the first, whatever the first is doing.
@Suite("Back to back")
struct BackToBackTests {
    private static let lowDuty: UInt32 = 2121
    private static let site = TestSite(
        extraPrincipals: """
              - name: duty-low
                users: [\(lowDuty)]
                roles: [duty]
                clearance: NR

            """)

    /// A tasking of EST-0001 for Latvia, ordered for these days.
    private func ordered(_ one: OneTasking, from: Int, to: Int) throws -> String {
        let id = try consented(one, from: from, to: to)
        _ = try one.desk.call(Taskings.Order.self, .init(id: id), as: TestSite.authority)
        return id
    }

    private func consented(_ one: OneTasking, from: Int, to: Int) throws -> String {
        var terms = OneTasking.terms(nation: "LVA")
        (terms.start, terms.end) = (OneTasking.day(from), OneTasking.day(to))
        let request = try OneTasking.validated(terms, one.desk)
        let id = try one.desk.call(
            Taskings.Propose.self, .init(request: request, kind: .assembled, assignments: [.init(seat: 0, expert: "EST-0001")]),
            as: TestSite.duty
        ).tasking.id
        for (nation, kind) in [("EST", Consents.Grant.Parameters.Kind.contribute), ("LVA", .host)] {
            _ = try one.desk.call(Consents.Grant.self, .init(tasking: id, nation: nation, kind: kind), as: TestSite.contact(nation))
        }
        return id
    }

    private func advance(
        _ one: OneTasking, _ id: String, _ event: Taskings.Advance.Parameters.Event, as uid: UInt32 = TestSite.duty
    ) throws -> Answer<Taskings.Advance.Reply> {
        try one.desk.ask(Taskings.Advance.self, .init(id: id, event: event), as: uid)
    }

    @Test("the later one does not depart while the earlier one is ordered, before its start and past its end")
    func laterWaits() throws {
        try OneTasking.with(at: .ordered) { (one) throws in
            let later = try ordered(one, from: 10, to: 20)
            let refusal = try advance(one, later, .depart).error?.as(Taskings.AlreadyCommitted.self)
            #expect(refusal?.tasking == one.id && refusal?.message.contains("serves \(one.id) first, which is ordered;") == true)
            _ = try advance(one, one.id, .depart).reply()
        }
        try OneTasking.with(at: .ordered) { (one) throws in
            let later = try ordered(one, from: 10, to: 20)
            one.desk.waitFor(OneTasking.day(11))
            for event in [Taskings.Advance.Parameters.Event.depart, .begin] {
                let refusal = try advance(one, later, event).error?.as(Taskings.AlreadyCommitted.self)
                #expect(refusal?.tasking == one.id && refusal?.message.contains("past its end") == true)
            }
            _ = try one.desk.call(Taskings.Abort.self, .init(id: one.id, reason: "never needed"), as: TestSite.duty)
            _ = try advance(one, later, .depart).reply()
        }
    }

    @Test("the earlier one departs while the later one is ordered")
    func earlierGoes() throws {
        try OneTasking.with(at: .ordered) { (one) throws in
            let earlier = try ordered(one, from: -10, to: 0)
            _ = try advance(one, earlier, .depart).reply()
            #expect(try advance(one, one.id, .depart).errorName == "AlreadyCommitted")
        }
    }

    @Test("an earlier one that the caller may not see is not named")
    func hidden() throws {
        try OneTasking.with(Self.site, at: .ordered, classification: .NC) { (one) throws in
            let later = try ordered(one, from: 10, to: 20)
            let refusal = try #require(try advance(one, later, .depart, as: Self.lowDuty).error)
            #expect(refusal.name.hasSuffix("IllegalTransition") && !refusal.parameters.jsonString().contains(one.id))
        }
    }

    @Test("once people have departed early, none that begins earlier is ordered for them")
    func departedEarly() throws {
        try OneTasking.with(at: .moving) { (one) throws in
            let earlier = try consented(one, from: -10, to: 0)
            let refusal = try one.desk.ask(Taskings.Order.self, .init(id: earlier), as: TestSite.authority).error?
                .as(Taskings.AlreadyCommitted.self)
            #expect(refusal?.tasking == one.id && refusal?.message.contains("has departed for") == true)
            let later = try ordered(one, from: 10, to: 20)
            #expect(try advance(one, later, .depart).errorName == "AlreadyCommitted")
        }
    }

    @Test("where no step forward is left, what is left is told by the state")
    func remainingSteps() throws {
        let ways = "what is left is to release or abort it"
        for (stage, event) in [(Tasking.State.ordered, Taskings.Advance.Parameters.Event.depart), (.moving, .begin)] {
            try OneTasking.with(at: stage) { (one) throws in
                one.desk.waitFor(OneTasking.day(10))
                let over = try advance(one, one.id, event).error?.as(Service.IllegalTransition.self)
                #expect(over?.message.hasSuffix(ways) == true, "\(over?.message ?? "")")
            }
            try OneTasking.with(at: stage) { (one) throws in
                var terms = OneTasking.terms()
                terms.classification = .NC
                _ = try one.desk.call(Requests.Amend.self, .init(id: one.request, request: terms), as: OneTasking.albania)
                try one.grant("ALB", .host)
                _ = try one.desk.call(
                    Consents.Refuse.self, .init(tasking: one.id, nation: "EST", kind: .contribute, reason: "no"), as: OneTasking.estonia)
                one.desk.waitFor(OneTasking.day(0))
                let changed = try advance(one, one.id, event).error?.as(Consents.TermsChanged.self)
                #expect(changed?.message.hasSuffix(ways) == true, "\(changed?.message ?? "")")
            }
        }
        try OneTasking.with(at: .consented) { (one) throws in
            one.desk.waitFor(OneTasking.day(10))
            let order = try one.desk.ask(Taskings.Order.self, .init(id: one.id), as: TestSite.authority).error?
                .as(Service.IllegalTransition.self)
            #expect(order?.event == "order" && order?.message.hasSuffix("abort it and propose anew") == true)
            let proposal = Taskings.Propose.Parameters(
                request: one.request, kind: .assembled, assignments: [.init(seat: 0, expert: "EST-0001")])
            let propose = try one.desk.ask(Taskings.Propose.self, proposal, as: TestSite.duty).error?.as(Service.IllegalTransition.self)
            #expect(propose?.id == one.request && propose?.event == "propose")
        }
    }
}
