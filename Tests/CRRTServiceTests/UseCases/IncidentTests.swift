import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// What is known of an incident develops while people are out; what the team is to do does not change under them.
@Suite("Incidents of requests")
struct IncidentTests {
    private static let incident = Requests.Incident(
        class: "availability.ddos", sectors: ["I.1.a"], entities: ["Grid operator"], began: "2026-11-20T06:00:00Z",
        found: "2026-11-20T07:00:00Z", impact: .init(people: 12_000, services: ["billing"], spillOver: ["GRC"]), measures: "Cut off",
        otherHelp: ["EU Cybersecurity Reserve"], attribution: .init(note: "Same tools as in 2022", confidence: .low))

    @Test("an incident is corrected in every state of a tasking, and nothing is voided", arguments: OneTasking.stages)
    func corrected(stage: Tasking.State) throws {
        try OneTasking.with(at: stage) { (one) throws in
            let before = try one.consents
            let state = try request(one).state
            let reply = try correct(one, Self.incident).reply()
            #expect(reply.request.incident == Self.incident && reply.request.state == state)
            #expect(try one.consents == before)
            #expect(try one.state == stage)
            #expect(try one.desk.call(Taskings.Get.self, .init(id: one.id), as: TestSite.duty).tasking.termsChanged == nil)
        }
    }

    @Test("what a correction changed stands in the journal, field by field")
    func journalled() throws {
        try OneTasking.with(at: .ordered) { (one) throws in
            _ = try correct(one, Self.incident).reply()
            var later = Self.incident
            later.impact?.people = 15_000
            later.measures = nil
            _ = try correct(one, later).reply()
            let entries = try one.desk.call(Journal.Read.self, .init(limit: 100, subject: one.request), as: TestSite.auditor).entries ?? []
            let detail = entries.last?.payload["detail"]?.objectValue?["changed"]?.stringValue
            #expect(detail == "incident.impact.people: 12000 -> 15000\nincident.measures: \"Cut off\" -> nothing")
        }
    }

    @Test("who is asked to contribute sees the incident")
    func seen() throws {
        try OneTasking.with(at: .awaitingConsent) { (one) throws in
            _ = try correct(one, Self.incident).reply()
            let seen = try one.desk.call(Requests.Get.self, .init(id: one.request), as: OneTasking.estonia).request
            #expect(seen.incident == Self.incident)
        }
    }

    @Test("an empty incident removes it, and the same one again is no correction")
    func removed() throws {
        try OneTasking.with(at: .onTask) { (one) throws in
            _ = try correct(one, Self.incident).reply()
            #expect(try correct(one, Self.incident).error?.as(Service.InvalidRecord.self)?.field == "incident")
            #expect(try correct(one, .init()).reply().request.incident == nil)
            let nothing = try one.desk.ask(Requests.Correct.self, .init(id: one.request), as: OneTasking.albania)
            #expect(nothing.error?.as(Service.InvalidRecord.self)?.reason.contains("title, incident, costEstimate, shareWith") == true)
        }
    }

    private static let wrong: [(Requests.Incident, field: String, word: String)] = [
        (.init(class: "ransomware"), "incident.class", "malicious-code.infected-system (Infected System)"),
        (.init(sectors: ["I.1", "electricity"]), "incident.sectors[1]", "I.1.a (Energy, electricity)"),
        (.init(impact: .init(spillOver: ["GRX"])), "incident.impact.spillOver", "GRC (Greece)"),
        (.init(began: OneTasking.day(0)), "incident.began", "has not come yet"),
        (.init(found: OneTasking.day(0)), "incident.found", "has not come yet"),
    ]

    @Test("what the catalogues do not have, and what lies ahead, is refused by field", arguments: wrong)
    func refused(incident: Requests.Incident, field: String, word: String) throws {
        try OneTasking.with(at: .awaitingConsent) { (one) throws in
            var terms = OneTasking.terms()
            terms.incident = incident
            let submitted = try one.desk.ask(Requests.Submit.self, .init(request: terms), as: OneTasking.albania).error
            let corrected = try correct(one, incident).error
            for (error, prefix) in [(submitted, "request."), (corrected, "")] {
                let refusal = try #require(error?.as(Service.InvalidRecord.self))
                #expect(refusal.field == prefix + field && refusal.reason.contains(word), "\(refusal)")
            }
        }
    }

    @Test("the mission is a term: it stands in what nations agree to, and another one voids that")
    func mission() throws {
        try OneTasking.with(at: .consented) { (one) throws in
            var terms = OneTasking.terms()
            #expect(try one.consents.allSatisfy { $0.terms?.purpose.mission == nil })
            terms.mission = .assess
            _ = try one.desk.call(Requests.Amend.self, .init(id: one.request, request: terms), as: OneTasking.albania)
            #expect(try one.consents.allSatisfy { $0.state == .lapsed && $0.isVoided })
            let request = try OneTasking.validated(terms, one.desk)
            let proposal = Taskings.Propose.Parameters(
                request: request, kind: .assembled, assignments: [.init(seat: 0, expert: "EST-0001")])
            let id = try one.desk.call(Taskings.Propose.self, proposal, as: TestSite.duty).tasking.id
            let asked = try one.desk.call(Consents.List.self, .init(tasking: id), as: OneTasking.estonia).consents ?? []
            #expect(asked.first?.terms?.jsonString().contains(#""purpose":{"mission":"assess"}"#) == true)
        }
    }

    private func request(_ one: OneTasking) throws -> Requests.Request {
        try one.desk.call(Requests.Get.self, .init(id: one.request), as: TestSite.duty).request
    }

    private func correct(_ one: OneTasking, _ incident: Requests.Incident) throws -> Answer<Requests.Correct.Reply> {
        try one.desk.ask(Requests.Correct.self, .init(id: one.request, incident: incident), as: OneTasking.albania)
    }
}
