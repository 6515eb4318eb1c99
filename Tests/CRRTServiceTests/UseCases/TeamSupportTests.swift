import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// What a team brings is told where people plan its arrival, and decides nothing.
@Suite("What a team brings")
struct TeamSupportTests {
    private static let (estonia, albania) = (TestSite.contact("EST"), TestSite.contact("ALB"))

    private func withTeam(_ body: (InProcessDesk, _ request: String) throws -> Void) throws {
        try InProcessDesk.with { desk in
            _ = try desk.call(Roster.PutExpert.self, .init(expert: OneTasking.expert("EST-0001")), as: Self.estonia)
            let team = Roster.Team(
                id: "EST-CRRT-1", name: "Team", nation: "EST", members: ["EST-0001"], noticeHours: 6, kit: "Satellite link",
                transportKg: 180, selfSufficientDays: 3, travelLeadHours: ["ALB": 24, "TUR": 48])
            _ = try desk.call(Roster.PutTeam.self, .init(team: team), as: Self.estonia)
            try body(desk, try OneTasking.validated(OneTasking.terms(), desk))
        }
    }

    @Test("a match shows it, with the travel lead to the requesting nation, and answers the same without it")
    func match() throws {
        try withTeam { desk, request in
            func candidates() throws -> [Requests.Candidate] {
                try desk.call(Requests.Match.self, .init(id: request, kinds: ["team"]), as: TestSite.duty).candidates
            }
            var found = try candidates()
            #expect(
                found.map(\.support) == [
                    .init(kit: "Satellite link", transportKg: 180, selfSufficientDays: 3, travelLeadHours: 24)
                ])
            let bare = Roster.Team(id: "EST-CRRT-1", name: "Team", nation: "EST", members: ["EST-0001"], noticeHours: 6)
            _ = try desk.call(Roster.PutTeam.self, .init(team: bare), as: Self.estonia)
            found[0].support = nil
            #expect(try candidates() == found)
        }
    }

    @Test("the host reads it with the tasking, and not the team's record")
    func host() throws {
        try withTeam { desk, request in
            let proposal = Taskings.Propose.Parameters(
                request: request, kind: .team, team: "EST-CRRT-1", assignments: [.init(seat: 0, expert: "EST-0001")])
            let id = try desk.call(Taskings.Propose.self, proposal, as: TestSite.duty).tasking.id
            for uid in [Self.albania, Self.estonia, TestSite.duty] {
                let support = try desk.call(Taskings.Get.self, .init(id: id), as: uid).tasking.support
                #expect(support == .init(kit: "Satellite link", transportKg: 180, selfSufficientDays: 3, travelLeadHours: 24))
            }
            #expect(try desk.ask(Roster.GetTeam.self, .init(id: "EST-CRRT-1"), as: Self.albania).errorName == "NoSuchRecord")
        }
    }

    @Test("legal basis and cost rule stand in the terms, and the cost estimate does not")
    func terms() throws {
        try withTeam { desk, _ in
            var terms = OneTasking.terms()
            (terms.legalBasis, terms.costRule, terms.costEstimate) = ("NATO SOFA", "Each its own", "40000 EUR")
            let request = try OneTasking.validated(terms, desk)
            let proposal = Taskings.Propose.Parameters(
                request: request, kind: .assembled, assignments: [.init(seat: 0, expert: "EST-0001")])
            let id = try desk.call(Taskings.Propose.self, proposal, as: TestSite.duty).tasking.id
            func asked() throws -> Consents.Consent {
                try #require(try desk.call(Consents.List.self, .init(tasking: id), as: Self.estonia).consents?.first)
            }
            let before = try asked()
            #expect(before.terms?["legalBasis"]?.stringValue == "NATO SOFA" && before.terms?["costRule"]?.stringValue == "Each its own")
            #expect(before.terms?["costEstimate"] == nil)
            _ = try desk.call(Requests.Correct.self, .init(id: request, costEstimate: "50000 EUR"), as: Self.albania)
            #expect(try asked() == before)
            terms.costRule = "The host pays"
            _ = try desk.call(Requests.Amend.self, .init(id: request, request: terms), as: Self.albania)
            #expect(try asked().voided == true)
        }
    }
}
