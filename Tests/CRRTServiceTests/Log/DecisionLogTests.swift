import Logging
import Testing

@testable import CRRTService
@testable import CRRTStore

@Suite struct DecisionLogTests {
    private func told(_ entries: [EntrySummary], level: Logger.Level = .info) -> [Recorder.Line] {
        let recorder = Recorder()
        var log = Logger(label: "test") { _ in recorder }
        log.logLevel = level
        DecisionLog(log: log).tell(entries)
        return recorder.lines
    }

    @Test func aDecisionHasFieldsOfItsOwn() {
        let lines = told([EntrySummary(seq: 7, principal: "desk (uid 2001)", event: "tasking.ordered", subject: "TSK-ALB-2026-0001-1")])
        #expect(lines.map(\.text) == ["tasking.ordered TSK-ALB-2026-0001-1"])
        #expect(
            lines.first?.fields == [
                "MESSAGE_ID": MessageID.decision.rawValue, "event": "tasking.ordered", "seq": "7", "principal": "desk (uid 2001)",
                "callerUid": "2001", "tasking": "TSK-ALB-2026-0001-1", "request": "REQ-ALB-2026-0001", "nation": "ALB",
            ])
    }

    @Test func theClockHasNoUid() {
        let lines = told([EntrySummary(seq: 8, principal: "clock", event: "request.expired", subject: "EXR-EST-2026-0002")])
        #expect(lines.first?.fields["callerUid"] == nil)
        #expect(lines.first?.fields["nation"] == "EST")
    }

    @Test func aNationsWordIsItsOwn() {
        let note = EntrySummary(seq: 9, principal: "ncp (uid 1)", event: "consent.granted", subject: "TSK-ALB-2026-0001-1", nation: "EST")
        #expect(told([note]).first?.fields["nation"] == "EST")
    }

    /// An import has thousands of entries.
    @Test func offersAreForDebugging() {
        let note = EntrySummary(seq: 9, principal: "ncp (uid 1)", event: "expert.put", subject: "EST-0001")
        #expect(told([note]).isEmpty)
        #expect(told([note], level: .debug).map(\.level) == [.debug])
    }
}
