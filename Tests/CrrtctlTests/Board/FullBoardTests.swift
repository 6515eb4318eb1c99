import CRRTDomain
import CRRTProtocol
import Glibc
import Testing

@testable import crrtctl

/// A board with thousands of matters: its text has an end and says how much it leaves out, and no row looks through all the others.
@Suite struct FullBoardTests {
    /// Validated requests of this number, each with a tasking that waits for two nations.
    private func data(_ count: Int) -> BoardData {
        var data = BoardData()
        data.caller = .init(uid: 1, roles: ["duty"], principals: ["duty-desk"])
        data.requests = (1...count).map { number in
            var request = BoardSample.request("ALB", .routine)
            request.id = "REQ-ALB-2026-\(number)"
            return request
        }
        data.taskings = (1...count).map { number in
            var tasking = BoardSample.tasking("ALB", number % 2 == 0 ? .awaitingConsent : .ordered, start: 1, end: 300)
            (tasking.id, tasking.request) = ("TSK-ALB-2026-\(number)-1", "REQ-ALB-2026-\(number)")
            tasking.assignments = [.init(seat: 0, expert: "DEU-\(number)")]
            return tasking
        }
        data.consents = (1...count).flatMap { number in
            ["DEU", "USA"].map { nation in
                var consent = BoardSample.consent(nation, of: "ALB", replyBy: BoardSample.at(1))
                consent.tasking = "TSK-ALB-2026-\(number)-1"
                return consent
            }
        }
        return data
    }

    private func lines(_ data: BoardData) -> [String] {
        Block.lines(
            BoardText.page(data, [], TimeStyle(now: BoardSample.now, dateTimeGroups: false)), legend: true, columns: nil)
    }

    @Test func theTextIsBoundedAndSaysWhatIsLeftOut() {
        let lines = lines(data(1000))
        #expect(lines.count < 450)
        #expect(lines.contains("and 900 more: crrtctl request list"))
        #expect(lines.contains("and 900 more: crrtctl consent list"))
        #expect(lines.contains("and 400 more: crrtctl tasking list"))
        #expect(lines.contains { $0.contains("REQUESTS") && $0.contains("1000") })
        #expect(!self.lines(data(100)).contains { $0.hasSuffix("more: crrtctl request list") })
    }

    @Test func idsAreInTheOrderOfTheirNumbers() {
        let rows = PanelContents(data: data(12), events: [], times: TimeStyle(now: BoardSample.now, dateTimeGroups: false))
        #expect(rows.content(of: .requests).rows.map(\.key) == (1...12).map { "REQ-ALB-2026-\($0)" })
        #expect(rows.content(of: .out).rows.map(\.key) == stride(from: 1, to: 12, by: 2).map { "TSK-ALB-2026-\($0)-1" })
        let asked = rows.content(of: .consents).rows.map { String($0.key.prefix { $0 != " " }) }
        #expect(asked == (1...12).map { "TSK-ALB-2026-\($0)-1" })
    }

    /// With the square it is sixty-four times as long.
    @Test func eightTimesAsManyTakeAboutEightTimesAsLong() {
        func seconds(_ count: Int) -> Double {
            let data = data(count)
            var (start, end) = (timespec(), timespec())
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start)
            _ = PendingDecision.all(data, Countdown(now: BoardSample.now))
            _ = ConsentGroup.groups(of: data.consents)
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end)
            return Double(end.tv_sec - start.tv_sec) + Double(end.tv_nsec - start.tv_nsec) / 1e9
        }
        _ = seconds(100)
        let ratio = seconds(1600) / min(seconds(200), seconds(200))
        #expect(ratio < 24, "\(ratio)")
    }

    @Test func whatARowAsksForIsFound() {
        var data = data(3)
        #expect(data.request("REQ-ALB-2026-2")?.id == "REQ-ALB-2026-2" && data.request("REQ-ALB-2026-4") == nil)
        #expect(data.tasking("TSK-ALB-2026-3-1")?.request == "REQ-ALB-2026-3")
        #expect(data.taskings(with: ["DEU-3", "DEU-1", "DEU-9"]).map(\.id) == ["TSK-ALB-2026-1-1", "TSK-ALB-2026-3-1"])
        data.taskings.removeFirst()
        #expect(data.tasking("TSK-ALB-2026-1-1") == nil && data.taskings(of: "REQ-ALB-2026-2").count == 1)
        data.fallen = [BoardSample.tasking("EST", .declined)]
        #expect(data.fallen(of: "REQ-EST-2026-0001").count == 1 && data.fallen(of: "REQ-EST-2026-0002").isEmpty)
    }
}
