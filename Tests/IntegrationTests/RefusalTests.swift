import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Glibc
import Testing
import Varlink

/// The refusals that the story depends on; each leaves the journal as it was.
@Suite("Refusals", .needsOtherUsers)
struct RefusalTests {
    @Test("the proposer's own order is refused")
    func twoPersonRule() throws {
        try SmallWorld.with { world in
            let tasking = try world.consentedTasking(proposer: TestSite.both)
            try world.unchanged {
                let answer = try world.daemon.connect(uid: TestSite.both).ask(Taskings.Order.self, .init(id: tasking.id))
                #expect(answer.errorName == "TwoPersonRule")
            }
            #expect(try world.authority.call(Taskings.Order.self, .init(id: tasking.id)).tasking.state == .ordered)
        }
    }

    @Test("an order without all consents names the nations")
    func consentMissing() throws {
        try SmallWorld.with { world in
            let tasking = try world.proposedTasking()
            try world.grant(tasking, "EST", .contribute)
            try world.unchanged {
                let error = try world.authority.ask(Taskings.Order.self, .init(id: tasking.id)).error
                #expect(error?.as(Taskings.ConsentMissing.self)?.nations == ["ALB"])
            }
        }
    }

    @Test("a stale revision is refused with the present one")
    func staleRevision() throws {
        try SmallWorld.with { world in
            try world.unchanged {
                let error = try world.duty.ask(Requests.Cancel.self, .init(id: world.request, reason: "late", ifRevision: 1)).error
                #expect(error?.as(Service.StaleRevision.self)?.current == 2)
            }
        }
    }

    @Test("an expert who serves already is named with their tasking; back to back is fine")
    func alreadyCommitted() throws {
        try SmallWorld.with { world in
            let first = try world.consentedTasking()
            _ = try world.authority.call(Taskings.Order.self, .init(id: first.id))
            let second = try world.validatedRequest(from: 5, days: 10)
            try world.unchanged {
                let error = try world.propose(second).error
                let committed = error?.as(Taskings.AlreadyCommitted.self)
                #expect(committed?.expert == "EST-0001")
                #expect(committed?.tasking == first.id)
            }
            let after = try world.validatedRequest(from: 10, days: 10)
            #expect(try world.propose(after).error == nil)
        }
    }

    @Test("of two proposals for one expert, one is ordered and the other is told")
    func race() throws {
        try SmallWorld.with { world in
            let other = try world.validatedRequest(from: 3, days: 10)
            let first = try world.consentedTasking()
            guard case .reply(let second) = try world.propose(other) else {
                Issue.record("the second proposal was refused")
                return
            }
            try world.grant(second.tasking, "EST", .contribute)
            try world.grant(second.tasking, "ALB", .host)
            _ = try world.authority.call(Taskings.Order.self, .init(id: first.id))
            try world.unchanged {
                let error = try world.authority.ask(Taskings.Order.self, .init(id: second.tasking.id)).error
                #expect(error?.as(Taskings.AlreadyCommitted.self)?.tasking == first.id)
            }
        }
    }

    @Test("consent to terms that have changed since is refused")
    func termsChanged() throws {
        try SmallWorld.with(begun: true) { world in
            let tasking = try world.onTask()
            let digest = try world.digest(tasking, "EST")
            _ = try world.duty.call(
                Taskings.Extend.self, .init(id: tasking.id, until: Instant(tasking.end).adding(days: 5).description))
            let asked = try world.contact("EST").call(Consents.List.self, .init(state: "requested")).consents
            try world.unchanged {
                let answer = try world.contact("EST").ask(
                    Consents.Grant.self, .init(tasking: tasking.id, nation: "EST", kind: .contribute, digest: digest))
                #expect(answer.error?.as(Consents.TermsChanged.self)?.digest == asked?.first?.digest)
            }
        }
    }

    @Test("an amendment voids what was agreed and not ordered")
    func amendment() throws {
        try SmallWorld.with { world in
            let tasking = try world.proposedTasking()
            try world.grant(tasking, "EST", .contribute)
            let digest = try world.digest(tasking, "ALB")
            var terms = try world.duty.call(Requests.Get.self, .init(id: world.request)).request
            terms.summary = "Something else"
            let amended = try world.contact("ALB").call(Requests.Amend.self, .init(id: world.request, request: terms)).request
            #expect(amended.state == .submitted)
            let void = try world.duty.call(Taskings.Get.self, .init(id: tasking.id)).tasking
            #expect(void.state == .declined)
            #expect(void.consents.map(\.state) == [.lapsed, .lapsed])
            try world.unchanged {
                let answer = try world.contact("ALB").ask(
                    Consents.Grant.self, .init(tasking: tasking.id, nation: "ALB", kind: .host, digest: digest))
                #expect(answer.errorName == "IllegalTransition")
            }
        }
    }
}
