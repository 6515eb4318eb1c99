import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// One Estonian expert (or a Swedish effect) for one Albanian request, taken as far as a test wants it.
struct OneTasking {
    static let stages: [Tasking.State] = [.awaitingConsent, .consented, .ordered, .moving, .onTask]
    static let estonia = TestSite.contact("EST")
    static let albania = TestSite.contact("ALB")

    let desk: InProcessDesk
    let request: String
    let id: String

    static func with<Value>(
        _ site: TestSite = TestSite(), at stage: Tasking.State, classification: Requests.Classification = .NR,
        _ body: (OneTasking) throws -> Value
    ) throws -> Value {
        try InProcessDesk.with(site) { desk in
            _ = try desk.call(Roster.PutExpert.self, .init(expert: expert("EST-0001")), as: estonia)
            let request = try validated(terms(classification: classification), desk)
            let tasking = try desk.call(
                Taskings.Propose.self, .init(request: request, kind: .assembled, assignments: [.init(seat: 0, expert: "EST-0001")]),
                as: TestSite.duty
            ).tasking
            let one = OneTasking(desk: desk, request: request, id: tasking.id)
            try one.advance(to: stage)
            #expect(try one.state == stage)
            return try body(one)
        }
    }

    static func validated(_ terms: Requests.Request, _ desk: InProcessDesk) throws -> String {
        let id = try #require(
            try desk.call(Requests.Submit.self, .init(request: terms), as: TestSite.contact(terms.nation)).request.id)
        return try #require(try desk.call(Requests.Validate.self, .init(id: id), as: TestSite.duty).request.id)
    }

    private func advance(to stage: Tasking.State) throws {
        guard stage != .awaitingConsent else { return }
        try grant("EST", .contribute)
        try grant("ALB", .host)
        guard stage != .consented else { return }
        _ = try desk.call(Taskings.Order.self, .init(id: id), as: TestSite.authority)
        guard stage != .ordered else { return }
        _ = try desk.call(Taskings.Advance.self, .init(id: id, event: .depart), as: TestSite.duty)
        guard stage != .moving else { return }
        desk.waitFor(Self.day(0))
        _ = try desk.call(Taskings.Advance.self, .init(id: id, event: .begin), as: TestSite.duty)
    }

    func grant(_ nation: String, _ kind: Consents.Grant.Parameters.Kind) throws {
        _ = try desk.call(Consents.Grant.self, .init(tasking: id, nation: nation, kind: kind), as: TestSite.contact(nation))
    }

    var record: Tasking {
        get throws {
            let id = try TaskingID(id)
            return try #require(try desk.store.read { try $0.tasking(id) })
        }
    }
    var state: Tasking.State { get throws { try record.state } }
    var consents: [Consent] {
        get throws {
            let id = try TaskingID(id)
            return try desk.store.read { try $0.consents(of: id) }
        }
    }
    var seq: Int { get throws { try desk.store.read { try $0.seq() } } }

    static func day(_ number: Int) -> String { Samples.today.startOfDay.adding(days: 30 + number).description }

    static func terms(nation: String = "ALB", classification: Requests.Classification = .NR) -> Requests.Request {
        .init(
            nation: nation, title: "Help", classification: classification, releasableTo: ["NATO"], mode: .onSite, start: day(0),
            end: day(10), seats: [.init(skill: "PD-WRL-003", minLevel: 3)])
    }

    static func expert(_ id: String, level: Int = 4) -> Roster.Expert {
        .init(
            id: id, nation: String(id.prefix(3)),
            clearance: .init(level: .NS, validUntil: Samples.today.startOfDay.adding(days: 900).date.description),
            skills: ["PD-WRL-003": level], noticeHours: 12, mode: .both)
    }
}
