import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// Two who want the same thing at the same moment.
@Suite("Contests")
struct ContestTests {
    @Test("of two orders for one expert exactly one is given, and the other is told who has them", arguments: 0..<5)
    func oneExpert(_: Int) throws {
        try OneTasking.with(at: .consented) { one in
            let second = try OneTasking.validated(OneTasking.terms(nation: "LVA"), one.desk)
            let rival = try one.desk.call(
                Taskings.Propose.self, .init(request: second, kind: .assembled, assignments: [.init(seat: 0, expert: "EST-0001")]),
                as: TestSite.secondDuty
            ).tasking.id
            for (nation, kind) in [("EST", Consents.Grant.Parameters.Kind.contribute), ("LVA", .host)] {
                _ = try one.desk.call(
                    Consents.Grant.self, .init(tasking: rival, nation: nation, kind: kind), as: TestSite.contact(nation))
            }
            let answers = try Race.run(
                [(one.id, TestSite.authority), (rival, TestSite.both)].map { [desk = one.desk] id, uid in
                    { @Sendable in try desk.ask(Taskings.Order.self, .init(id: id), as: uid).error }
                }
            ).map { try $0.get() }
            #expect(answers.count { $0 == nil } == 1)
            let loser = answers.compactMap { $0?.as(Taskings.AlreadyCommitted.self) }.first
            #expect(loser?.expert == "EST-0001")
            #expect(loser?.tasking == (answers[0] == nil ? one.id : rival))
        }
    }

    @Test("one person who grants an effect twice at once is one person", arguments: 0..<5)
    func onePerson(_: Int) throws {
        try InProcessDesk.with { desk in
            let effect = Roster.Effect(
                id: "SWE-EFF-01", nation: "SWE", title: "Reference", category: .defensive, kind: "sinkhole", leadHours: 1,
                classification: .NR, releasableTo: ["NATO"])
            _ = try desk.call(Roster.PutEffect.self, .init(effect: effect), as: TestSite.contact("SWE"))
            let request = try OneTasking.validated(OneTasking.terms(), desk)
            let id = try desk.call(
                Taskings.Propose.self, .init(request: request, kind: .effect, effects: ["SWE-EFF-01"]), as: TestSite.duty
            ).tasking.id
            _ = try desk.call(Consents.Grant.self, .init(tasking: id, nation: "ALB", kind: .host), as: OneTasking.albania)
            let grants = try Race.run(
                (0..<4).map { _ in
                    { @Sendable in
                        try desk.ask(Consents.Grant.self, .init(tasking: id, nation: "SWE", kind: .effect), as: TestSite.contact("SWE"))
                            .errorName
                    }
                }
            ).map { try $0.get() }
            #expect(grants.count { $0 == nil } == 1)
            #expect(grants.count { $0 == "TwoPersonRule" } == 3)
            let waiting = try #require(try desk.store.read { try $0.tasking(try TaskingID(id)) })
            #expect(waiting.state == .awaitingConsent)
            let second = try desk.call(
                Consents.Grant.self, .init(tasking: id, nation: "SWE", kind: .effect), as: TestSite.contact("SWE", second: true))
            #expect(second.consent.state == .granted)
        }
    }

