import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Glibc
import Testing
import Varlink

/// Sovereignty: a nation can say no, take its word back and recall its people at every stage, and no role overrides it.
@Suite("A nation's word", .needsOtherUsers)
struct WithdrawalTests {
    @Test("a refusal declines the tasking")
    func refusal() throws {
        try SmallWorld.with { world in
            let tasking = try world.proposedTasking()
            let refused = try world.contact("EST").call(
                Consents.Refuse.self, .init(tasking: tasking.id, nation: "EST", kind: .contribute, reason: "needed at home"))
            #expect(refused.consent.state == .refused)
            let declined = try world.duty.call(Taskings.Get.self, .init(id: tasking.id)).tasking
            #expect(declined.state == .declined)
            #expect(declined.remark?.contains("needed at home") == true)
            #expect(declined.consents.first { $0.kind == .host }?.state == .lapsed)
        }
    }

    @Test("a word taken back before the order declines, after it recalls", arguments: [false, true])
    func revocation(ordered: Bool) throws {
        try SmallWorld.with { world in
            let tasking = try world.consentedTasking()
            if ordered { _ = try world.authority.call(Taskings.Order.self, .init(id: tasking.id)) }
            let revoked = try world.contact("EST").call(
                Consents.Revoke.self, .init(tasking: tasking.id, nation: "EST", kind: .contribute, reason: "crisis at home"))
            #expect(revoked.consent.state == .revoked)
            let ended = try world.duty.call(Taskings.Get.self, .init(id: tasking.id)).tasking
            #expect(ended.state == (ordered ? .recalled : .declined))
            // The people are free again: a replacement can be proposed at once.
            #expect(try world.propose(world.request).error == nil)
        }
    }

    @Test("a recall frees the seats for a replacement; no step forward any more")
    func recall() throws {
        try SmallWorld.with(begun: true) { world in
            let tasking = try world.onTask()
            #expect(try world.duty.call(Requests.Get.self, .init(id: world.request)).request.filled == .fully)
            let recalled = try world.contact("EST").call(
                Taskings.Recall.self, .init(id: tasking.id, nation: "EST", reason: "crisis at home")
            ).tasking
            #expect(recalled?.state == .recalled)
            #expect(try world.duty.call(Requests.Get.self, .init(id: world.request)).request.filled == Requests.Request.Filled.none)
            try world.unchanged {
                let answer = try world.duty.ask(Taskings.Advance.self, .init(id: tasking.id, event: .release))
                #expect(answer.errorName == "IllegalTransition")
            }
        }
    }

    @Test("only a contributing nation recalls, and only for itself")
    func recallByOthers() throws {
        try SmallWorld.with(begun: true) { world in
            let tasking = try world.onTask()
            try world.unchanged {
                let latvia = try world.contact("LVA").ask(Taskings.Recall.self, .init(id: tasking.id, nation: "LVA", reason: "x"))
                #expect(latvia.errorName == "NoSuchRecord")
                let forEstonia = try world.contact("ALB").ask(Taskings.Recall.self, .init(id: tasking.id, nation: "EST", reason: "x"))
                #expect(forEstonia.errorName == "PermissionDenied")
                let host = try world.contact("ALB").ask(Taskings.Recall.self, .init(id: tasking.id, nation: "ALB", reason: "x"))
                #expect(host.error?.as(Service.InvalidRecord.self)?.field == "nation")
            }
        }
    }

