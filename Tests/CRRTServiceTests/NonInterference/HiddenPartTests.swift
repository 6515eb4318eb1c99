import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

/// What a caller does to a tasking of which they see a part: they are told of that part alone, and bind nobody to what they do not see.
@Suite("A part of a tasking that is another nation's")
struct HiddenPartTests {
    private static let lowDuty: UInt32 = 2111
    private static let lowAuthority: UInt32 = 2112
    private static let site = TestSite(
        extraPrincipals: """
              - name: low-duty
                users: [\(lowDuty)]
                roles: [duty]
                clearance: NR
              - name: low-authority
                users: [\(lowAuthority)]
                roles: [authority]
                clearance: NR

            """)

    /// Estonia's is the last consent to a longer stay, when a rule objects to Latvia's expert, or to both.
    @Test("a consent to a longer stay is refused without a word of what stands against another's people", arguments: [false, true])
    func extending(ownToo: Bool) throws {
        try InProcessDesk.with { desk in
            let (estonia, latvia) = (TestSite.contact("EST"), TestSite.contact("LVA"))
            for id in ["EST-0001", "LVA-0001"] {
                _ = try desk.call(Roster.PutExpert.self, .init(expert: OneTasking.expert(id)), as: TestSite.contact(String(id.prefix(3))))
            }
            var terms = OneTasking.terms()
            terms.seats[0].count = 2
            let request = try OneTasking.validated(terms, desk)
            let people = ["EST-0001", "LVA-0001"].map { Taskings.Assignment(seat: 0, expert: $0) }
            let id = try desk.call(
                Taskings.Propose.self, .init(request: request, kind: .assembled, assignments: people), as: TestSite.duty
            ).tasking.id
            func grant(_ nation: String, _ kind: Consents.Grant.Parameters.Kind) throws -> Answer<Consents.Grant.Reply> {
                try desk.ask(Consents.Grant.self, .init(tasking: id, nation: nation, kind: kind), as: TestSite.contact(nation))
            }
            func grantAllButEstonia() throws {
                #expect(try grant("LVA", .contribute).error == nil)
                #expect(try grant("ALB", .host).error == nil)
            }
            try grantAllButEstonia()
            #expect(try grant("EST", .contribute).error == nil)
            _ = try desk.call(Taskings.Order.self, .init(id: id), as: TestSite.authority)
            _ = try desk.call(Taskings.Advance.self, .init(id: id, event: .depart), as: TestSite.duty)
            desk.waitFor(OneTasking.day(0))
            _ = try desk.call(Taskings.Advance.self, .init(id: id, event: .begin), as: TestSite.duty)
            _ = try desk.call(Taskings.Extend.self, .init(id: id, until: OneTasking.day(12)), as: TestSite.duty)
            try grantAllButEstonia()
            _ = try desk.call(Roster.SetOffer.self, .init(kind: .expert, id: "LVA-0001", event: .suspend), as: latvia)
            if ownToo { _ = try desk.call(Roster.SetOffer.self, .init(kind: .expert, id: "EST-0001", event: .suspend), as: estonia) }

            // What stands against Latvia's people is no matter of Estonia's: the longer stay is each nation's own.
            let error = try grant("EST", .contribute).error
            #expect((error != nil) == ownToo)
            let text = error.map { $0.name + $0.parameters.jsonString() } ?? ""
            #expect(!text.contains("LVA"), "\(text)")
            #expect(text.contains("EST-0001") == ownToo, "\(text)")
        }
    }

    @Test("who is not cleared for an effect in it takes no step forward with the tasking, whether the effect has changed or not")
    func effects() throws {
        try InProcessDesk.with(Self.site) { desk in
            let effect = Roster.Effect(
                id: "SWE-EFF-01", nation: "SWE", title: "Reference", category: .defensive, kind: "sinkhole", leadHours: 1,
                classification: .NS, releasableTo: ["NATO"])
            _ = try desk.call(Roster.PutEffect.self, .init(effect: effect), as: TestSite.contact("SWE"))
            let request = try OneTasking.validated(OneTasking.terms(), desk)
            let id = try desk.call(
                Taskings.Propose.self, .init(request: request, kind: .effect, effects: ["SWE-EFF-01"]), as: TestSite.duty
            ).tasking.id
            for (nation, second) in [("SWE", false), ("SWE", true), ("ALB", false)] {
                let kind = nation == "SWE" ? Consents.Grant.Parameters.Kind.effect : .host
                let uid = TestSite.contact(nation, second: second)
                _ = try desk.call(Consents.Grant.self, .init(tasking: id, nation: nation, kind: kind), as: uid)
            }
            // The tasking itself is no secret to them.
            for uid in [Self.lowDuty, Self.lowAuthority] {
                #expect(try desk.call(Taskings.Get.self, .init(id: id), as: uid).tasking.effects ?? [] == [])
            }
            #expect(try desk.ask(Taskings.Order.self, .init(id: id), as: Self.lowAuthority).errorName == "PermissionDenied")
            _ = try desk.call(Taskings.Order.self, .init(id: id), as: TestSite.authority)
            func refused(_ event: Taskings.Advance.Parameters.Event) throws -> String? {
                try desk.ask(Taskings.Advance.self, .init(id: id, event: event), as: Self.lowDuty).errorName
            }
            var changed = effect
            changed.conditions = "Other"
            for present in [effect, changed, effect] {
                _ = try desk.call(Roster.PutEffect.self, .init(effect: present), as: TestSite.contact("SWE"))
                #expect(try refused(.depart) == "PermissionDenied" && refused(.begin) == "PermissionDenied")
            }
            _ = try desk.call(Taskings.Advance.self, .init(id: id, event: .depart), as: TestSite.duty)
            desk.waitFor(OneTasking.day(0))
            #expect(try refused(.begin) == "PermissionDenied")
            _ = try desk.call(Taskings.Advance.self, .init(id: id, event: .begin), as: TestSite.duty)
            let longer = Taskings.Extend.Parameters(id: id, until: OneTasking.day(12))
            #expect(try desk.ask(Taskings.Extend.self, longer, as: Self.lowDuty).errorName == "PermissionDenied")
            #expect(try desk.ask(Taskings.Extend.self, longer, as: TestSite.duty).error == nil)
            // The way home is open.
            #expect(try refused(.release) == nil && refused(.home) == nil && refused(.close) == nil)
        }
    }
}
