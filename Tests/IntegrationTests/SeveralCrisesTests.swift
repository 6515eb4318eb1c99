import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

/// Six crises in one night, on the sample roster.
@Suite("Several crises", .needsOtherUsers)
struct SeveralCrisesTests {
    private static let crises = [
        "albania-2022", "denmark-energy-2023", "estonia-2007", "montenegro-2022", "viasat-2022", "wannacry-nhs-2017",
    ]

    @Test("planned together they leave fewer seats open than one after the other")
    func together() throws {
        try RunningDaemon.with(TestSite(policy: "planBudgetMs: 10000\n")) { daemon in
            try daemon.importSampleRoster()
            let duty = try daemon.connect(uid: TestSite.duty)
            for name in Self.crises {
                let terms = try MovedSamples.scenario(name)
                let contact = try daemon.connect(uid: TestSite.contact(terms.nation))
                let id = try #require(try contact.call(Requests.Submit.self, .init(request: terms)).request.id)
                _ = try duty.call(Requests.Validate.self, .init(id: id))
            }
            let plan = try duty.call(Requests.Plan.self, .init())
            #expect(plan.requests.count == Self.crises.count)
            #expect(plan.total.openSeats == 0, "\(plan.total)")
            #expect(plan.inTurn.openSeats == 1, "\(plan.inTurn)")
            let people = plan.requests.flatMap { $0.candidate?.assignments.map(\.expert) ?? [] }
            #expect(Set(people).count == people.count && people.count == plan.requests.reduce(0) { $0 + $1.people })
            // Each request could be answered if it were the only one, and some give way.
            #expect(plan.requests.allSatisfy { $0.alone?.openSeats == 0 } && plan.requests.contains { $0.givenWay != nil })
            for request in plan.requests {
                for person in request.candidate?.assignments ?? [] {
                    let why = try duty.call(Requests.Explain.self, .init(id: request.id, expert: person.expert))
                    #expect(why.eligibleSeats?.contains(person.seat) == true, "\(request.id) \(person.expert)")
                }
            }
        }
    }
}
