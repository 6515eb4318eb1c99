import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// What an entry, a concern or a refusal says beside the records is for those who may read what it says it of.
@Suite("What is said beside the records")
struct BesideRecordsTests {
    private static let lowDuty: UInt32 = 2131
    private static let lowAlbania: UInt32 = 2132
    private static let site = TestSite(
        extraPrincipals: """
              - name: low-duty
                users: [\(lowDuty)]
                roles: [duty]
                clearance: NR
              - name: low-alb
                users: [\(lowAlbania)]
                roles: [ncp]
                nation: ALB
                clearance: NR

            """)

    private func entries(_ desk: InProcessDesk, _ uid: UInt32, _ event: JournalEvent) throws -> [Journal.Entry] {
        try desk.call(Journal.Read.self, .init(limit: 200), as: uid).entries?.filter { $0.event == event.rawValue } ?? []
    }

    private func detail(_ entry: Journal.Entry?, _ name: String) -> String? { entry?.payload["detail"]?.objectValue?[name]?.stringValue }

    // MARK: Amendments

    /// What the readers of the new record are shown of the amendment, and what the auditor is.
    private func amended(from terms: Requests.Request) throws -> (low: [String], whole: String?) {
        try InProcessDesk.with(Self.site) { (desk) throws in
            let id = try #require(try desk.call(Requests.Submit.self, .init(request: terms), as: OneTasking.albania).request.id)
            var clean = OneTasking.terms()
            clean.title = "Clean"
            _ = try desk.call(Requests.Amend.self, .init(id: id, request: clean), as: OneTasking.albania)
            let low = try [Self.lowDuty, Self.lowAlbania].map { uid in
                try #require(try entries(desk, uid, .requestAmended).first).payload.jsonString()
            }
            return (low, detail(try entries(desk, TestSite.auditor, .requestAmended).first, "changed"))
        }
    }

    @Test("an amendment that lowers the label or widens the release shows nothing of the record before it")
    func lowered() throws {
        var secret = OneTasking.terms(classification: .NS)
        (secret.title, secret.summary) = ("SECRET title", "SECRET summary")
        var other = secret
        (other.title, other.location, other.classification) = ("Clean", "SECRET place", .NC)
        var narrow = OneTasking.terms()
        (narrow.title, narrow.releasableTo) = ("SECRET title", ["ALB", "EST"])
        let shown = try [secret, other, narrow].map { try amended(from: $0) }
        for (low, whole) in shown {
            #expect(low == shown[0].low, "the same whatever it was before")
            #expect(low.allSatisfy { !$0.contains("SECRET") && $0.contains("withheld") })
            #expect(whole?.contains("SECRET") == false, "what is not written is not shown later either")
        }
        // The record before is open to all readers of the one after it.
        var open = OneTasking.terms()
        (open.title, open.classification) = ("Before", .NU)
        #expect(try amended(from: open).whole?.contains("title: Before -> Clean") == true)
    }

    @Test("the differences of an import bear the label of what the effect was")
    func importMarking() throws {
        try InProcessDesk.with { (desk) throws in
            _ = try desk.call(Roster.PutEffect.self, .init(effect: Self.effect(.NS)), as: TestSite.contact("SWE"))
            let reply = try desk.call(
                Roster.Import.self, .init(records: [.init(effect: Self.effect(.NR))], dryRun: true), as: TestSite.contact("SWE"))
            #expect(reply.changes?.contains { $0.reason.contains("NS") } == true)
            #expect(reply.marking?.classification == .NS)
        }
    }

    // MARK: Effects

    private static func effect(_ level: Roster.Classification) -> Roster.Effect {
        .init(
            id: "SWE-EFF-01", nation: "SWE", title: "Reference", category: .defensive, kind: "sinkhole", leadHours: 1,
            classification: level, releasableTo: ["NATO"])
    }

