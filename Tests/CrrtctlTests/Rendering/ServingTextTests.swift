import CRRTProtocol
import Testing

@testable import crrtctl

/// What a change of an offer means for ordered taskings, before and after it.
@Suite struct ServingTextTests {
    private let times = TimeStyle(now: BoardSample.now, dateTimeGroups: false)

    private func serving(_ number: Int, _ concerns: [String]? = ["NOT_OFFERED"]) -> Roster.Serving {
        .init(
            record: "EST-0001", tasking: "TSK-ALB-2026-0001-\(number)", state: "onTask", start: "2026-12-01T00:00:00Z",
            end: "2026-12-09T00:00:00Z", concerns: concerns)
    }

    @Test func aDryRunSaysWhatWouldCome() {
        #expect(ServingText.foreseen(nil, times) == "")
        let line = ServingText.foreseen([serving(1)], times)
        #expect(
            line.hasPrefix("\nEST-0001 serves in TSK-ALB-2026-0001-1 (onTask, ") && line.hasSuffix("which would go on; then NOT_OFFERED"))
    }

    @Test func aQuestionNamesTheFirstAndCountsTheOthers() {
        #expect(ServingText.question([], times) == "")
        let one = ServingText.question([serving(1)], times)
        #expect(!one.contains("NOT_OFFERED") && one.hasSuffix("). The tasking goes on without a recall. "))
        #expect(ServingText.question([serving(1)], changed: true, times).contains("), then NOT_OFFERED. The tasking"))
        let many = ServingText.question((1...12).map { serving($0) }, changed: true, times)
        #expect(many.contains("-10 (") && !many.contains("-11 (") && many.contains("; and 2 more. The tasking"))
    }
}
