import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// A political approval stands above the consents where the policy asks for one. The order needs it, and it takes the place of no consent.
@Suite("Political approval")
struct ApprovalTests {
    private static let all = TestSite(policy: "politicalApproval: all\n")

    @Test("without it nothing is ordered, with it the consents are still needed")
    func gatesTheOrder() throws {
        try SharedTasking.with(Self.all, at: .awaitingConsent) { (tasking) throws in
            #expect(try awaited(tasking) == .missing)
            _ = try approve(tasking).reply()
            #expect(try awaited(tasking) == nil)
            #expect(try tasking.order().errorName == "ConsentMissing", "it takes the place of no consent")
            _ = try withdraw(tasking).reply()
            #expect(try awaited(tasking) == .withdrawn)
            for nation in ["EST", "LVA"] { try tasking.grant(nation) }
            try tasking.grant("ALB", .host)
            let error = try #require(try tasking.order().error?.as(Taskings.ApprovalMissing.self))
            #expect(error.message.contains("withdrawn") && error.message.contains("crrtctl tasking approve \(tasking.id)"))
            _ = try approve(tasking).reply()
            _ = try tasking.order().reply()
            #expect(try tasking.state == .ordered && awaited(tasking) == nil)
        }
    }

    @Test("where the policy does not ask, nobody waits for it", arguments: ["none", "effects"])
    func notAsked(_ rule: String) throws {
        try SharedTasking.with(TestSite(policy: "politicalApproval: \(rule)\n"), at: .consented) { (tasking) throws in
            #expect(try awaited(tasking) == nil)
            _ = try approve(tasking).reply()
            _ = try withdraw(tasking).reply()
            #expect(try awaited(tasking) == nil)
            _ = try tasking.order().reply()
        }
    }

    @Test("of effects alone")
    func effects() throws {
        try EffectTasking.with(TestSite(policy: "politicalApproval: effects\n"), at: .agreed) { (tasking) throws in
            #expect(try tasking.order().errorName == "ApprovalMissing")
            _ = try tasking.desk.call(Taskings.Approve.self, .init(id: tasking.id), as: TestSite.council)
            _ = try tasking.order().reply()
        }
    }

    @Test("it is to the people and the terms as they are: a replacement and another label need a new one")
    func presentTerms() throws {
        try SharedTasking.with(Self.all, at: .awaitingConsent) { (tasking) throws in
            _ = try approve(tasking).reply()
            try tasking.grant("EST")
            try tasking.grant("ALB", .host)
            try tasking.refuse("LVA")
            _ = try tasking.order().reply()
            _ = try tasking.replace(["LVA-0002"]).reply()
            #expect(try awaited(tasking) == .changed)
            try tasking.grant("LVA")
            try tasking.grant("ALB", .host)
            let error = try #require(try tasking.order().error?.as(Taskings.ApprovalMissing.self))
            #expect(error.message.contains("other terms or people"))
            #expect(try tasking.people.prefix(2) == ["EST-0001 ordered", "EST-0002 ordered"])
            _ = try approve(tasking).reply()
            _ = try tasking.order().reply()
            #expect(try tasking.element("LVA-0002").state == .ordered)
        }
        try SharedTasking.with(Self.all, at: .awaitingConsent) { (tasking) throws in
            _ = try approve(tasking).reply()
            let present = try tasking.desk.call(Requests.Get.self, .init(id: tasking.request), as: TestSite.duty).request
            var stricter = present
            stricter.classification = .NC
            _ = try tasking.desk.call(Requests.Amend.self, .init(id: tasking.request, request: stricter), as: TestSite.duty)
            guard try tasking.record.isActive else { return }
            #expect(try awaited(tasking) == .changed)
        }
    }

