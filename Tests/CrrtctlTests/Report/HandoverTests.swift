import CRRTDomain
import CRRTProtocol
import Testing

@testable import crrtctl

/// What a handover report makes of its data. How it looks stands in Reports.txt.
@Suite struct HandoverTests {
    private static func due(_ change: (inout BoardData) -> Void) -> [String] {
        var data = HandoverData(board: BoardData(), since: HandoverSample.now.adding(hours: -12))
        data.board.caller = .init(uid: 1, roles: ["duty"])
        change(&data.board)
        let clock = Countdown(now: HandoverSample.now)
        return HandoverDeadlines(data: data, clock: clock, times: HandoverSample.times).items.map {
            ([$0.isPressing ? "OVERDUE" : nil, $0.about, $0.who, $0.what] as [String?]).compactMap { $0 }.joined(separator: " ")
        }
    }

    @Test func twelveHoursAreTheEnd() {
        func answers(_ minutes: Int) -> [String] {
            Self.due { $0.consents = [HandoverSample.consent("EST", replyBy: HandoverSample.at(12, minutes: minutes))] }
        }
        #expect(answers(0) == ["TSK-DNK-2027-0001-1 EST answer, or it is a refusal"])
        #expect(answers(1) == [])
    }

    /// Only a validated request for which nothing is under way expires.
    @Test(arguments: [
        (Requests.Request.State.validated, Requests.Request.Filled.none, false, "its period ends, and it expires"),
        (.validated, .none, true, "its period ends"), (.validated, .partly, false, "its period ends"),
        (.submitted, .none, false, "its period ends"),
    ])
    func expiry(state: Requests.Request.State, filled: Requests.Request.Filled, hasTasking: Bool, words: String) {
        let found = Self.due { board in
            board.requests = [HandoverSample.request("DNK", state, filled: filled, title: "Help", end: 3)]
            if hasTasking {
                board.taskings = [HandoverSample.tasking("DNK", .awaitingConsent, [HandoverSample.element("EST-0001", .asked)])]
            }
        }
        #expect(found == ["REQ-DNK-2027-0001 duty \(words)"])
    }

    @Test func peopleByTheirOwnTimes() {
        let found = Self.due { board in
            let people = [
                HandoverSample.element("EST-0001", .onTask, until: 20), HandoverSample.element("EST-0002", .onTask, until: -1),
                HandoverSample.element("EST-0003", .ordered, start: 5), HandoverSample.element("EST-0004", .moving, start: 5),
                HandoverSample.element("EST-0005", .returning, until: -1), HandoverSample.element("EST-0006", .asked, start: 5),
                HandoverSample.element("EST-0007", .home, until: -1),
            ]
            board.taskings = [HandoverSample.tasking("DNK", .onTask, people)]
        }
        #expect(
            found == [
                "OVERDUE TSK-DNK-2027-0001-1 EST-0002 the work ends", "TSK-DNK-2027-0001-1 EST-0003 EST-0004 begin their work",
            ])
    }

    /// An approval that was withdrawn has no end any more.
    @Test func approvals() {
        func found(_ withdrawn: String?) -> [String] {
            Self.due { board in
                var tasking = HandoverSample.tasking("DNK", .onTask, [HandoverSample.element("EST-0001", .onTask)])
                tasking.approval = .init(
                    by: .init(name: "council", uid: 1), at: HandoverSample.at(-9), until: HandoverSample.at(2), digests: [],
                    withdrawnAt: withdrawn)
                board.taskings = [tasking]
            }
        }
        #expect(found(nil) == ["TSK-DNK-2027-0001-1 council the political approval ends"])
        #expect(found(HandoverSample.at(-1)) == [])
    }

    /// Answers that are about to lapse are a decision of the desk, and stand once.
    @Test func oneMoveForOneQuestion() {
        var data = HandoverSample.data
        for (minutes, who) in [(119, ["duty"]), (121, ["EST"])] {
            data.board.consents = [HandoverSample.consent("EST", replyBy: HandoverSample.at(0, minutes: minutes))]
            let view = HandoverView(data: data, times: HandoverSample.times)
            #expect(view.requests.first { $0.id == "REQ-DNK-2027-0001" }?.moves.map(\.who) == who)
        }
    }

    /// Every open request has a line about whose move it is, and each request with an entry is there.
    @Test func everyRequestIsTold() {
        let view = HandoverSample.view
        #expect(view.requests.map(\.id) == ["ALB", "GRC", "DNK", "ITA"].map { "REQ-\($0)-2027-0001" })
        #expect(view.requests.allSatisfy { !$0.moves.isEmpty && !$0.stands.isEmpty })
        #expect(view.requests.map(\.changes.count) == [1, 0, 2, 1])
    }

    @Test func manyOtherRecordsAreCounted() {
        var data = HandoverSample.data
        data.entries = (0..<31).map { HandoverSample.entry(-$0, "ncp-est (uid 1)", .expertPut, "EST-\($0)") }
        let view = HandoverView(data: data, times: HandoverSample.times)
        #expect(view.shown(view.others).count == 30 && view.others.items.count == 31)
        #expect(view.more(view.others) == "and 1 more before: crrtctl audit log --since 2027-03-10T00:00:00Z")
        #expect(view.more(view.out) == nil)
    }
}