    @Test("a concern about an effect is for those who are cleared for it, and bears its label")
    func effects() throws {
        try InProcessDesk.with(Self.site) { (desk) throws in
            let sweden = TestSite.contact("SWE")
            _ = try desk.call(Roster.PutEffect.self, .init(effect: Self.effect(.NS)), as: sweden)
            let request = try OneTasking.validated(OneTasking.terms(), desk)
            let id = try desk.call(
                Taskings.Propose.self, .init(request: request, kind: .effect, effects: ["SWE-EFF-01"]), as: TestSite.duty
            ).tasking.id
            for uid in [sweden, TestSite.contact("SWE", second: true)] {
                _ = try desk.call(Consents.Grant.self, .init(tasking: id, nation: "SWE", kind: .effect), as: uid)
            }
            _ = try desk.call(Consents.Grant.self, .init(tasking: id, nation: "ALB", kind: .host), as: OneTasking.albania)
            _ = try desk.call(Taskings.Order.self, .init(id: id), as: TestSite.authority)
            let before = try desk.call(Taskings.Get.self, .init(id: id), as: Self.lowDuty).jsonString()
            _ = try desk.call(Roster.SetOffer.self, .init(kind: .effect, id: "SWE-EFF-01", event: .suspend), as: sweden)

            #expect(try desk.call(Taskings.Get.self, .init(id: id), as: Self.lowDuty).jsonString() == before)
            #expect(try entries(desk, Self.lowDuty, .taskingAffected) == [])
            let shown = try desk.call(Taskings.Get.self, .init(id: id), as: TestSite.duty)
            #expect(shown.tasking.concerns?.map(\.code) == ["NOT_OFFERED"] && shown.marking?.classification == .NS)
            let seq = try #require(try entries(desk, TestSite.duty, .taskingAffected).first).seq
            let entry = try desk.call(Journal.Read.self, .init(since: seq - 1, limit: 1), as: TestSite.duty)
            #expect(entry.entries?.first?.seq == seq && entry.marking?.classification == .NS)
            #expect(try entries(desk, sweden, .taskingAffected).count == 1)
            // What was secret then stays so.
            _ = try desk.call(Roster.PutEffect.self, .init(effect: Self.effect(.NR)), as: sweden)
            #expect(try entries(desk, Self.lowDuty, .taskingAffected) == [])
            #expect(try entries(desk, TestSite.duty, .taskingAffected).count == 1)
        }
    }

    // MARK: Teams

    private static func member(_ id: String, leaves: Bool = false) -> Roster.Expert {
        var expert = OneTasking.expert(id)
        expert.teams = leaves ? [] : ["EST-TEAM-1"]
        return expert
    }