    @Test("neither who proposed nor who orders gives it, unless the policy lets one person do both")
    func otherPersons() throws {
        let several = """
              - {name: several, users: [2400], roles: [duty, authority, council], clearance: CTS}

            """
        for (policy, refused) in [("", true), ("twoPersonOrder: false\n", false)] {
            let site = TestSite(policy: "politicalApproval: all\n" + policy, extraPrincipals: several)
            try SharedTasking.with(site, at: .consented) { (tasking) throws in
                _ = try approve(tasking, as: 2400).reply()
                #expect(try (tasking.order(as: 2400).errorName == "TwoPersonRule") == refused)
                if refused { _ = try tasking.order().reply() }
                _ = try tasking.withdraw(["LVA-0001"], .released).reply()
                _ = try tasking.replace(["LVA-0002"], as: 2400).reply()
                #expect(try (approve(tasking, as: 2400).errorName == "TwoPersonRule") == refused)
            }
        }
    }

    @Test("once it is withdrawn nobody goes on, and the way home is open")
    func afterTheOrder() throws {
        try SharedTasking.with(Self.all, at: .awaitingConsent) { (tasking) throws in
            _ = try approve(tasking).reply()
            for nation in ["EST", "LVA"] { try tasking.grant(nation) }
            try tasking.grant("ALB", .host)
            _ = try tasking.order().reply()
            _ = try tasking.step(.depart, ["EST-0001"]).reply()
            _ = try withdraw(tasking).reply()
            #expect(try awaited(tasking) == .withdrawn)
            #expect(try tasking.step(.depart, ["EST-0002"]).errorName == "ApprovalMissing")
            #expect(try tasking.people == ["EST-0001 moving", "EST-0002 ordered", "LVA-0001 ordered"], "by itself nobody turns back")
            _ = try tasking.recall("LVA").reply()
            _ = try tasking.step(.release).reply()
            _ = try tasking.step(.home).reply()
            #expect(try approve(tasking).errorName == "IllegalTransition", "nobody is forward")
        }
    }

