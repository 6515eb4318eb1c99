import CRRTDomain
import CRRTProtocol
import Testing
import Varlink

@testable import crrtctl

/// What waits for whom.
@Suite struct PendingDecisionTests {
    private let clock = Countdown(now: BoardSample.now)

    private func lines(_ data: BoardData) -> [String] {
        PendingDecision.all(data, clock).map { "\($0.party.name): \($0.what): \($0.command)" }
    }

    private func data(_ requests: [Requests.Request], _ taskings: [Taskings.Tasking] = []) -> BoardData {
        var data = BoardData()
        data.caller.roles = ["duty"]
        (data.requests, data.taskings) = (requests, taskings)
        return data
    }

    @Test("what presses comes first, then precedence")
    func order() {
        #expect(
            lines(BoardSample.data) == [
                "duty: lapses in 40 min: ALB (host) USA: crrtctl consent show TSK-ALB-2026-0001-1",
                "duty: OVERDUE 1 h: release or abort: crrtctl tasking release TSK-GBR-2026-0001-1",
                "duty: lapsing: EST: crrtctl consent show TSK-EST-2026-0001-1",
                "authority: order, all agreed: crrtctl tasking order TSK-DNK-2026-0001-1",
                "duty: validate, 2 h 5 min old: crrtctl request validate REQ-EST-2026-0001",
            ])
    }

    @Test("who would be late is told in capitals, and their order presses")
    func late() {
        var data = BoardSample.data
        for index in data.taskings.indices { data.taskings[index].lateHours = 5 }
        data.taskings.append(BoardSample.tasking("EST", .ordered, start: -1))
        (data.taskings[3].lateHours, data.taskings[3].assignments) = (2, [.init(seat: 0, expert: "EST-0003")])
        let told = lines(data)
        #expect(told.contains("authority: order, all agreed, LATE by 5 h: crrtctl tasking order TSK-DNK-2026-0001-1"))
        #expect(told.contains("duty: begin, started 1 h ago, LATE by 2 h: crrtctl tasking begin TSK-EST-2026-0001-1"))
        #expect(PendingDecision.all(data, clock).first { $0.command.contains("order TSK-DNK") }?.isPressing == true)
        let text = Block.lines(
            BoardText.page(data, [], TimeStyle(now: BoardSample.now, dateTimeGroups: false)), legend: true, columns: nil)
        #expect(text.contains { $0.contains("TSK-ALB-2026-0001-1") && $0.contains("LATE by 5 h") && $0.contains("missing") })
        #expect(text.contains { $0.contains("TSK-EST-2026-0001-1, ordered") && $0.contains("LATE by 2 h") })
    }

    @Test("a contact point is shown what they may decide")
    func contactPoint() {
        var data = BoardSample.data
        (data.caller.roles, data.caller.nation) = (["ncp"], "EST")
        data.consents = data.consents.filter { $0.nation == "EST" }
        data.requests[0].state = .returned
        #expect(
            lines(data) == [
                "EST: answer, OVERDUE 1 h: crrtctl consent show TSK-EST-2026-0001-1",
                "EST: amend, was returned: crrtctl request amend REQ-EST-2026-0001 …",
            ])
    }

    @Test("a contact point is asked to confirm periods with their people, and to answer exchanges")
    func standby() {
        func period(
            _ id: String, start: Int, _ state: Standby.Period.State, nations: [String]? = nil, confirmedBy: [String]? = nil,
            swapWith other: String? = nil
        ) -> Standby.Period {
            let swap = other.map { Standby.Swap(with: $0, start: BoardSample.at(200), end: BoardSample.at(300)) }
            return .init(
                id: id, team: "\(id.prefix(3))-CRRT-1", start: BoardSample.at(start), end: BoardSample.at(start + 168), tier: .first,
                noticeHours: 2, state: state, nations: nations, confirmedBy: confirmedBy, swap: swap)
        }
        var data = BoardData()
        (data.caller.roles, data.caller.nation) = (["ncp"], "EST")
        data.periods = [
            period("FIN-S-1", start: 5, .offered, nations: ["EST", "LVA"], confirmedBy: ["LVA"]),
            period("FIN-S-2", start: 5, .offered, nations: ["EST", "LVA"], confirmedBy: ["EST"]),
            period("FIN-S-3", start: -2, .offered, nations: ["EST"]), period("FIN-S-4", start: 5, .withdrawn, nations: ["EST"]),
            period("LVA-S-1", start: 30, .confirmed, swapWith: "EST-S-9"), period("EST-S-1", start: 30, .confirmed, swapWith: "LVA-S-9"),
        ]
        #expect(
            lines(data) == [
                "EST: confirm, began 2 h ago: crrtctl standby confirm FIN-S-3",
                "EST: confirm, begins in 5 h: crrtctl standby confirm FIN-S-1",
                "EST: answer the exchange, begins in 30 h: crrtctl standby show LVA-S-1",
            ])
        #expect(data.periods.filter { $0.waits(for: "EST") }.map(\.id) == ["FIN-S-1", "FIN-S-3", "LVA-S-1"])
        data.caller.roles = ["duty"]
        #expect(lines(data).isEmpty)
    }

    @Test("the life of a tasking, step by step")
    func taskings() {
        let request = BoardSample.request("ALB", .flash, filled: .partly)
        for (state, start, end, expected) in [
            (Taskings.Tasking.State.awaitingConsent, 96, 336, []),
            (.consented, 96, 336, ["authority: order, all agreed: crrtctl tasking order TSK-ALB-2026-0001-1"]),
            (.ordered, 96, 336, ["duty: match, partly filled: crrtctl match REQ-ALB-2026-0001"]),
            (
                .returning, -100, 1,
                [
                    "duty: close, once all are home: crrtctl tasking close TSK-ALB-2026-0001-1 --report …",
                    "duty: match, partly filled: crrtctl match REQ-ALB-2026-0001",
                ]
            ),
        ] as [(Taskings.Tasking.State, Int, Int, [String])] {
            #expect(lines(data([request], [BoardSample.tasking("ALB", state, start: start, end: end)])) == expected)
        }
        let full = BoardSample.request("ALB", .flash, filled: .fully)
        for (state, start, end, expected) in [
            (Taskings.Tasking.State.ordered, 25, 336, nil), (.ordered, 5, 336, nil),
            (.ordered, -1, 336, "duty: begin, started 1 h ago: crrtctl tasking begin"), (.moving, 5, 336, nil),
            (.moving, -2, 336, "duty: begin, started 2 h ago: crrtctl tasking begin"), (.onTask, -2, 336, nil),
            (.onTask, -2, 5, "duty: release? ends in 5 h: crrtctl tasking release"),
        ] as [(Taskings.Tasking.State, Int, Int, String?)] {
            let found = lines(data([full], [BoardSample.tasking("ALB", state, start: start, end: end)]))
            #expect(found == (expected.map { [$0 + " TSK-ALB-2026-0001-1"] } ?? []), "\(state)")
        }
    }

    /// Those who travel depart before the work begins.
    @Test("an on-site team departs, and begins once the work has begun")
    func onSite() {
        var request = BoardSample.request("ALB", .flash, filled: .fully)
        request.mode = .onSite
        let departing = lines(data([request], [BoardSample.tasking("ALB", .ordered, start: 5)]))
        #expect(departing == ["duty: depart, starts in 5 h: crrtctl tasking depart TSK-ALB-2026-0001-1"])
        #expect(lines(data([request], [BoardSample.tasking("ALB", .moving, start: 5)])) == [])
    }

    @Test("past the agreed end there is a pressing decision, and no step forward is offered")
    func overdue() {
        let full = BoardSample.request("ALB", .flash, filled: .fully)
        for (state, expected) in [
            (Taskings.Tasking.State.consented, "abort, its period ended 2 h ago: crrtctl tasking abort ID --reason …"),
            (.ordered, "OVERDUE 2 h: abort: crrtctl tasking abort ID --reason …"),
            (.moving, "OVERDUE 2 h: release or abort: crrtctl tasking release ID"),
            (.onTask, "OVERDUE 2 h: release or abort: crrtctl tasking release ID"),
            (.returning, "OVERDUE 2 h: close, once all are home: crrtctl tasking close ID --report …"),
        ] {
            let data = data([full], [BoardSample.tasking("ALB", state, start: -9, end: -2)])
            #expect(lines(data) == ["duty: " + expected.replacing("ID", with: "TSK-ALB-2026-0001-1")], "\(state)")
            #expect(PendingDecision.all(data, clock).first?.isPressing == true)
        }
    }

    @Test("that the terms changed is told at once, with what is left")
    func changedTerms() {
        let full = BoardSample.request("ALB", .flash, filled: .fully)
        for (state, start, expected) in [
            (Taskings.Tasking.State.consented, 96, "abort: crrtctl tasking abort ID --reason …"),
            (.ordered, 96, "release or abort: crrtctl tasking abort ID --reason …"),
            (.ordered, -1, "release or abort: crrtctl tasking abort ID --reason …"),
            (.moving, 96, "release or abort: crrtctl tasking release ID"),
            (.moving, -1, "release or abort: crrtctl tasking release ID"),
            (.onTask, -90, "release or abort: crrtctl tasking release ID"),
        ] {
            var tasking = BoardSample.tasking("ALB", state, start: start)
            tasking.termsChanged = true
            let line = "duty: terms changed: " + expected.replacing("ID", with: "TSK-ALB-2026-0001-1")
            #expect(lines(data([full], [tasking])) == [line], "\(state) \(start)")
        }
        var over = BoardSample.tasking("ALB", .onTask, start: -90, end: -2)
        over.termsChanged = true
        let line = "duty: OVERDUE 2 h, terms changed: release or abort: crrtctl tasking release TSK-ALB-2026-0001-1"
        #expect(lines(data([full], [over])) == [line])
    }

    // MARK: Stricter labels

    private func renewal(
        _ nation: String, _ state: Consents.Consent.State, _ kind: Consents.Consent.Kind = .contribute, voided: Bool? = nil
    ) -> Consents.Consent {
        var consent = BoardSample.consent(nation, of: "ALB", kind, replyBy: BoardSample.at(20))
        (consent.state, consent.terms, consent.voided) = (state, [:], voided)
        return consent
    }

    private let three = [
        BoardSample.element("DEU-0001", .onTask), BoardSample.element("EST-0002", .moving), BoardSample.element("EST-0003", .ordered),
        BoardSample.element("EST-0004", .home, cause: .ill), BoardSample.element("EST-0005", .agreed, batch: 1),
    ]

    @Test("where only some nations refuse a stricter label, their people alone are released")
    func refusedLabel() {
        var tasking = BoardSample.tasking("ALB", .onTask, start: -90, Array(three.prefix(4)))
        tasking.termsChanged = true
        var data = data([full], [tasking])
        func first() -> String? { lines(data).first { $0.contains("terms changed") } }
        let part =
            "duty: terms changed: release EST-0002 EST-0003 or abort: crrtctl tasking release TSK-ALB-2026-0001-1 "
            + "--expert EST-0002 --expert EST-0003"
        let all = "duty: terms changed: release or abort: crrtctl tasking release TSK-ALB-2026-0001-1"
        for state in [Consents.Consent.State.refused, .lapsed] {
            data.answers[tasking.id] = [renewal("DEU", .granted), renewal("EST", state), renewal("ALB", .granted, .host)]
            #expect(first() == part)
        }
        data.answers[tasking.id]?.append(renewal("ALB", .refused, .host))
        #expect(first() == all, "the host's word is for all")
        data.answers[tasking.id] = [renewal("EST", .granted), renewal("EST", .lapsed, voided: true)]
        #expect(first() == all, "no nation refused")
        data.answers[tasking.id] = [renewal("EST", .refused), renewal("DEU", .refused)]
        #expect(first() == all)
        #expect(!lines(data).contains { $0.contains("recall") })
    }

    @Test("while nations are asked anew about the label, it is said of whom, and no step of theirs is offered")
    func askedAnew() {
        var request = full
        request.mode = .onSite
        let people = [
            BoardSample.element("DEU-0001", .moving), BoardSample.element("EST-0002", .moving), BoardSample.element("LVA-0003", .moving),
        ]
        var data = data([request], [BoardSample.tasking("ALB", .moving, start: -1, people)])
        data.consents = [renewal("EST", .requested), renewal("LVA", .requested)]
        let begin = "duty: begin, started 1 h ago: crrtctl tasking begin TSK-ALB-2026-0001-1"
        func waits(_ names: String) -> String {
            "duty: asked anew about the label, waits for \(names): take no step but home: crrtctl consent show TSK-ALB-2026-0001-1"
        }
        #expect(lines(data) == [begin + " --expert DEU-0001", waits("EST LVA")])
        data.consents = [renewal("ALB", .requested, .host)]
        #expect(lines(data) == [waits("ALB (host)")])
        data.consents = []
        #expect(lines(data) == [begin])
    }

    @Test("the work begins for those who have departed, on site not for those who have not")
    func beginOfSome() {
        var request = full
        let people = [BoardSample.element("DEU-0001", .moving), BoardSample.element("EST-0002", .ordered)]
        func begin() -> String? {
            lines(data([request], [BoardSample.tasking("ALB", .moving, start: -1, people)])).first { $0.contains("begin, ") }
        }
        #expect(begin() == "duty: begin, started 1 h ago: crrtctl tasking begin TSK-ALB-2026-0001-1")
        request.mode = .onSite
        #expect(begin() == "duty: begin, started 1 h ago: crrtctl tasking begin TSK-ALB-2026-0001-1 --expert DEU-0001")
    }

    @Test("an open seat beside people who are out is filled in their tasking")
    func openSeat() {
        let partly = BoardSample.request("ALB", .flash, filled: .partly)
        func told(_ people: [Taskings.Element]) -> [String] {
            lines(data([partly], [BoardSample.tasking("ALB", .ordered, people)])).filter { $0.contains("match") }
        }
        let here = BoardSample.element("DEU-0001", .ordered)
        #expect(told([here]) == ["duty: match, 1 of 2 places open: crrtctl match TSK-ALB-2026-0001-1"])
        #expect(told([here, BoardSample.element("EST-0002", .asked, batch: 1)]) == [], "a replacement is asked")
    }

    @Test("an open seat is told while others are asked for", arguments: [Taskings.Tasking.State.awaitingConsent, .consented])
    func openSeatBesideAnswers(state: Taskings.Tasking.State) {
        let request = BoardSample.request("ALB", .flash)
        func told(_ people: [Taskings.Element], end: Int = 336, closed: [Taskings.Tasking] = []) -> [String] {
            var data = data([request], [BoardSample.tasking("ALB", state, start: end - 240, end: end, people)])
            data.served = ["REQ-ALB-2026-0001": closed]
            return lines(data).filter { $0.contains("match") }
        }
        let asked = BoardSample.element("DEU-0001", .asked)
        let match = ["duty: match, 1 of 2 places open: crrtctl match TSK-ALB-2026-0001-1"]
        #expect(told([asked]) == match)
        #expect(told([asked, BoardSample.element("USA-0002", .asked)]) == [])
        #expect(told([asked, BoardSample.element("USA-0002", .out, cause: .refused)]) == match)
        let served = BoardSample.element("USA-0002", .home, cause: .released)
        #expect(told([asked], closed: [BoardSample.tasking("ALB", .closed, [served])]) == [], "who served to the end fills the seat")
    }

    @Test("a caller who does not see all taskings is told of no open seats")
    func hiddenSeats() {
        let request = BoardSample.request("ALB", .flash, filled: nil)
        let data = data([request], [BoardSample.tasking("ALB", .awaitingConsent, [BoardSample.element("DEU-0001", .asked)])])
        #expect(data.openSeats(of: request) == nil && lines(data).isEmpty)
    }

    @Test("who serves elsewhere is told before the last answer, and taken out by name")
    func heldElsewhere() {
        let people = [BoardSample.element("DEU-0001", .asked), BoardSample.element("USA-0002", .agreed)]
        var tasking = BoardSample.tasking("ALB", .awaitingConsent, people)
        tasking.committed = [.init(expert: "USA-0002", tasking: "TSK-DNK-2026-0001-1")]
        let words = "duty: cannot be ordered: USA-0002 serves TSK-DNK-2026-0001-1 in that period"
        let withdraw = "crrtctl tasking withdraw TSK-ALB-2026-0001-1 --cause released --reason …"
        #expect(lines(data([full], [tasking])) == ["\(words): \(withdraw) --expert USA-0002"])
        tasking.committed?.append(.init(expert: "DEU-0001", tasking: "TSK-DNK-2026-0001-1"))
        #expect(lines(data([full], [tasking])) == ["\(words), 1 more: crrtctl tasking abort TSK-ALB-2026-0001-1 --reason …"])
    }

    @Test("the last time of the order is told a day before, and presses in its last hour")
    func orderBy() {
        func told(_ minutes: Int) -> PendingDecision? {
            var tasking = BoardSample.tasking("ALB", .consented, [BoardSample.element("DEU-0001", .agreed)])
            tasking.orderBy = BoardSample.at(0, minutes: minutes)
            return PendingDecision.all(data([full], [tasking]), clock).first
        }
        #expect(told(25 * 60)?.what == "order, all agreed" && told(25 * 60)?.isPressing == false)
        #expect(told(130)?.what == "order, all agreed, within 2 h 10 min to be in time" && told(130)?.isPressing == false)
        #expect(told(59)?.what == "order, all agreed, within 59 min to be in time" && told(59)?.isPressing == true)
    }

    @Test("answers are told of that come too late for the order, long before they lapse")
    func lateAnswers() {
        func told(_ minutes: Int, late: Int? = nil) -> [String] {
            var tasking = BoardSample.tasking("ALB", .awaitingConsent, [BoardSample.element("DEU-0001", .asked)])
            (tasking.orderBy, tasking.lateMinutes) = (BoardSample.at(0, minutes: minutes), late)
            var data = data([full], [tasking])
            data.consents = [BoardSample.consent("DEU", of: "ALB", replyBy: BoardSample.at(30))]
            return PendingDecision.all(data, clock).map { ($0.isPressing ? "now " : "") + $0.what }
        }
        #expect(told(121) == [])
        #expect(told(120) == ["awaited: DEU, within 2 h to be in time"] && told(60) == ["now awaited: DEU, within 1 h to be in time"])
        #expect(told(-5, late: 5) == ["now awaited: DEU, LATE by 5 min"])
    }

    @Test("a handover that waits to be accepted is a decision of the officer who takes over")
    func handover() {
        var data = data([])
        data.handover = .init(
            state: .signed, by: .init(name: "duty-desk", uid: 1), to: "duty-desk-2", at: BoardSample.at(0, minutes: -5),
            since: BoardSample.at(-8), digest: "00")
        #expect(lines(data) == ["duty-desk-2: accept the handover of duty-desk, signed 5 min ago: crrtctl handover accept"])
    }

    /// Not the writer of situation reports, nor asked for the answers of others.
    @Test("a host is told of its own moves alone")
    func hostsMoves() {
        var tasking = BoardSample.tasking("ALB", .onTask, start: -90, [BoardSample.element("DEU-0001", .onTask)])
        tasking.reportDue = BoardSample.at(-1)
        var data = data([full], [tasking])
        data.consents = [BoardSample.consent("DEU", of: "ALB", replyBy: BoardSample.at(9))]
        (data.caller.roles, data.caller.nation) = (["ncp"], "ALB")
        #expect(lines(data) == [])
        #expect(PendingDecision.everyones(data, clock).map(\.party.name) == ["duty"])
        data.caller.nation = "DEU"
        #expect(lines(data).map { $0.prefix(11) } == ["DEU: situat", "DEU: answer"])
    }

    @Test("no order is offered that is refused, as a nation does not serve with another", arguments: [true, false])
    func company(isFirst: Bool) {
        let state: Taskings.Element.State = isFirst ? .agreed : .onTask
        let people = [BoardSample.element("EST-0002", state), BoardSample.element("ROU-0003", .agreed, batch: isFirst ? 0 : 1)]
        let tasking = BoardSample.tasking("ALB", isFirst ? .consented : .onTask, start: isFirst ? 96 : -90, people)
        var data = data([full], [tasking])
        var consent = BoardSample.consent("EST", of: "ALB", replyBy: BoardSample.at(9))
        (consent.state, consent.notWith) = (.granted, ["HUN", "ROU"])
        data.answers[tasking.id] = [consent]
        let command = "crrtctl tasking withdraw TSK-ALB-2026-0001-1 --cause released --reason … --expert ROU-0003"
        #expect(lines(data) == ["duty: EST does not serve with ROU: \(command)"])
        data.answers[tasking.id]?[0].notWith = ["HUN"]
        #expect(lines(data).allSatisfy { $0.contains("tasking order") } && lines(data).count == 1)
    }

    @Test("TEAMS OUT counts and names those who are held, and says when the last of them return")
    func teamsOut() {
        func row(_ people: [Taskings.Element]) -> String {
            let data = data([full], [BoardSample.tasking("ALB", .onTask, start: -90, people)])
            let page = BoardText.page(data, [], TimeStyle(now: BoardSample.now, dateTimeGroups: false))
            return Block.lines(page, legend: true, columns: nil).first { $0.hasPrefix("TSK-ALB-2026-0001-1, ") } ?? ""
        }
        let left = [
            BoardSample.element("LVA-0004", .out, until: 400, cause: .refused),
            BoardSample.element("USA-0005", .asked, batch: 1, until: 500),
        ]
        let forward = [BoardSample.element("EST-0002", .onTask, until: 50), BoardSample.element("DEU-0001", .returning, cause: .ill)]
        #expect(
            row(left + forward)
                == "TSK-ALB-2026-0001-1, onTask, returns in 2 d, until 2026-11-25 14:00Z, people 1, 1 returning, from DEU EST, "
                + "EST-0002 DEU-0001")
        #expect(row(left + [forward[1]]) == "TSK-ALB-2026-0001-1, onTask, on the way home, people 0, 1 returning, from DEU, DEU-0001")
    }

    @Test("a nation that is told of changed terms is offered what is its own to do")
    func changedTermsOfNations() {
        for (nation, state, expected) in [
            ("ALB", Taskings.Tasking.State.moving, "ALB: terms changed: release?: crrtctl tasking release ID"),
            ("ALB", .ordered, "ALB: terms changed: revoke?: crrtctl consent revoke ID --reason …"),
            ("DEU", .moving, "DEU: terms changed: recall?: crrtctl tasking recall ID --reason …"),
        ] {
            var tasking = BoardSample.tasking("ALB", state)
            tasking.termsChanged = true
            var data = data([BoardSample.request("ALB", .flash, filled: .fully)], [tasking])
            (data.caller.roles, data.caller.nation) = (["ncp"], nation)
            #expect(lines(data) == [expected.replacing("ID", with: "TSK-ALB-2026-0001-1")])
        }
    }

    @Test("what another tasking holds the people of is not offered to be ordered")
    func committed() {
        var tasking = BoardSample.tasking("ALB", .consented)
        tasking.committed = [.init(expert: "DEU-0001", tasking: "TSK-LVA-2026-0001-1")]
        let line = "duty: cannot be ordered: DEU-0001 serves TSK-LVA-2026-0001-1 in that period"
        let command = "crrtctl tasking abort TSK-ALB-2026-0001-1 --reason …"
        #expect(lines(data([BoardSample.request("ALB", .flash)], [tasking])) == ["\(line): \(command)"])
    }

    @Test("precedence goes before what has come to nothing; only a deadline goes before precedence")
    func precedence() {
        var data = data([BoardSample.request("ALB", .routine), BoardSample.request("EST", .flash)])
        data.fallen = [BoardSample.tasking("ALB", .recalled), BoardSample.tasking("EST", .declined)]
        #expect(
            lines(data) == [
                "duty: match again, declined: crrtctl match REQ-EST-2026-0001",
                "duty: match again, recalled: crrtctl match REQ-ALB-2026-0001",
            ])
        data.requests[0].mode = .onSite
        data.taskings = [BoardSample.tasking("ALB", .ordered, start: 1)]
        #expect(lines(data).first == "duty: depart, starts in 1 h: crrtctl tasking depart TSK-ALB-2026-0001-1", "within the hour")
    }

    @Test("where the daemon refuses the step, the board offers another")
    func refusedSteps() {
        let full = BoardSample.request("ALB", .flash, filled: .fully)
        let next = BoardSample.tasking("EST", .ordered, start: -1)
        for state in [Taskings.Tasking.State.moving, .onTask, .returning] {
            let told = lines(data([full], [next, BoardSample.tasking("ALB", state, start: -90, end: -2)]))
            let waits = "duty: TSK-EST-2026-0001-1 waits for its people, started 1 h ago"
            #expect(told.contains("\(waits): crrtctl tasking show TSK-ALB-2026-0001-1"))
            #expect(!told.contains { $0.contains("begin") || $0.contains("depart") })
        }
    }

    @Test("no step is offered while an earlier tasking of the same people is ordered")
    func orderedEarlier() {
        var full = BoardSample.request("ALB", .flash, filled: .fully)
        full.mode = .onSite
        let (earlier, later) = (BoardSample.tasking("ALB", .ordered, start: 5, end: 9), BoardSample.tasking("EST", .ordered, start: 9))
        let told = lines(data([full], [later, earlier]))
        #expect(told.contains("duty: TSK-EST-2026-0001-1 waits for its people, starts in 9 h: crrtctl tasking show TSK-ALB-2026-0001-1"))
        #expect(told.filter { $0.contains("depart") } == ["duty: depart, starts in 5 h: crrtctl tasking depart TSK-ALB-2026-0001-1"])
    }

    @Test("an objection to people who are ordered is the desk's to decide on, and no other step is hidden by it")
    func concerns() {
        let full = BoardSample.request("ALB", .flash, filled: .fully)
        for state in [Taskings.Tasking.State.ordered, .moving, .onTask, .returning, .closed] {
            var tasking = BoardSample.tasking("ALB", state, start: -1)
            tasking.concerns = [.init(record: "DEU-0001", code: "NOT_OFFERED"), .init(record: "USA-0002", code: "CLEARANCE_TOO_LOW")]
            let line = "duty: concern: DEU-0001 NOT_OFFERED, 1 more: crrtctl tasking show TSK-ALB-2026-0001-1"
            let told = lines(data([full], [tasking]))
            #expect(told.contains(line) == [.ordered, .moving, .onTask].contains(state), "\(state)")
            #expect(told.contains { $0.contains("tasking begin") } == [.ordered, .moving].contains(state), "\(state)")
        }
    }

    @Test("a request that lost its people asks for others; one that is done is to be closed")
    func requests() {
        var data = data([BoardSample.request("ALB", .flash)])
        #expect(lines(data) == ["duty: match, nobody asked: crrtctl match REQ-ALB-2026-0001"])
        data.fallen = [BoardSample.tasking("ALB", .declined, number: 9), BoardSample.tasking("ALB", .recalled, number: 10)]
        #expect(lines(data) == ["duty: match again, recalled: crrtctl match REQ-ALB-2026-0001"])
        data.requests[0].filled = .fully
        #expect(lines(data) == ["duty: close, all are home: crrtctl request close REQ-ALB-2026-0001 --outcome …"])
        data.requests[0] = BoardSample.request("ALB", .flash, start: -400)
        #expect(lines(data) == [], "it expires by itself")
        data.requests[0].filled = .partly
        #expect(lines(data) == ["duty: close, its period has ended: crrtctl request close REQ-ALB-2026-0001 --outcome …"])
    }

    @Test(
        "clocks are rounded down",
        arguments: [
            (40, "40 s"), (60, "1 min"), (3599, "59 min"), (3600, "1 h"), (18_720, "5 h 12 min"), (36_000, "10 h"), (172_799, "47 h"),
            (172_800, "2 d"), (0, "OVERDUE 0 s"), (-300, "OVERDUE 5 min"),
        ])
    func clocks(seconds: Int, words: String) {
        #expect(clock.left(until: BoardSample.now.adding(seconds: seconds)) == words)
    }

    // MARK: Single people

    private let full = BoardSample.request("ALB", .flash, filled: .fully)

    @Test("people on the way home are reported home, and only then the tasking is closed")
    func home() {
        let out = [BoardSample.element("DEU-0001", .returning, cause: .released), BoardSample.element("USA-0002", .home, cause: .released)]
        #expect(
            lines(data([full], [BoardSample.tasking("ALB", .returning, start: -90, out)])) == [
                "duty: report home: DEU-0001: crrtctl tasking home TSK-ALB-2026-0001-1 --expert DEU-0001"
            ])
        var over = BoardSample.tasking("ALB", .returning, start: -90, end: -2, out)
        #expect(
            lines(data([full], [over])) == [
                "duty: OVERDUE 2 h: report home: DEU-0001: crrtctl tasking home TSK-ALB-2026-0001-1 --expert DEU-0001"
            ])
        over.elements = out.map { BoardSample.element($0.who, .home, cause: .released, leftAt: -9) }
        #expect(
            lines(data([full], [over])) == [
                "duty: OVERDUE 2 h: close, all are home: crrtctl tasking close TSK-ALB-2026-0001-1 --report …"
            ])
    }

    @Test("a nation reports its own people home, by name", arguments: [("USA", true), ("DEU", false)])
    func homeOfANation(nation: String, isTold: Bool) {
        let people = [
            BoardSample.element("DEU-0001", .onTask), BoardSample.element("USA-0002", .returning, cause: .recalled),
            BoardSample.element("USA-0003", .returning, cause: .ill),
        ]
        var data = data([full], [BoardSample.tasking("ALB", .onTask, start: -90, people)])
        let command = "crrtctl tasking home TSK-ALB-2026-0001-1 --expert USA-0002 --expert USA-0003"
        #expect(lines(data) == ["duty: report home: USA-0002 USA-0003: \(command)"])
        (data.caller.roles, data.caller.nation) = (["ncp"], nation)
        #expect(lines(data) == (isTold ? ["USA: report home: USA-0002 USA-0003: \(command)"] : []))
    }

    @Test("a tasking that was stopped shows as long as its people are abroad, and until it is closed", arguments: [true, false])
    func stopped(isAborted: Bool) {
        let (state, cause): (Taskings.Tasking.State, Taskings.Element.Cause) = isAborted ? (.aborted, .aborted) : (.recalled, .recalled)
        var tasking = BoardSample.tasking("ALB", state, start: -90, [BoardSample.element("DEU-0001", .returning, cause: cause, leftAt: -1)])
        #expect(tasking.isUnfinished && tasking.isOut)
        let data = data([full], [tasking])
        #expect(lines(data) == ["duty: report home: DEU-0001: crrtctl tasking home TSK-ALB-2026-0001-1 --expert DEU-0001"])
        let times = TimeStyle(now: BoardSample.now, dateTimeGroups: false)
        let row = PanelContents(data: data, events: [], times: times).content(of: .out).rows.first
        #expect(row?.cells.contains { $0.text == "0, 1 returning" } == true)
        tasking.elements = [BoardSample.element("DEU-0001", .home, cause: cause, leftAt: -1)]
        #expect(tasking.isUnfinished && !tasking.isOut)
        #expect(
            lines(self.data([full], [tasking])) == [
                "duty: close, all are home: crrtctl tasking close TSK-ALB-2026-0001-1 --report …"
            ])
        tasking.closedAt = BoardSample.at(0)
        #expect(!tasking.isUnfinished)
        // A record of before elements does not say when they left, and is not closed afterwards.
        (tasking.closedAt, tasking.elements) = (nil, [BoardSample.element("DEU-0001", .home, cause: cause)])
        #expect(!tasking.isUnfinished)
        tasking.elements = [BoardSample.element("DEU-0001", .out, cause: cause, leftAt: -1)]
        #expect(!tasking.isUnfinished, "nobody had gone")
    }

    @Test("where the policy asks for it, the council approves before the authority orders, and a withdrawal stops those who go")
    func approval() {
        var people = [BoardSample.element("DEU-0001", .agreed)]
        func told(_ state: Taskings.Tasking.State, _ awaits: Taskings.Tasking.AwaitsApproval?) -> [String] {
            var tasking = BoardSample.tasking("ALB", state, start: 96, people)
            tasking.awaitsApproval = awaits
            return lines(data([full], [tasking]))
        }
        for awaits in [Taskings.Tasking.AwaitsApproval.missing, .changed, .withdrawn] {
            let what = awaits == .withdrawn ? "approval withdrawn, approve anew or abort" : "approve politically"
            #expect(told(.consented, awaits) == ["council: \(what), all agreed: crrtctl tasking approve TSK-ALB-2026-0001-1"])
        }
        people = [BoardSample.element("DEU-0001", .ordered)]
        #expect(
            told(.ordered, .withdrawn) == [
                "duty: approval withdrawn: release or abort: crrtctl tasking abort TSK-ALB-2026-0001-1 --reason …"
            ])
        people = [BoardSample.element("DEU-0001", .onTask), BoardSample.element("LVA-0003", .agreed, batch: 1)]
        #expect(
            told(.onTask, .changed) == [
                "council: approve politically, agreed: LVA-0003: crrtctl tasking approve TSK-ALB-2026-0001-1"
            ])
    }

    @Test("people who are agreed to while others are on task wait for the order, once the host has agreed to their batch")
    func replacement() {
        let people = [
            BoardSample.element("DEU-0001", .onTask), BoardSample.element("LVA-0003", .agreed, batch: 1),
            BoardSample.element("USA-0004", .asked, batch: 1),
        ]
        var data = data([full], [BoardSample.tasking("ALB", .onTask, start: -90, people)])
        let order = "authority: order, agreed: LVA-0003: crrtctl tasking order TSK-ALB-2026-0001-1"
        #expect(lines(data) == [order])
        var host = BoardSample.consent("ALB", of: "ALB", .host, replyBy: BoardSample.at(9))
        host.batch = 1
        data.consents = [host]
        #expect(lines(data) == [])
        data.consents[0].batch = 2
        #expect(lines(data) == [order], "the host is asked for another batch")
        (data.consents[0].batch, data.consents[0].until) = (nil, BoardSample.at(400))
        #expect(lines(data) == [order], "the host is asked for a longer period")
    }

    @Test("who joins later departs and begins, while the others are on task")
    func behind() {
        var request = full
        request.mode = .onSite
        var people = [BoardSample.element("DEU-0001", .onTask), BoardSample.element("LVA-0003", .ordered, batch: 1)]
        func told() -> [String] { lines(data([request], [BoardSample.tasking("ALB", .onTask, start: -90, people)])) }
        #expect(told() == ["duty: depart: LVA-0003: crrtctl tasking depart TSK-ALB-2026-0001-1 --expert LVA-0003"])
        people[1].state = .moving
        #expect(told() == ["duty: begin: LVA-0003: crrtctl tasking begin TSK-ALB-2026-0001-1 --expert LVA-0003"])
        people[1].state = .onTask
        #expect(told() == [])
        people[1].state = .ordered
        let early = BoardSample.tasking("ALB", .moving, start: 90, [BoardSample.element("DEU-0001", .moving), people[1]])
        #expect(lines(data([request], [early])) == [], "there is time")
        request.mode = .remote
        #expect(told() == ["duty: begin: LVA-0003: crrtctl tasking begin TSK-ALB-2026-0001-1 --expert LVA-0003"])
    }

    @Test("whose own period is over is overdue, though others stay longer")
    func pastTheirEnd() {
        let people = [BoardSample.element("DEU-0001", .onTask), BoardSample.element("USA-0002", .onTask, until: -3)]
        #expect(
            lines(data([full], [BoardSample.tasking("ALB", .onTask, start: -90, people)])) == [
                "duty: OVERDUE 3 h: release USA-0002: crrtctl tasking release TSK-ALB-2026-0001-1 --expert USA-0002"
            ])
    }

    @Test("only a person's own earlier service holds them up")
    func priorOfAPerson() {
        let next = BoardSample.tasking("EST", .ordered, start: -1, [BoardSample.element("USA-0002", .ordered)])
        func told(_ state: Taskings.Element.State) -> [String] {
            let people = [BoardSample.element("DEU-0001", .onTask), BoardSample.element("USA-0002", state, cause: .recalled, leftAt: -1)]
            return lines(data([full], [next, BoardSample.tasking("ALB", .onTask, start: -90, people)]))
        }
        let waits = "duty: TSK-EST-2026-0001-1 waits for its people, started 1 h ago: crrtctl tasking show TSK-ALB-2026-0001-1"
        #expect(told(.returning).contains(waits))
        #expect(!told(.home).contains(waits))
        #expect(told(.home).contains("duty: depart, started 1 h ago: crrtctl tasking depart TSK-EST-2026-0001-1"))
    }
}
