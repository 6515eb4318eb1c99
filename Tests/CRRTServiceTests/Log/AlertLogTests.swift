import CRRTDomain
import CRRTStore
import CRRTTestSupport
import Logging
import Testing

@testable import CRRTService

/// What the store has met is told at once, and not over and over.
@Suite struct AlertLogTests {
    @Test func eachKindAtMostOnceAMinute() {
        let (recorder, clock) = (Recorder(), ManualClock(Samples.today.startOfDay))
        let log = AlertLog(log: recorder.log, clock: { clock.now })
        for _ in 1...3 { log.tell(.full(reason: "no room")) }
        log.tell(.gone(reason: "no file"))
        #expect(recorder.lines.map(\.level) == [.error, .critical])
        #expect(recorder.lines.first?.fields == ["MESSAGE_ID": MessageID.storageFull.rawValue, "error": "no room"])
        clock.advance(milliseconds: 60_000)
        log.tell(.full(reason: "no room"))
        #expect(recorder.lines.last?.fields["moreBefore"] == "2")
        log.tell(.full(reason: "no room"))
        #expect(recorder.lines.count == 3)
    }

    @Test func aClockThatIsSetBackDoesNotSilenceIt() {
        let (recorder, clock) = (Recorder(), ManualClock(Samples.today.startOfDay))
        let log = AlertLog(log: recorder.log, clock: { clock.now })
        log.tell(.full(reason: "no room"))
        clock.advance(milliseconds: -3_600_000)
        log.tell(.full(reason: "no room"))
        #expect(recorder.lines.count == 2)
    }
}
