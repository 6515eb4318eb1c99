import CRRTDomain
import CRRTProtocol
import Testing

@testable import crrtctl

/// A tasking past its agreed end that is not closed, wherever it is shown.
@Suite struct OverdueViewsTests {
    private let times = TimeStyle(now: BoardSample.now, dateTimeGroups: false)

    private func lines(_ blocks: [Block]) -> [String] { Block.lines(blocks, legend: true, columns: nil) }

    private var overdue: Taskings.Tasking {
        var tasking = BoardSample.tasking("ALB", .onTask, start: -300, end: -75)
        tasking.overdue = true
        return tasking
    }

    @Test func list() {
        let rows = TaskingViews.table([overdue, BoardSample.tasking("EST", .ordered)], times).lines(headings: true, columns: nil)
        #expect(rows[1].contains("2026-11-20 09:00Z  OVERDUE 3 d  DEU-0001@0 USA-0002@0"))
        #expect(!rows[2].contains("OVERDUE"))
    }

    @Test func page() {
        let shown = lines(TaskingViews.page(overdue, times))
        #expect(shown.contains { $0.hasSuffix("end: 2026-11-20 09:00Z (3 d ago)  OVERDUE 3 d") })
        #expect(!shown.contains { $0.contains("CHANGED") })
        var changed = overdue
        (changed.overdue, changed.termsChanged) = (nil, true)
        let other = lines(TaskingViews.page(changed, times))
        #expect(!other.contains { $0.contains("OVERDUE") })
        #expect(other.contains { $0.hasSuffix("terms: 00  CHANGED since they were consented to") })
    }

    @Test func expert() {
        let expert = Roster.Expert(id: "DEU-0001", nation: "DEU", skills: [:], noticeHours: 1, mode: .both)
        let serving = Roster.Serving(
            record: "DEU-0001", tasking: overdue.id, state: "onTask", start: overdue.start, end: overdue.end, overdue: true)
        let shown = lines(RosterViews.page(expert, serving: [serving], skillTitles: [:], times))
        #expect(
            shown.contains { $0.hasSuffix("on tasking: \(overdue.id) (onTask, 2026-11-11 00:00Z to 2026-11-20 09:00Z, OVERDUE 3 d)") })
    }

    @Test func justNow() {
        #expect(times.overdue(since: BoardSample.at(0)) == "OVERDUE")
        #expect(times.overdue(since: BoardSample.at(1)) == "OVERDUE", "a clock that is behind the daemon's")
        #expect(times.overdue(since: "x") == "OVERDUE")
    }
}