    @Test("an extension runs on new consents; one no keeps the old terms", arguments: [true, false])
    func extending(agreed: Bool) throws {
        try SmallWorld.with(begun: true) { world in
            let tasking = try world.onTask()
            let until = SmallWorld.day(15)
            let asked = try world.duty.call(Taskings.Extend.self, .init(id: tasking.id, until: until)).tasking
            #expect(asked.end == tasking.end)
            #expect(asked.extension?.end == until)
            try world.grant(tasking, "ALB", .host)
            if agreed {
                try world.grant(tasking, "EST", .contribute)
            } else {
                _ = try world.contact("EST").call(
                    Consents.Refuse.self, .init(tasking: tasking.id, nation: "EST", kind: .contribute, reason: "no longer"))
            }
            let after = try world.duty.call(Taskings.Get.self, .init(id: tasking.id)).tasking
            #expect(after.state == .onTask)
            #expect(after.extension == nil)
            #expect(after.end == (agreed ? until : tasking.end))
            #expect((after.digest == tasking.digest) == !agreed)
            #expect(after.consents.filter { $0.state == .granted }.count == 2)
        }
    }

    @Test("an effect needs two different persons of its nation")
    func effect() throws {
        try SmallWorld.with { world in
            let effect = Roster.Effect(
                id: "SWE-EFF-01", nation: "SWE", title: "Reference 1", category: .defensive, kind: "sinkhole", leadHours: 12,
                classification: .NC, releasableTo: ["NATO"])
            _ = try world.contact("SWE").call(Roster.PutEffect.self, .init(effect: effect))
            let tasking = try world.duty.call(
                Taskings.Propose.self, .init(request: world.request, kind: .effect, effects: ["SWE-EFF-01"])
            ).tasking
            #expect(Set(tasking.consents.map(\.kind)) == [.effect, .host])
            try world.grant(tasking, "ALB", .host)
            try world.grant(tasking, "SWE", .effect)
            #expect(try world.duty.call(Taskings.Get.self, .init(id: tasking.id)).tasking.state == .awaitingConsent)
            try world.unchanged {
                let again = try world.contact("SWE").ask(
                    Consents.Grant.self, .init(tasking: tasking.id, nation: "SWE", kind: .effect))
                #expect(again.errorName == "TwoPersonRule")
            }
            _ = try world.contact("SWE", second: true).call(
                Consents.Grant.self, .init(tasking: tasking.id, nation: "SWE", kind: .effect))
            #expect(try world.duty.call(Taskings.Get.self, .init(id: tasking.id)).tasking.state == .consented)
        }
    }

    @Test("a cancelled request stops its taskings")
    func cancellation() throws {
        try SmallWorld.with(begun: true) { world in
            let tasking = try world.onTask()
            _ = try world.contact("ALB").call(Requests.Cancel.self, .init(id: world.request, reason: "a false alarm"))
            #expect(try world.duty.call(Taskings.Get.self, .init(id: tasking.id)).tasking.state == .aborted)
        }
    }

    @Test("a partly filled request is matched for its open places")
    func openPlaces() throws {
        try SmallWorld.with { world in
            _ = try world.contact("LVA").call(Roster.PutExpert.self, .init(expert: SmallWorld.expert("LVA-0001", level: 3)))
            var terms = SmallWorld.terms(from: 0, days: 10)
            terms.seats = [.init(skill: "GX-SKL-001", minLevel: 1), .init(skill: "PD-WRL-003", minLevel: 3, count: 2, lead: true)]
            let id = try #require(try world.contact("ALB").call(Requests.Submit.self, .init(request: terms)).request.id)
            _ = try world.duty.call(Requests.Validate.self, .init(id: id))
            let tasking = try world.duty.call(
                Taskings.Propose.self, .init(request: id, kind: .assembled, assignments: [.init(seat: 1, expert: "EST-0001")])
            ).tasking
            try world.grant(tasking, "EST", .contribute)
            try world.grant(tasking, "ALB", .host)
            _ = try world.authority.call(Taskings.Order.self, .init(id: tasking.id))
            let match = try world.duty.call(Requests.Match.self, .init(id: id))
            // One place of seat 1 is left, and it needs no lead any more.
            #expect(match.seats.map(\.seat) == [0, 1])
            #expect(match.seats.map(\.count) == [1, 1])
            #expect(match.candidates.first?.assignments.map { "\($0.seat) \($0.expert)" } == ["1 LVA-0001"])
        }
    }
}