    @Test("a longer stay needs an approval that lasts as long, since no order comes with it")
    func extending() throws {
        try SharedTasking.with(Self.all, at: .awaitingConsent) { (tasking) throws in
            _ = try approve(tasking).reply()
            for nation in ["EST", "LVA"] { try tasking.grant(nation) }
            try tasking.grant("ALB", .host)
            _ = try tasking.order().reply()
            _ = try tasking.step(.depart).reply()
            tasking.desk.waitFor(OneTasking.day(0))
            _ = try tasking.step(.begin).reply()
            let until = try tasking.record.period.end.adding(days: 2)
            let extend = Taskings.Extend.Parameters(id: tasking.id, until: until.description)
            let error = try #require(
                try tasking.desk.ask(Taskings.Extend.self, extend, as: TestSite.duty).error?.as(Taskings.ApprovalMissing.self))
            #expect(error.message.contains("crrtctl tasking approve \(tasking.id) --until \(until)"))
            let early = try tasking.record.period.end.adding(days: -1).description
            #expect(try approve(tasking, until: early).error?.as(Service.InvalidRecord.self)?.field == "until")
            _ = try approve(tasking, until: until.description).reply()
            _ = try tasking.desk.call(Taskings.Extend.self, extend, as: TestSite.duty)
            for nation in ["EST", "LVA"] { try tasking.grant(nation) }
            try tasking.grant("ALB", .host)
            #expect(try tasking.record.period.end == until)
        }
    }

    @Test(
        "a withdrawal drops a longer stay that is asked for: no later grant brings it into force, and no nation's answer is refused for it")
    func withdrawnWhileExtended() throws {
        try SharedTasking.with(Self.all, at: .awaitingConsent) { (tasking) throws in
            _ = try approve(tasking, until: OneTasking.day(20)).reply()
            for nation in ["EST", "LVA"] { try tasking.grant(nation) }
            try tasking.grant("ALB", .host)
            _ = try tasking.order().reply()
            _ = try tasking.step(.depart).reply()
            tasking.desk.waitFor(OneTasking.day(0))
            _ = try tasking.step(.begin).reply()
            let end = try tasking.record.period.end
            try tasking.extend(to: 12)
            try tasking.grant("EST")
            _ = try withdraw(tasking).reply()
            #expect(try tasking.record.extension == nil)
            #expect(try ["EST", "LVA"].allSatisfy { try tasking.longer($0).isVoided } && tasking.longer("ALB", .host).isVoided)
            #expect(try tasking.answer("LVA").errorName == "IllegalTransition")
            #expect(try tasking.answer("ALB", .host).errorName == "IllegalTransition")
            #expect(try tasking.record.period.end == end && tasking.record.elements.allSatisfy { $0.period.end == end })
            let read = try tasking.desk.call(Journal.Read.self, .init(limit: 100, subject: tasking.id), as: SharedTasking.latvia)
            #expect(read.entries?.last?.event == "tasking.changed", "a nation learns that its part has changed, and not by whom")
            _ = try approve(tasking, until: OneTasking.day(20)).reply()
            try tasking.extend(to: 13)
        }
    }

    @Test("where the host has granted a longer stay, those nations that agreed keep it, and the others are asked no more")
    func withdrawnInPart() throws {
        try SharedTasking.with(Self.all, at: .awaitingConsent) { (tasking) throws in
            _ = try approve(tasking, until: OneTasking.day(20)).reply()
            for nation in ["EST", "LVA"] { try tasking.grant(nation) }
            try tasking.grant("ALB", .host)
            _ = try tasking.order().reply()
            _ = try tasking.step(.depart).reply()
            tasking.desk.waitFor(OneTasking.day(0))
            _ = try tasking.step(.begin).reply()
            let end = try tasking.record.period.end
            try tasking.extend(to: 12)
            try tasking.grant("EST")
            try tasking.grant("ALB", .host)
            _ = try withdraw(tasking).reply()
            #expect(try tasking.longer("EST").state == .granted && tasking.longer("ALB", .host).state == .granted)
            #expect(try tasking.longer("LVA").isVoided && tasking.element("LVA-0001").period.end == end)
            #expect(try tasking.element("EST-0001").period.end.description == OneTasking.day(12))
        }
    }

    @Test("a departure before the withdrawal is still recorded, one after it is not")
    func beforeTheWithdrawal() throws {
        try SharedTasking.with(Self.all, at: .awaitingConsent) { (tasking) throws in
            _ = try approve(tasking).reply()
            for nation in ["EST", "LVA"] { try tasking.grant(nation) }
            try tasking.grant("ALB", .host)
            _ = try tasking.order().reply()
            tasking.desk.advance(hours: 1)
            let departed = tasking.desk.clock.now.description
            tasking.desk.advance(hours: 1)
            _ = try withdraw(tasking).reply()
            let withdrawn = tasking.desk.clock.now.description
            tasking.desk.advance(hours: 1)
            #expect(try tasking.step(.depart, ["EST-0001"], at: withdrawn).errorName == "ApprovalMissing")
            #expect(try tasking.step(.depart, ["EST-0001"]).errorName == "ApprovalMissing")
            _ = try tasking.step(.depart, ["EST-0001"], at: departed).reply()
            #expect(try tasking.element("EST-0001").state == .moving)
        }
    }

    @Test("after a withdrawal neither the proposer nor the orderer approves anew")
    func otherPersonsAnew() throws {
        let several = """
              - {name: several, users: [2400], roles: [duty, authority, council], clearance: CTS}

            """
        for isOrderer in [true, false] {
            let site = TestSite(policy: "politicalApproval: all\n", extraPrincipals: several)
            try SharedTasking.with(site, at: .consented) { (tasking) throws in
                if !isOrderer {
                    _ = try tasking.withdraw(["LVA-0001"], .released).reply()
                    _ = try tasking.replace(["LVA-0002"], as: 2400).reply()
                    try tasking.grant("LVA")
                    try tasking.grant("ALB", .host)
                }
                _ = try approve(tasking).reply()
                _ = try tasking.order(as: isOrderer ? 2400 : TestSite.authority).reply()
                _ = try withdraw(tasking).reply()
                #expect(try approve(tasking, as: 2400).errorName == "TwoPersonRule")
                _ = try approve(tasking).reply()
            }
        }
    }

    @Test("an approval that stands keeps its end where a new one states none")
    func standingEnd() throws {
        try SharedTasking.with(Self.all, at: .consented) { (tasking) throws in
            _ = try approve(tasking, until: OneTasking.day(20)).reply()
            #expect(try approve(tasking).reply().tasking.approval?.until == OneTasking.day(20))
            _ = try withdraw(tasking).reply()
            #expect(try approve(tasking).reply().tasking.approval?.until == tasking.record.period.end.description)
        }
    }

    @Test("who may give it, what is refused, and what is on record")
    func refusals() throws {
        try SharedTasking.with(Self.all, at: .consented) { (tasking) throws in
            for uid in [TestSite.duty, TestSite.authority, TestSite.auditor, SharedTasking.albania, SharedTasking.estonia] {
                #expect(try approve(tasking, as: uid).errorName == "PermissionDenied")
                #expect(try withdraw(tasking, as: uid).errorName == "PermissionDenied")
            }
            #expect(try withdraw(tasking).errorName == "IllegalTransition", "none was given")
            let revision = try tasking.record.revision
            _ = try approve(tasking).reply()
            #expect(try tasking.lastEntry.event == "tasking.approved" && tasking.record.revision == revision + 1)
            #expect(try tasking.record.approval?.by.uid == TestSite.council)
            #expect(try tasking.record.approval?.digests == [tasking.consent("ALB", .host).digest])
            _ = try withdraw(tasking).reply()
            #expect(try tasking.lastEntry.event == "tasking.approvalWithdrawn" && tasking.lastEntry.detail("reason") == "decided anew")
            #expect(try withdraw(tasking).errorName == "IllegalTransition")
        }
    }

    @Test("the host and the operations centre see it; for a contributing nation nothing has happened")
    func readers() throws {
        try SharedTasking.with(Self.all, at: .consented) { (tasking) throws in
            func seen(by uid: UInt32) throws -> (shown: String, entries: Int) {
                let shown = try tasking.desk.call(Taskings.Get.self, .init(id: tasking.id), as: uid)
                let read = try tasking.desk.call(Journal.Read.self, .init(limit: 100, subject: tasking.id), as: uid)
                return (shown.jsonString(), read.entries?.count ?? 0)
            }
            let nations = [SharedTasking.estonia, SharedTasking.latvia]
            let before = try nations.map(seen)
            _ = try approve(tasking).reply()
            _ = try withdraw(tasking).reply()
            #expect(try nations.map(seen).map(\.shown) == before.map(\.shown))
            #expect(try nations.map(seen).map(\.entries) == before.map(\.entries))
            for uid in [TestSite.duty, TestSite.authority, TestSite.council, TestSite.auditor, SharedTasking.albania] {
                let shown = try tasking.desk.call(Taskings.Get.self, .init(id: tasking.id), as: uid).tasking
                #expect(shown.approval?.withdrawnBy?.name == "council" && shown.awaitsApproval == .withdrawn, "uid \(uid)")
            }
        }
    }

    private func approve(
        _ tasking: SharedTasking, until: String? = nil, as uid: UInt32 = TestSite.council
    ) throws -> Answer<Taskings.Approve.Reply> {
        try tasking.desk.ask(Taskings.Approve.self, .init(id: tasking.id, until: until), as: uid)
    }

    private func withdraw(_ tasking: SharedTasking, as uid: UInt32 = TestSite.council) throws -> Answer<Taskings.WithdrawApproval.Reply> {
        try tasking.desk.ask(Taskings.WithdrawApproval.self, .init(id: tasking.id, reason: "decided anew"), as: uid)
    }

    private func awaited(_ tasking: SharedTasking) throws -> Taskings.Tasking.AwaitsApproval? {
        try tasking.desk.call(Taskings.Get.self, .init(id: tasking.id), as: TestSite.duty).tasking.awaitsApproval
    }
}
