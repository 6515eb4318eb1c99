import CRRTDomain
import CRRTProtocol
import Testing

@testable import crrtctl

/// What a handover report makes of its data. How it looks stands in Reports.txt.
@Suite struct HandoverTests {
    private static func due(_ change: (inout BoardData) -> Void) -> [String] {
        var data = HandoverData(board: BoardData(), shift: HandoverSample.shift(HandoverSample.now.adding(hours: -12)))
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

    /// A request whose order must come soon, with an open seat, and with a person who serves elsewhere by now.
    @Test func whatKeepsARequestWaiting() {
        var data = HandoverSample.data
        data.board.taskings[0].elements = [HandoverSample.element("EST-0001", .asked)]
        data.board.taskings[0].orderBy = HandoverSample.at(5)
        data.board.taskings[0].committed = [.init(expert: "EST-0001", tasking: "TSK-GRC-2027-0001-1")]
        func told() -> (stands: String, moves: String, due: [String]) {
            let view = HandoverView(data: data, times: HandoverSample.times)
            let request = view.requests.first { $0.id == "REQ-DNK-2027-0001" }
            let due = view.deadlines.items.filter { $0.about == "TSK-DNK-2027-0001-1" }
            return (
                request?.stands.joined(separator: "\n") ?? "",
                request?.moves.map { "\($0.what): \($0.command)" }.joined(separator: "\n") ?? "",
                due.map(\.what)
            )
        }
        #expect(told().stands.contains("1 of 2 places open: seat 0 (1 of 2)"))
        #expect(told().stands.contains("order by 2027-03-10 17:00Z (in 5 h) to be in time"))
        #expect(told().stands.contains("EST-0001 serves TSK-GRC-2027-0001-1 in that period: cannot be ordered"))
        #expect(told().moves.contains("match, 1 of 2 places open: crrtctl match TSK-DNK-2027-0001-1"))
        #expect(told().moves.contains("cannot be ordered: EST-0001 serves TSK-GRC-2027-0001-1"))
        #expect(told().due.contains("order to be in time"))
        (data.board.taskings[0].orderBy, data.board.taskings[0].lateMinutes) = (HandoverSample.at(0, minutes: -5), 5)
        #expect(told().stands.contains("; LATE by 5 min") && told().due.contains("order, LATE by 5 min"))
    }

    /// An inject stands with the request that it is about, others in a section of their own.
    @Test func injects() {
        var data = HandoverSample.data
        data.entries = [
            HandoverSample.entry(-2, "control (uid 0)", .injectReleased, "INJ-1", ["text": "Press calls", "request": "REQ-DNK-2027-0001"]),
            HandoverSample.entry(-1, "control (uid 0)", .injectReleased, "INJ-2", ["text": "Power is out"]),
        ]
        let view = HandoverView(data: data, times: HandoverSample.times)
        #expect(view.requests.first { $0.id == "REQ-DNK-2027-0001" }?.changes.map(\.what).first?.contains("Press calls") == true)
        #expect(view.injects.items.map(\.about) == ["INJ-2"] && view.others.items.isEmpty)
    }

    /// The second question to stay longer takes the place of the first.
    @Test func twoQuestionsToStayLonger() {
        var data = HandoverSample.data
        data.entries = [-5, -2].map { HandoverSample.entry($0, "duty-desk (uid 1)", .extensionAsked, "TSK-GRC-2027-0001-1") }
        let changes = HandoverView(data: data, times: HandoverSample.times).requests.first { $0.id == "REQ-GRC-2027-0001" }?.changes
        #expect(changes?.map { $0.what.contains("replaced by the question of 2027-03-10 10:00Z") } == [true, false])
    }

    /// What happened has its time alone, which stays right when the page is read later.
    @Test func historyHasNoDistances() {
        let lines = Block.lines(HandoverSample.view.text, legend: true, columns: 80)
        #expect(lines.filter { $0.hasPrefix("2027-03-1") }.count >= 7)
        #expect(!lines.contains { $0.contains(" ago  ") })
    }

    /// Who stands by, and what keeps them from going.
    @Test func standbyWithClashes() {
        var data = HandoverSample.data
        data.board.rota?.now[0].nations = ["HUN", "LUX"]
        data.board.rota?.clashes = [
            .init(id: "EST-STB-2027-10", expert: "EST-0003", kind: .absence, start: HandoverSample.at(-4), end: HandoverSample.at(9))
        ]
        let words = HandoverView(data: data, times: HandoverSample.times).standby.items.map(\.what)
        #expect(words[0].hasPrefix("on standby until then: first tier, 2 h notice, HUN LUX to confirm, 1 cannot go; EST-0003 absent "))
        #expect(words[1] == "on standby from then: first tier, 2 h notice")
    }

    /// People of two nations have a line each; those on the way home are at no place.
    @Test func outByNation() {
        var data = HandoverSample.data
        data.board.taskings[1].elements = [
            HandoverSample.element("EST-0002", .onTask, start: -100, until: 8),
            HandoverSample.element("LVA-0001", .onTask, start: -100, until: 8),
            HandoverSample.element("LVA-0002", .returning, start: -100, until: 300),
        ]
        let items = HandoverView(data: data, times: HandoverSample.times).out.items
        #expect(items.map(\.who).sorted() == ["EST-0002", "LVA-0001", "LVA-0002"])
        let homeward = items.first { $0.who == "LVA-0002" }
        #expect(homeward?.at == nil && homeward?.what == "on the way home to LVA")
    }

    /// A contact point reads what the others are to do, without a command that is not theirs.
    @Test func othersMoves() {
        var data = HandoverSample.data
        (data.board.caller.roles, data.board.caller.nation) = (["ncp"], "EST")
        let view = HandoverView(data: data, times: HandoverSample.times)
        let first = view.requests.first { $0.id == "REQ-ALB-2027-0001" }?.moves
        #expect(first?.map(\.who) == ["duty"] && first?.map(\.command) == [""])
        #expect(view.decisions.items.allSatisfy { $0.who == "EST" })
    }

    /// The salt is in every form, so that no reader of the digest can try what the report says.
    @Test func salt() throws {
        var data = HandoverSample.data
        data.shift.salt = "0123456789abcdef"
        let view = HandoverView(data: data, times: HandoverSample.times)
        let forms = [
            Block.lines(view.text, legend: true, columns: 80).joined(), view.csv.joined().joined(),
            view.html.map(\.html).joined(), String(decoding: view.json, as: UTF8.self),
        ]
        #expect(forms.allSatisfy { $0.contains("0123456789abcdef") && $0.contains("duty-desk-2") })
    }

    @Test func manyNotesAreCounted() {
        var data = HandoverSample.data
        data.notes = (0..<31).map { _ in HandoverSample.note(.note, "REQ-DNK-2027-0001", "A call") }
        let view = HandoverView(data: data, times: HandoverSample.times)
        #expect(view.shown(view.notes).count == 30)
        #expect(view.more(view.notes) == "and 1 more before: crrtctl note list --since 2027-03-10T00:00:00Z")
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
