import CRRTDomain
import CRRTProtocol
import Testing

@testable import crrtctl

/// What is said before a tasking is approved.
@Suite struct TaskingApproveTests {
    private let times = TimeStyle(now: (try? Instant("2026-11-23T12:00:00Z"))!, dateTimeGroups: false)

    @Test func whoAndHowLong() {
        let people = [
            BoardSample.element("DEU-0001", .agreed), BoardSample.element("EST-0002", .home), BoardSample.element("LVA-0003", .asked),
        ]
        var tasking = BoardSample.tasking("ALB", .consented, start: 96, people)
        func words(_ until: String? = nil) -> String { TaskingApprove.words(tasking, until: until, times) }
        #expect(words().contains("DEU-0001 LVA-0003, work until \(times.full(tasking.end))"), "\(words())")
        #expect(words().contains("crrtctl consent show \(tasking.id)"))
        let (start, later) = (tasking.start, "2027-06-01T00:00:00Z")
        #expect(words(later).contains("work until \(times.full(later))"))
        tasking.approval = .init(by: .init(name: "council", uid: 7), at: start, until: later, digests: [])
        #expect(words().contains("work until \(times.full(later))"), "an approval that stands keeps its end")
        tasking.approval?.withdrawnAt = start
        #expect(words().contains("work until \(times.full(tasking.end))"))
    }
}