    @Test(
        "an effect whose record says something else than when it was agreed to is neither agreed to nor ordered", arguments: [false, true])
    func changedEffect(agreed: Bool) throws {
        try InProcessDesk.with { desk in
            func put(_ category: Roster.Effect.Category, _ conditions: String?) throws {
                let effect = Roster.Effect(
                    id: "SWE-EFF-01", nation: "SWE", title: "Reference", category: category, kind: "sinkhole", leadHours: 1,
                    conditions: conditions, classification: .NR, releasableTo: ["NATO"])
                _ = try desk.call(Roster.PutEffect.self, .init(effect: effect), as: TestSite.contact("SWE"))
            }
            try put(.defensive, nil)
            let request = try OneTasking.validated(OneTasking.terms(), desk)
            let id = try desk.call(
                Taskings.Propose.self, .init(request: request, kind: .effect, effects: ["SWE-EFF-01"]), as: TestSite.duty
            ).tasking.id
            func grant(second: Bool) throws -> Answer<Consents.Grant.Reply> {
                try desk.ask(
                    Consents.Grant.self, .init(tasking: id, nation: "SWE", kind: .effect), as: TestSite.contact("SWE", second: second))
            }
            _ = try desk.call(Consents.Grant.self, .init(tasking: id, nation: "ALB", kind: .host), as: OneTasking.albania)
            #expect(try grant(second: false).error == nil)
            if agreed { #expect(try grant(second: true).error == nil) }
            for (category, conditions) in [(Roster.Effect.Category.offensive, nil), (.defensive, "Only at night")] {
                try put(category, conditions)
                if !agreed { #expect(try grant(second: true).errorName == "TermsChanged") }
                let order = try desk.ask(Taskings.Order.self, .init(id: id), as: TestSite.authority).errorName
                #expect(order == (agreed ? "TermsChanged" : "ConsentMissing"))
            }
            // That it still stands is no change of what it is.
            try put(.defensive, nil)
            _ = try desk.call(Roster.SetOffer.self, .init(kind: .effect, id: "SWE-EFF-01", event: .confirm), as: TestSite.contact("SWE"))
            if !agreed { #expect(try grant(second: true).error == nil) }
            _ = try desk.call(Taskings.Order.self, .init(id: id), as: TestSite.authority)
        }
    }

    @Test("a consent taken back while the order is given: in either order, nobody is left on the way", arguments: 0..<5)
    func revokedWhileOrdered(_: Int) throws {
        try OneTasking.with(at: .consented) { one in
            let (desk, id) = (one.desk, one.id)
            _ = Race.run([
                { @Sendable in try desk.ask(Taskings.Order.self, .init(id: id), as: TestSite.authority).error == nil },
                { @Sendable in
                    try desk.ask(
                        Consents.Revoke.self, .init(tasking: id, nation: "EST", kind: .contribute, reason: "x"), as: OneTasking.estonia
                    ).error == nil
                },
            ])
            let state = try one.state
            #expect([.declined, .recalled].contains(state))
        }
    }

    @Test("a team below its minimum manning is neither proposed nor ordered")
    func leastStrength() throws {
        try InProcessDesk.with { desk in
            for id in ["EST-0001", "EST-0002"] {
                _ = try desk.call(Roster.PutExpert.self, .init(expert: OneTasking.expert(id)), as: OneTasking.estonia)
            }
            let team = Roster.Team(
                id: "EST-TEAM-1", name: "Team", nation: "EST", members: ["EST-0001", "EST-0002"], noticeHours: 12, minimumStrength: 2)
            _ = try desk.call(Roster.PutTeam.self, .init(team: team), as: OneTasking.estonia)
            let request = try OneTasking.validated(OneTasking.terms(), desk)
            func propose() throws -> Answer<Taskings.Propose.Reply> {
                try desk.ask(
                    Taskings.Propose.self,
                    .init(request: request, kind: .team, team: "EST-TEAM-1", assignments: [.init(seat: 0, expert: "EST-0001")]),
                    as: TestSite.duty)
            }
            func offer(_ event: Roster.SetOffer.Parameters.Event) throws {
                _ = try desk.call(Roster.SetOffer.self, .init(kind: .expert, id: "EST-0002", event: event), as: OneTasking.estonia)
            }
            try offer(.suspend)
            let weak = try propose().error?.as(Requests.NotEligible.self)?.objections
            #expect(weak?.map(\.code) == ["NOT_OFFERED"])
            #expect(weak?.first?.detail?.contains("1 member is eligible, the team's minimum manning is 2") == true)
            try offer(.offer)
            guard case .reply(let proposed) = try propose() else {
                Issue.record("a team at its minimum manning was not proposed")
                return
            }
            for (nation, kind) in [("EST", Consents.Grant.Parameters.Kind.contribute), ("ALB", .host)] {
                _ = try desk.call(
                    Consents.Grant.self, .init(tasking: proposed.tasking.id, nation: nation, kind: kind), as: TestSite.contact(nation))
            }
            try offer(.suspend)
            let order = try desk.ask(Taskings.Order.self, .init(id: proposed.tasking.id), as: TestSite.authority)
            #expect(order.errorName == "NotEligible")
            try offer(.offer)
            _ = try desk.call(Taskings.Order.self, .init(id: proposed.tasking.id), as: TestSite.authority)
        }
    }
}