    /// An Estonian team with a Latvian and a Polish member, ordered as a whole.
    private func withTeam(_ body: (_ desk: InProcessDesk, _ id: String, _ team: Roster.Team) throws -> Void) throws {
        try InProcessDesk.with(Self.site) { (desk) throws in
            let members = ["EST-0001", "LVA-0001", "POL-0001"]
            for id in members {
                _ = try desk.call(Roster.PutExpert.self, .init(expert: Self.member(id)), as: TestSite.contact(String(id.prefix(3))))
            }
            let team = Roster.Team(id: "EST-TEAM-1", name: "Team", nation: "EST", members: members, noticeHours: 12)
            _ = try desk.call(Roster.PutTeam.self, .init(team: team), as: OneTasking.estonia)
            var terms = OneTasking.terms()
            terms.seats[0].count = 3
            let request = try OneTasking.validated(terms, desk)
            let people = members.map { Taskings.Assignment(seat: 0, expert: $0) }
            let id = try desk.call(
                Taskings.Propose.self, .init(request: request, kind: .team, team: team.id, assignments: people), as: TestSite.duty
            ).tasking.id
            for nation in ["EST", "LVA", "POL", "ALB"] { #expect(try grant(desk, id, nation).error == nil) }
            _ = try desk.call(Taskings.Order.self, .init(id: id), as: TestSite.authority)
            try body(desk, id, team)
        }
    }

    private func grant(_ desk: InProcessDesk, _ id: String, _ nation: String) throws -> Answer<Consents.Grant.Reply> {
        let kind: Consents.Grant.Parameters.Kind = nation == "ALB" ? .host : .contribute
        return try desk.ask(Consents.Grant.self, .init(tasking: id, nation: nation, kind: kind), as: TestSite.contact(nation))
    }

    @Test("that a person has left the team is told to the person's nation and the desk, not to the team's nation")
    func teams() throws {
        try withTeam { (desk, id, team) throws in
            func told(_ uid: UInt32) throws -> [String] {
                try entries(desk, uid, .taskingAffected).map { detail($0, "offer") ?? "" }
            }
            func concerns(_ uid: UInt32) throws -> [String]? {
                try desk.call(Taskings.Get.self, .init(id: id), as: uid).tasking.concerns?.map {
                    "\($0.record) \($0.code) \($0.detail ?? "-")"
                }
            }
            let (latvia, poland) = (TestSite.contact("LVA"), TestSite.contact("POL"))
            let left = try desk.call(Roster.PutExpert.self, .init(expert: Self.member("LVA-0001", leaves: true)), as: latvia)
            #expect(left.serving?.first?.concerns == ["NOT_IN_TEAM"])
            var smaller = team
            smaller.members = ["EST-0001", "LVA-0001"]
            let removed = try desk.call(Roster.PutTeam.self, .init(team: smaller), as: OneTasking.estonia)
            #expect(removed.serving == nil, "nothing of Estonia's own is objected to")

            #expect(try told(TestSite.duty) == ["LVA-0001", "POL-0001"])
            #expect(try told(latvia) == ["LVA-0001"] && told(poland) == ["POL-0001"])
            #expect(try told(OneTasking.estonia) == [] && told(OneTasking.albania) == [])
            #expect(try concerns(TestSite.duty) == ["LVA-0001 NOT_IN_TEAM -", "POL-0001 NOT_IN_TEAM -"])
            #expect(try concerns(latvia) == ["LVA-0001 NOT_IN_TEAM -"] && concerns(poland) == ["POL-0001 NOT_IN_TEAM -"])
            #expect(try concerns(OneTasking.estonia) == nil && concerns(OneTasking.albania) == nil)
            // Whose doing it was would name a nation that Poland does not see in the tasking.
            let entry = try #require(try entries(desk, poland, .taskingAffected).first)
            #expect(entry.principal == JournalVisibility.withheld && !entry.jsonString().lowercased().contains("est-"), "\(entry)")
            #expect(try entries(desk, TestSite.duty, .taskingAffected).last?.principal.hasPrefix("ncp-est") == true)
        }
    }

    /// A longer stay is in force for a nation once it and the host have granted it. The consent that brings it into force for the person
    /// who has left the team is the last of these here; grants before it get through.
    @Test(
        "the consent that would keep a person who has left the team longer is refused without a word of foreign people",
        arguments: [
            (["EST", "LVA", "POL", "ALB"], "LVA"), (["ALB", "EST", "POL", "LVA"], "LVA"), (["EST", "ALB", "LVA", "POL"], "POL"),
            (["LVA", "POL", "ALB", "EST"], "EST"),
        ])
    func extending(order: [String], leaver: String) throws {
        let last = try #require(order.last)
        try withTeam { (desk, id, team) throws in
            _ = try desk.call(Taskings.Advance.self, .init(id: id, event: .depart), as: TestSite.duty)
            desk.waitFor(OneTasking.day(0))
            _ = try desk.call(Taskings.Advance.self, .init(id: id, event: .begin), as: TestSite.duty)
            _ = try desk.call(Taskings.Extend.self, .init(id: id, until: OneTasking.day(12)), as: TestSite.duty)
            let member = Self.member(leaver + "-0001", leaves: true)
            _ = try desk.call(Roster.PutExpert.self, .init(expert: member), as: TestSite.contact(leaver))
            if leaver == "EST" {
                var smaller = team
                smaller.members = ["LVA-0001", "POL-0001"]
                _ = try desk.call(Roster.PutTeam.self, .init(team: smaller), as: OneTasking.estonia)
            }
            for nation in order.dropLast() { #expect(try grant(desk, id, nation).error == nil) }
            func longer() throws -> [String] {
                let elements = try desk.call(Taskings.Get.self, .init(id: id), as: TestSite.duty).tasking.elements ?? []
                return elements.filter { $0.until == OneTasking.day(12) }.map(\.nation)
            }
            if last == "ALB" {
                // The host's consent is for the others; the person who left keeps their end.
                let reply = try grant(desk, id, last).reply().jsonString()
                #expect(!reply.contains("NOT_IN_TEAM") && !reply.contains("does not serve"))
                #expect(try longer() == ["EST", "POL"])
                return
            }
            let error = try #require(try grant(desk, id, last).error)
            let text = error.name + error.parameters.jsonString()
            for nation in ["EST", "LVA", "POL"] where nation != last {
                #expect(!text.contains(nation + "-"), "\(text)")
            }
            #expect(!text.contains("assignments"), "\(text)")
            #expect(text.contains("\(last)-0001 does not serve"), "\(text)")
            #expect(try longer() == order.dropLast().filter { $0 != "ALB" }.sorted(), "others serve longer")
        }
    }
}
