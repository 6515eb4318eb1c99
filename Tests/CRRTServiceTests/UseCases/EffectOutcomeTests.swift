import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// What the use of an effect came to is reported by its nation, or by an authority in its place.
@Suite("Outcome of effects")
struct EffectOutcomeTests {
    private static let effect = "SWE-EFF-01"

    private func report(
        _ tasking: EffectTasking, _ result: Taskings.ReportOutcome.Parameters.Result = .achieved, _ text: String? = nil,
        effect: String = effect, as uid: UInt32
    ) throws -> Answer<Taskings.ReportOutcome.Reply> {
        try tasking.desk.ask(
            Taskings.ReportOutcome.self, .init(id: tasking.id, effect: effect, result: result, text: text), as: uid)
    }

    private static let stages: [Element.State] = EffectTasking.stages + [.home]

    @Test("it is reported of what has turned back, and of nothing else", arguments: stages)
    func states(stage: Element.State) throws {
        try EffectTasking.with(at: stage) { tasking in
            let answer = try report(tasking, .partly, "two of three", as: EffectTasking.sweden)
            guard [.returning, .home].contains(stage) else {
                #expect(answer.errorName == "IllegalTransition")
                return
            }
            let shown = try answer.reply().tasking.elements?.first?.outcome
            #expect(shown?.result == .partly && shown?.text == "two of three" && shown?.nation == "SWE")
            #expect(try tasking.record.elements.map(\.state) == [stage])
        }
    }

    @Test("the word of its nation takes the place of an authority's, and not the reverse; host and nation read it")
    func precedence() throws {
        try EffectTasking.with(at: .home) { tasking in
            _ = try tasking.step(.close).reply()
            #expect(try report(tasking, .unknown, as: TestSite.authority).reply().tasking.elements?.first?.outcome?.nation == nil)
            _ = try report(tasking, .notAchieved, as: EffectTasking.sweden).reply()
            #expect(try report(tasking, .achieved, as: TestSite.authority).errorName == "IllegalTransition")
            _ = try report(tasking, .achieved, "restored", as: EffectTasking.secondSwede).reply()
            for uid in [TestSite.duty, EffectTasking.albania, EffectTasking.sweden] {
                let shown = try tasking.desk.call(Taskings.Get.self, .init(id: tasking.id), as: uid).tasking
                #expect(shown.elements?.first?.outcome?.text == "restored" && shown.state == .closed)
                #expect(try tasking.lastEntry(as: uid).event == "tasking.outcome")
            }
        }
    }

    @Test("others may not report it, and what is not in the tasking has none")
    func rights() throws {
        try EffectTasking.with(at: .home) { tasking in
            let before = try tasking.seq
            #expect(try report(tasking, as: TestSite.duty).errorName == "PermissionDenied")
            #expect(try report(tasking, as: EffectTasking.albania).errorName == "PermissionDenied")
            #expect(try report(tasking, as: TestSite.contact("LVA")).errorName == "NoSuchRecord")
            let absent = try report(tasking, effect: "SWE-EFF-09", as: EffectTasking.sweden).error?.as(Service.InvalidRecord.self)
            #expect(absent?.field == "effect")
            let lines = try report(tasking, .achieved, "two\nlines", as: EffectTasking.sweden).error?.as(Service.InvalidRecord.self)
            #expect(lines?.field == "text")
            #expect(try tasking.seq == before)
        }
    }
}
