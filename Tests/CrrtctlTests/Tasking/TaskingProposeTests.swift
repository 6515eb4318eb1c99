import ArgumentParser
import CRRTProtocol
import Testing

@testable import crrtctl

@Suite struct TaskingProposeTests {
    private func candidate(_ expert: String, proven: Bool) -> Requests.Candidate {
        .init(
            kind: .assembled, assignments: [.init(seat: 1, expert: expert, nation: "EST", level: 4, noticeHours: 24)], nations: ["EST"],
            cost: 1, arrivalHours: 24, openSeats: 0, proven: proven)
    }

    /// The numbers of candidates that can be proposed, of a list of proven and unproven ones.
    private func accepted(_ proven: [Bool]) throws -> [Int] {
        let verb = try TaskingPropose.parse(["REQ-ALB-2026-0001", "--candidate", "1"])
        let report = Requests.Match.Reply(
            seats: [], candidates: proven.enumerated().map { candidate("EST-000\($0)", proven: $1) }, asOf: 7)
        return (0...proven.count + 1).filter { (try? verb.chosen($0, of: report)) != nil }
    }

    @Test("behind one that the time limit left unproven, the list may be another one by now")
    func unproven() throws {
        #expect(try accepted([true, true, true]) == [1, 2, 3])
        #expect(try accepted([true, true, false]) == [1, 2])
        #expect(try accepted([false, true]) == [1])
        #expect(try accepted([]) == [])
    }

    @Test("the refusal names the people to type")
    func people() throws {
        let verb = try TaskingPropose.parse(["REQ-ALB-2026-0001", "--candidate", "2"])
        let report = Requests.Match.Reply(
            seats: [], candidates: [candidate("EST-0001", proven: true), candidate("EST-0002", proven: false)], asOf: 7)
        let failure = #expect(throws: Failure.self) { try verb.chosen(2, of: report) }
        #expect(failure?.next == "crrtctl tasking propose REQ-ALB-2026-0001 --expert EST-0002@1")
    }

    @Test(
        "options that choose people do not go with stated ones",
        arguments: [["--without", "USA"], ["--with", "EST-0002@1"], ["--include-refused"]])
    func optionsThatChoose(_ options: [String]) {
        for stated in [["--expert", "EST-0001@0"], ["--team", "EST-CRRT-1", "--expert", "EST-0001@0"], ["--effect", "EST-E1"]] {
            #expect(throws: (any Error).self) { try TaskingPropose.parse(["REQ-ALB-2026-0001"] + stated + options) }
        }
        for asked in [["--candidate", "2"], ["--team", "EST-CRRT-1"]] {
            #expect(throws: Never.self) { try TaskingPropose.parse(["REQ-ALB-2026-0001"] + asked + options) }
        }
    }
}
