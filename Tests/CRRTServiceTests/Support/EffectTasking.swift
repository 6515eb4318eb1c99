import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import JournalProof
import Testing
import Varlink

@testable import CRRTService

/// Effects of Sweden for Albania, on site, taken as far as a test wants it.
struct EffectTasking {
    static let (sweden, secondSwede) = (TestSite.contact("SWE"), TestSite.contact("SWE", second: true))
    static let albania = TestSite.contact("ALB")
    /// The state of each element before its end.
    static let stages: [Element.State] = [.asked, .agreed, .ordered, .moving, .onTask, .returning]

    let desk: InProcessDesk
    let request: String
    let id: String

    /// - Parameters:
    ///   - stage: How far all effects are taken.
    ///   - effects: Those that are proposed.
    ///   - change: Makes the records of the effects other ones.
    static func with<Value>(
        _ site: TestSite = TestSite(), at stage: Element.State, effects: [String] = ["SWE-EFF-01"],
        classification: Requests.Classification = .NR, change: (inout Roster.Effect) -> Void = { _ in },
        _ body: (EffectTasking) throws -> Value
    ) throws -> Value {
        try InProcessDesk.with(site) { desk in
            for id in effects { try put(id, desk, change) }
            let request = try OneTasking.validated(OneTasking.terms(classification: classification), desk)
            let id = try propose(effects, request, desk).reply().tasking.id
            let tasking = EffectTasking(desk: desk, request: request, id: id)
            try tasking.advance(to: stage)
            #expect(try Set(tasking.record.elements.map(\.state)) == [stage])
            let value = try body(tasking)
            #expect(try desk.store.read { try Invariants.broken($0) } == [])
            #expect(try desk.store.verifyJournal().broken == nil)
            return value
        }
    }

    static func put(_ id: String, _ desk: InProcessDesk, _ change: (inout Roster.Effect) -> Void = { _ in }) throws {
        let nation = String(id.prefix(3))
        var effect = Roster.Effect(
            id: id, nation: nation, title: "Reference", category: .defensive, kind: "sinkhole", leadHours: 1, classification: .NR,
            releasableTo: ["NATO"])
        change(&effect)
        _ = try desk.call(Roster.PutEffect.self, .init(effect: effect), as: TestSite.contact(nation))
    }

    static func propose(_ effects: [String], _ request: String, _ desk: InProcessDesk) throws -> Answer<Taskings.Propose.Reply> {
        try desk.ask(Taskings.Propose.self, .init(request: request, kind: .effect, effects: effects), as: TestSite.duty)
    }

    private func advance(to stage: Element.State) throws {
        guard stage != .asked else { return }
        try grant()
        guard stage != .agreed else { return }
        _ = try order().reply()
        guard stage != .ordered else { return }
        _ = try step(.depart).reply()
        guard stage != .moving else { return }
        desk.waitFor(OneTasking.day(0))
        _ = try step(.begin).reply()
        guard stage != .onTask else { return }
        _ = try step(.release).reply()
        guard stage != .returning else { return }
        _ = try step(.home).reply()
    }

    /// Both persons of Sweden, and the host.
    func grant() throws {
        for uid in [Self.sweden, Self.secondSwede] {
            _ = try desk.call(Consents.Grant.self, .init(tasking: id, nation: "SWE", kind: .effect), as: uid)
        }
        _ = try desk.call(Consents.Grant.self, .init(tasking: id, nation: "ALB", kind: .host), as: Self.albania)
    }

    func order() throws -> Answer<Taskings.Order.Reply> { try desk.ask(Taskings.Order.self, .init(id: id), as: TestSite.authority) }

    func step(_ event: Taskings.Advance.Parameters.Event) throws -> Answer<Taskings.Advance.Reply> {
        let report = event == .close ? "done" : nil
        return try desk.ask(Taskings.Advance.self, .init(id: id, event: event, report: report), as: TestSite.duty)
    }

    func extend(to day: Int) throws -> Answer<Taskings.Extend.Reply> {
        try desk.ask(Taskings.Extend.self, .init(id: id, until: OneTasking.day(day)), as: TestSite.duty)
    }

    var record: Tasking {
        get throws {
            let id = try TaskingID(id)
            return try #require(try desk.store.read { try $0.tasking(id) })
        }
    }

    /// `SWE-EFF-01 onTask`, of all of them in order, with why those left who have.
    var effects: [String] {
        get throws { try record.elements.map { "\($0.text) \($0.state)" + ($0.left.map { " \($0.cause)" } ?? "") } }
    }

    var seq: Int { get throws { try desk.store.read { try $0.seq() } } }

    /// The last entry about it, as a reader has it.
    func lastEntry(as uid: UInt32 = TestSite.auditor) throws -> Journal.Entry {
        try #require(try desk.call(Journal.Read.self, .init(limit: 100, subject: id), as: uid).entries?.last)
    }
}
