import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// An order takes those whose nation and host have agreed, and leaves the others as they are. Who proposed a batch does not order it.
@Suite("Ordering people")
struct OrderTaskingTests {
    @Test("those who are agreed to go, the other seats stay open, and who agrees later has an order of their own")
    func openSeats() throws {
        try SharedTasking.with(at: .awaitingConsent) { (tasking) throws in
            try tasking.grant("EST")
            #expect(try tasking.order().error?.as(Taskings.ConsentMissing.self)?.nations == ["ALB", "LVA"], "without the host, nobody")
            try tasking.grant("ALB", .host)
            let latvia = try tasking.part(of: "LVA")
            #expect(try tasking.state == .awaitingConsent)
            _ = try tasking.order().reply()
            #expect(try tasking.people == ["EST-0001 ordered", "EST-0002 ordered", "LVA-0001 asked"])
            #expect(try tasking.state == .ordered && tasking.part(of: "LVA") == latvia)
            func shown() throws -> (filled: Requests.Request.Filled?, open: [Int]) {
                let request = try tasking.desk.call(Requests.Get.self, .init(id: tasking.request), as: TestSite.authority).request
                let match = try tasking.desk.call(Requests.Match.self, .init(id: tasking.request), as: TestSite.duty)
                return (request.filled, match.seats.map(\.count))
            }
            #expect(try shown() == (.partly, [1]))
            // Nobody is ready to be ordered.
            #expect(try tasking.order().error?.as(Taskings.ConsentMissing.self)?.nations == ["LVA"])
            _ = try tasking.step(.depart).reply()
            try tasking.grant("LVA")
            #expect(try tasking.people == ["EST-0001 moving", "EST-0002 moving", "LVA-0001 agreed"] && tasking.state == .moving)
            _ = try tasking.order().reply()
            #expect(try tasking.people == ["EST-0001 moving", "EST-0002 moving", "LVA-0001 ordered"])
            #expect(try shown().filled == .fully)
            #expect(try tasking.order().errorName == "IllegalTransition", "nobody waits for an order")
        }
    }

    @Test("a refusal after the order takes out only who was asked")
    func laterRefusal() throws {
        try SharedTasking.with(at: .awaitingConsent) { (tasking) throws in
            try tasking.grant("EST")
            try tasking.grant("ALB", .host)
            _ = try tasking.order().reply()
            let estonia = try tasking.part(of: "EST")
            try tasking.refuse("LVA")
            #expect(try tasking.people == ["EST-0001 ordered", "EST-0002 ordered", "LVA-0001 out refused"])
            #expect(try tasking.state == .ordered && tasking.part(of: "EST") == estonia && tasking.consent("ALB", .host).state == .granted)
        }
    }

    @Test("who proposed a batch does not order it, and may order another one")
    func twoPersons() throws {
        try SharedTasking.with(at: .awaitingConsent) { (tasking) throws in
            try tasking.grant("EST")
            try tasking.refuse("LVA")
            try tasking.grant("ALB", .host)
            _ = try tasking.replace(["LTU-0001"], as: TestSite.both).reply()
            // The replacement waits for its nations, so this order is for the others.
            _ = try tasking.order(as: TestSite.both).reply()
            #expect(try tasking.people.last == "LTU-0001 asked")
            try tasking.grant("LTU")
            try tasking.grant("ALB", .host)
            let before = try tasking.seq
            let refusal = try tasking.order(as: TestSite.both).error?.as(Taskings.TwoPersonRule.self)
            #expect(refusal?.message.contains("proposed batch 1 of \(tasking.id)") == true, "\(refusal?.message ?? "")")
            #expect(try tasking.seq == before)
            _ = try tasking.order().reply()
            #expect(try tasking.element("LTU-0001").state == .ordered)
            #expect(try tasking.record.orderedBy?.uid == TestSite.both)
            #expect(try tasking.record.laterBatches.map(\.orderedBy?.uid) == [TestSite.authority])
        }
    }

    @Test("of two batches that are agreed to, one who proposed either orders neither")
    func bothReady() throws {
        try SharedTasking.with(at: .awaitingConsent) { (tasking) throws in
            try tasking.grant("EST")
            try tasking.refuse("LVA")
            try tasking.grant("ALB", .host)
            _ = try tasking.replace(["LTU-0001"], as: TestSite.both).reply()
            try tasking.grant("LTU")
            try tasking.grant("ALB", .host)
            #expect(try tasking.order(as: TestSite.both).errorName == "TwoPersonRule")
            _ = try tasking.order().reply()
            #expect(try tasking.state == .ordered)
        }
    }

    @Test("where the policy allows it, one person proposes and orders")
    func onePerson() throws {
        try SharedTasking.with(TestSite(policy: "twoPersonOrder: false\n"), at: .onTask) { (tasking) throws in
            _ = try tasking.withdraw(["EST-0002"]).reply()
            _ = try tasking.replace(["LTU-0001"], as: TestSite.both).reply()
            try tasking.grant("LTU")
            try tasking.grant("ALB", .host)
            _ = try tasking.order(as: TestSite.both).reply()
            // The invariants, which hold this rule, are those of the default policy.
            _ = try tasking.withdraw(["LTU-0001"]).reply()
        }
    }

    @Test("a rule that objects to one of them refuses the order; without that person, the others go")
    func objection() throws {
        try SharedTasking.with(at: .consented) { (tasking) throws in
            let offer = Roster.SetOffer.Parameters(kind: .expert, id: "LVA-0001", event: .withdraw)
            _ = try tasking.desk.call(Roster.SetOffer.self, offer, as: SharedTasking.latvia)
            let before = try tasking.seq
            #expect(try tasking.order().error?.as(Requests.NotEligible.self)?.objections.map(\.code) == ["NOT_OFFERED"])
            #expect(try tasking.seq == before)
            _ = try tasking.withdraw(["LVA-0001"], .released).reply()
            _ = try tasking.order().reply()
            #expect(try tasking.people == ["EST-0001 ordered", "EST-0002 ordered", "LVA-0001 out released"])
        }
    }
}
