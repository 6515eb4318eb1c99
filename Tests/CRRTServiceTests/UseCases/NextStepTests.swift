import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// A refused step tells the caller what comes next, or what is left for them to do.
@Suite("The next step")
struct NextStepTests {
    private typealias Event = Taskings.Advance.Parameters.Event

    private struct Case: CustomTestStringConvertible, Sendable {
        let stage: Tasking.State
        let event: Event
        var experts: [String]?
        var uid = TestSite.duty
        /// How the refusal ends.
        let words: String

        var testDescription: String { "\(event) while \(stage) by \(uid): \(words)" }
    }

    private static let cases: [Case] = [
        .init(stage: .consented, event: .depart, words: "it waits for the order of an authority"),
        .init(stage: .moving, event: .depart, words: "they have departed; begin from \(OneTasking.day(0))"),
        .init(stage: .moving, event: .depart, experts: ["EST-0001"], words: "they have departed; begin from \(OneTasking.day(0))"),
        .init(stage: .onTask, event: .depart, words: "the work has begun"),
        .init(stage: .onTask, event: .begin, words: "the work has begun"),
        .init(stage: .onTask, event: .begin, experts: ["EST-0001"], words: "they have begun"),
        .init(stage: .ordered, event: .home, experts: ["EST-0001"], words: "release or withdraw them first"),
        .init(stage: .moving, event: .home, experts: ["EST-0001"], words: "release or withdraw them first"),
        .init(
            stage: .onTask, event: .home, experts: ["EST-0001"], uid: SharedTasking.estonia, words: "withdraw or recall them first"),
        .init(stage: .moving, event: .home, words: "what is left is to release or abort it"),
        .init(stage: .moving, event: .home, uid: SharedTasking.estonia, words: "what is left is to recall it"),
        .init(stage: .consented, event: .release, words: "abort it and propose anew"),
        .init(stage: .consented, event: .release, uid: SharedTasking.albania, words: "the duty desk can propose anew"),
    ]

    @Test("by the state of the people and the right of the caller", arguments: cases)
    private func step(_ one: Case) throws {
        try SharedTasking.with(at: one.stage) { (tasking) throws in
            let refusal = try tasking.step(one.event, one.experts, as: one.uid).error?.as(Service.IllegalTransition.self)
            #expect(refusal?.message.hasSuffix("; \(one.words)") == true, "\(refusal?.message ?? "")")
        }
    }

    @Test(
        "once people are on the way home",
        arguments: [
            (TestSite.duty, "what is left is to report its people home, and to close it"),
            (SharedTasking.albania, "its people are on the way home"),
        ])
    func returning(uid: UInt32, words: String) throws {
        try SharedTasking.with(at: .onTask) { (tasking) throws in
            _ = try tasking.step(.release).reply()
            let refusal = try tasking.step(.release, as: uid).error?.as(Service.IllegalTransition.self)
            #expect(refusal?.message.hasSuffix("; \(words)") == true, "\(refusal?.message ?? "")")
            let recall = try tasking.recall("EST").error?.as(Service.IllegalTransition.self)
            #expect(recall?.message.hasSuffix("; what is left is to report its people home") == true, "\(recall?.message ?? "")")
        }
    }

    @Test("nothing waits for an order, and nothing is open to match or to fill")
    func nothingOpen() throws {
        try SharedTasking.with(at: .ordered) { (tasking) throws in
            let order = try tasking.order().error?.as(Service.IllegalTransition.self)
            #expect(order?.message.hasSuffix("; no person waits for an order") == true, "\(order?.message ?? "")")
            let match = try tasking.desk.ask(Requests.Match.self, .init(tasking: tasking.id), as: TestSite.duty).error?
                .as(Service.IllegalTransition.self)
            #expect(match?.event == "match" && match?.message.hasSuffix("; no seat of it is open") == true, "\(match?.message ?? "")")
            let replace = try tasking.replace(["LTU-0001"]).error?.as(Service.InvalidRecord.self)
            #expect(replace?.reason == "seat 0 is full; no seat is open")
        }
    }

    @Test("a seat that is full names those that are not")
    func openSeats() throws {
        try SharedTasking.with(at: .ordered, terms: { $0.seats.append(.init(skill: "PD-WRL-003", minLevel: 3)) }) { (tasking) throws in
            func fault(_ experts: [String], seat: Int) throws -> String? {
                try tasking.replace(experts, seat: seat).error?.as(Service.InvalidRecord.self)?.reason
            }
            #expect(try fault(["LTU-0001"], seat: 0) == "seat 0 is full; open are: 1 (1 place)")
            _ = try tasking.withdraw(["EST-0001", "EST-0002"]).reply()
            let both = "more people than seat 1 has open places; open are: 0 (2 places), 1 (1 place)"
            #expect(try fault(["LTU-0001", "LTU-0002"], seat: 1) == both)
        }
    }

    @Test(
        "on site, begin is for those who have departed, where any have; who does not go there begins with them",
        arguments: [Requests.Request.Mode.onSite, .both])
    func begin(mode: Requests.Request.Mode) throws {
        try SharedTasking.with(at: .ordered, terms: { $0.mode = mode }) { (tasking) throws in
            tasking.desk.waitFor(OneTasking.day(0))
            _ = try tasking.step(.depart, ["EST-0001"]).reply()
            _ = try tasking.step(.begin).reply()
            let others = mode == .onSite ? "ordered" : "onTask"
            #expect(try tasking.people == ["EST-0001 onTask", "EST-0002 \(others)", "LVA-0001 \(others)"])
            guard mode == .onSite else { return }
            _ = try tasking.step(.begin, ["EST-0002"]).reply()
            #expect(try tasking.people == ["EST-0001 onTask", "EST-0002 onTask", "LVA-0001 ordered"], "by name they can")
        }
    }
}
