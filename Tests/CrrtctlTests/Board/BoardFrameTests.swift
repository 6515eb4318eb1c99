import CRRTDomain
import CRRTProtocol
import Testing

@testable import crrtctl

/// What stands on the screen, line by line.
@Suite struct BoardFrameTests {
    private let now = BoardSample.now

    /// Without the spaces at the ends of lines.
    private func shown(_ state: BoardState) -> [String] {
        BoardFrame.text(state, now).map { $0.replacing(/[ ]+$/, with: "") }
    }

    @Test("80x24 has every panel, the label first and last")
    func usual() {
        #expect(
            shown(BoardSample.state(80, 24)) == [
                "EXERCISE NS",
                "crrtctl board  duty-desk                              live  2026-11-23 12:00:00Z",
                "  [DECIDE NOW 5]          PREC.      COMMAND",
                "> lapses in 40 min: ALB…  flash      crrtctl consent show TSK-ALB-2026-0001-1",
                "  OVERDUE 1 h: release …  immediate  crrtctl tasking release TSK-GBR-2026-0001-1",
                "  lapsing: EST            routine    crrtctl consent show TSK-EST-2026-0001-1",
                "  order, all agreed       immediate  crrtctl tasking order TSK-DNK-2026-0001-1",
                "  validate, 2 h 5 min o…  routine    crrtctl request validate REQ-EST-2026-0001",
                "  REQUESTS 1-2/4     PREC.      STATE      FILLED  BEGINS  AGE        TITLE",
                "  REQ-ALB-2026-0001  flash      validated  none    in 4 d  20 h       Worm in h…",
                "  REQ-DNK-2026-0001  immediate  validated  none    in 4 d             hostile \\…",
                "  CONSENTS 2   TASKING              REPLY BY           MISSING",
                "  OVERDUE 1 h  TSK-EST-2026-0001-1  2026-11-23 11:00Z  EST",
                "  40 min       TSK-ALB-2026-0001-1  2026-11-23 12:40Z  ALB (host) USA",
                "  TEAMS OUT 1          STATE   RETURNS      PEOPLE  WHO",
                "  TSK-GBR-2026-0001-1  onTask  OVERDUE 1 h       2  DEU-0001 USA-0002",
                "  READINESS 1-1/3  EXPERTS   TEAMS",
                "  ALL              9 of 15  1 of 1  ready",
                "  DEU               8 of 9  1 of 1  ready",
                "  EVENTS 1-2/30  EVENT            RECORD               WHAT             BY",
                "  11:30:00Z      consent.granted  TSK-ALB-2026-0001-1  a nation agreed  ncp-usa",
                "  11:31:00Z      consent.granted  TSK-ALB-2026-0001-1  a nation agreed  ncp-usa",
                "Tab panel  j/k or arrows select  Enter open  r read again  ? help  q quit",
                "EXERCISE NS",
            ])
    }

    @Test("who stands by is below the teams that are out, and is not counted")
    func rota() {
        func period(_ id: String, _ team: String, _ start: Int, _ end: Int) -> Standby.Period {
            .init(id: id, team: team, start: BoardSample.at(start), end: BoardSample.at(end), tier: .first, noticeHours: 2)
        }
        var state = BoardSample.state(200, 60)
        let before = shown(state)
        state.data.rota = .init(now: [], next: [])
        #expect(shown(state) == before)
        state.data.rota = .init(now: [period("EST-S-1", "EST-CRRT-1", -24, 24)], next: [period("LVA-S-1", "LVA-CRRT-1", 24, 192)])
        let lines = shown(state)
        #expect(lines.contains { $0.hasPrefix("  TEAMS OUT 1 ") })
        #expect(lines.contains { $0.hasPrefix("  standby now ") && $0.contains("EST-CRRT-1 (first, 2 h)") })
        #expect(lines.contains { $0.hasPrefix("  standby next ") && $0.contains("LVA-CRRT-1 (first, 2 h) in 24 h") })
        // The clock moves a period on without the daemon.
        let rows = state.contents(now.adding(hours: 25)).content(of: .out).rows
        #expect(rows.suffix(1).map { $0.cells.last?.text } == ["LVA-CRRT-1 (first, 2 h)"])
        state.data.taskings = []
        #expect(shown(state).contains { $0.hasPrefix("  TEAMS OUT ") && !$0.contains("OUT 0") })
        state.data.rota = .init(now: (1...9).map { period("EST-S-\($0)", "EST-CRRT-\($0)", -24, 24) }, next: [])
        let named = state.contents(now).content(of: .out).rows.first?.cells.last?.text
        #expect(named?.hasSuffix("EST-CRRT-6 (first, 2 h), and 3 more") == true)
    }

    @Test("on a wall the columns stand side by side")
    func wall() {
        #expect(
            Array(shown(BoardSample.state(200, 60)).prefix(24)) == [
                "EXERCISE NS",
                "crrtctl board  duty-desk                                                                                                                                                      live  2026-11-23 12:00:00Z",
                "  [DECIDE NOW 5]                    PREC.      WHO        COMMAND                                      ABOUT                              |   READINESS 3  EXPERTS   TEAMS",
                "> lapses in 40 min: ALB (host) USA  flash      duty       crrtctl consent show TSK-ALB-2026-0001-1     Worm in hospitals                  |   ALL          9 of 15  1 of 1  ready",
                "  OVERDUE 1 h: release or abort     immediate  duty       crrtctl tasking release TSK-GBR-2026-0001-1  日本語の題名 Łódź                  |   DEU           8 of 9  1 of 1  ready",
                "  lapsing: EST                      routine    duty       crrtctl consent show TSK-EST-2026-0001-1     Worm in hospitals                  |   EST           1 of 4          thin",
                "  order, all agreed                 immediate  authority  crrtctl tasking order TSK-DNK-2026-0001-1    hostile \\u{1b}[31m\\u{7}\\u{202e}ti… |   SVN           0 of 2          NONE",
                "  validate, 2 h 5 min old           routine    duty       crrtctl request validate REQ-EST-2026-0001   Worm in hospitals                  |",
                "                                                                                                                                          |   EVENTS 30  RECORD               WHAT             BY",
                "  REQUESTS 4         PREC.      STATE      FILLED  PEOPLE  BEGINS  AGE        LABEL  TITLE                                                |   11:30:00Z  TSK-ALB-2026-0001-1  a nation agreed  ncp-usa",
                "  REQ-ALB-2026-0001  flash      validated  none         2  in 4 d  20 h       NR     Worm in hospitals                                    |   11:31:00Z  TSK-ALB-2026-0001-1  a nation agreed  ncp-usa",
                "  REQ-DNK-2026-0001  immediate  validated  none         2  in 4 d             NR     hostile \\u{1b}[31m\\u{7}\\u{202e}title                 |   11:32:00Z  TSK-ALB-2026-0001-1  a nation agreed  ncp-usa",
                "  REQ-GBR-2026-0001  immediate  validated  fully        2  in 4 d             NR     日本語の題名 Łódź                                    |   11:33:00Z  TSK-ALB-2026-0001-1  a nation agreed  ncp-usa",
                "  REQ-EST-2026-0001  routine    submitted  none         2  in 4 d  2 h 5 min  NR     Worm in hospitals                                    |   11:34:00Z  TSK-ALB-2026-0001-1  a nation agreed  ncp-usa",
                "                                                                                                                                          |   11:35:00Z  TSK-ALB-2026-0001-1  a nation agreed  ncp-usa",
                "  CONSENTS 2   TASKING              REPLY BY           MISSING                                                                            |   11:36:00Z  TSK-ALB-2026-0001-1  a nation agreed  ncp-usa",
                "  OVERDUE 1 h  TSK-EST-2026-0001-1  2026-11-23 11:00Z  EST                                                                                |   11:37:00Z  TSK-ALB-2026-0001-1  a nation agreed  ncp-usa",
                "  40 min       TSK-ALB-2026-0001-1  2026-11-23 12:40Z  ALB (host) USA                                                                     |   11:38:00Z  TSK-ALB-2026-0001-1  a nation agreed  ncp-usa",
                "                                                                                                                                          |   11:39:00Z  TSK-ALB-2026-0001-1  a nation agreed  ncp-usa",
                "  TEAMS OUT 1          STATE   RETURNS      UNTIL              PEOPLE  NATIONS  WHO                                                       |   11:40:00Z  TSK-ALB-2026-0001-1  a nation agreed  ncp-usa",
                "  TSK-GBR-2026-0001-1  onTask  OVERDUE 1 h  2026-11-23 11:00Z       2  DEU USA  DEU-0001 USA-0002                                         |   11:41:00Z  TSK-ALB-2026-0001-1  a nation agreed  ncp-usa",
                "                                                                                                                                          |   11:42:00Z  TSK-ALB-2026-0001-1  a nation agreed  ncp-usa",
                "                                                                                                                                          |   11:43:00Z  TSK-ALB-2026-0001-1  a nation agreed  ncp-usa",
                "                                                                                                                                          |   11:44:00Z  TSK-ALB-2026-0001-1  a nation agreed  ncp-usa",
            ])
    }

    @Test("a tiny screen says so, under its label")
    func tiny() {
        #expect(
            BoardFrame.text(BoardSample.state(20, 5), now) == ["EXERCISE NS", "too small:", "68x12 at least", "q quits", "EXERCISE NS"])
        #expect(BoardFrame.text(BoardSample.state(20, 2), now) == ["EXERCISE NS", "EXERCISE NS"])
        #expect(BoardFrame.text(BoardSample.state(9, 1), now) == ["EXERCISE…"])
    }

    /// Whatever the size and whatever lies over the panels: as many lines as there are rows, none too wide, nothing that a terminal obeys.
    @Test func everySize() {
        for columns in [1, 2, 67, 68, 69, 79, 80, 81, 120, 149, 150, 151, 200, 400] {
            for rows in [1, 2, 3, 11, 12, 13, 24, 43, 50, 90] {
                var state = BoardSample.state(columns, rows)
                for overlay in [nil, BoardState.Overlay(content: .help), .init(destination: .readiness, content: .page(hostilePage, nil))] {
                    state.overlay = overlay
                    for focus in Panel.allCases {
                        state.focus = focus
                        let lines = BoardFrame.text(state, now)
                        #expect(lines.count == rows)
                        #expect(lines.allSatisfy { DisplayWidth.of($0) <= columns }, "\(columns)x\(rows) \(focus)")
                        #expect(!lines.joined().unicodeScalars.contains { HarmfulText.isHarmful($0) })
                        #expect(rows < 2 || lines.first == lines.last)
                        if !state.size.isTooSmall, overlay == nil { #expect(lines.contains { $0.contains("[\(focus.title)") }) }
                    }
                }
            }
        }
    }

    private let hostilePage: [Block] = [
        .fields([.init("title", "x\u{1B}[2J\n" + String(repeating: "word 日本 ", count: 60))]), .heading("h\u{7}"),
        .line(String(repeating: "y", count: 500)),
    ]

    @Test("colour repeats what the words say, and changes no width")
    func colours() {
        let state = BoardSample.state(100, 40)
        for line in BoardFrame.lines(state, now) {
            let painted = StyledText.line(line, colours: true, columns: 100)
            let plain = StyledText.line(line, colours: false, columns: 100)
            #expect(painted.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
        }
    }

    @Test("a lost connection is said, with what is old")
    func lost() {
        var state = BoardSample.state(120, 24)
        #expect(BoardFrame.text(state, now)[1].contains("live"))
        state.connection = .lost(since: now.adding(seconds: -90), reason: "the daemon has stopped")
        #expect(
            BoardFrame.text(state, now)[1].contains("NO CONNECTION for 1 min, as of 2026-11-23 12:00:00Z: the daemon has stopped"))
    }

    @Test("an opened record bears its own label, and says what comes next")
    func overlay() {
        var state = BoardSample.state(80, 24)
        let page = Block.fields([.init("request", "REQ-EST-2026-0001"), .init("summary", String(repeating: "word ", count: 40))])
        state.overlay = .init(
            destination: .request("REQ-EST-2026-0001"), content: .page([page], Marking(isExercise: true, classification: .restricted)))
        let lines = BoardFrame.text(state, now)
        #expect((lines.first, lines.last) == ("EXERCISE NR", "EXERCISE NR"))
        #expect(lines[2] == "request: REQ-EST-2026-0001")
        #expect(lines[4].hasPrefix("         word word"))
        #expect(lines[22].hasSuffix("next: crrtctl request validate REQ-EST-2026-0001"))
        state.overlay = .init(destination: .consents("TSK-ALB-2026-0001-1"), content: .page([page], nil))
        #expect(BoardFrame.text(state, now)[22].hasSuffix("next: crrtctl consent show TSK-ALB-2026-0001-1"))
        (state.data.caller.roles, state.data.caller.nation) = (["ncp"], "USA")
        #expect(BoardFrame.text(state, now)[22].hasSuffix("next: crrtctl consent grant TSK-ALB-2026-0001-1, or refuse"))
    }

    @Test("who is out stands in the readiness panel and in its sheet, with who is overdue")
    func out() {
        var state = BoardSample.state(200, 60, events: 1)
        state.data.readiness?[0].experts.committed = 3
        state.data.readiness?[0].experts.overdue = 2
        let lines = Block.lines(BoardText.page(state.data, [], state.times(now)), legend: true, columns: nil)
        #expect(lines.contains { $0.hasPrefix("DEU, experts available 8 of 9") && $0.contains("experts out 3, 2 OVERDUE") })
        #expect(lines.contains { $0.hasPrefix("ALL, ") && $0.contains("experts out 3, 2 OVERDUE") })
        #expect(shown(state).contains { $0.contains("8 of 9") && $0.contains("3, 2 OVERDUE") })
        let overlay = Block.lines(Readiness.page(state.data.readiness ?? []), legend: true, columns: nil)
        #expect(overlay.first { $0.hasPrefix("NATION") }?.contains("OUT  OVERDUE") == true)
        #expect(overlay.first { $0.hasPrefix("DEU") }?.contains(/\b3 +2\b/) == true)
    }

    @Test("read out: a line for each row, values with their names, no escape")
    func linear() {
        let state = BoardSample.state(80, 24, events: 2)
        let times = state.times(now)
        let lines = Block.lines(BoardText.page(state.data, state.events, times), legend: true, columns: 80, colours: true)
        #expect(
            lines == [
                "Board for duty-desk, 2026-11-23 12:00:00Z",
                "",
                "DECIDE NOW, 5",
                "lapses in 40 min: ALB (host) USA, flash, for duty, crrtctl consent show TSK-ALB-2026-0001-1, about Worm in hospitals",
                "OVERDUE 1 h: release or abort, immediate, for duty, crrtctl tasking release TSK-GBR-2026-0001-1, about 日本語の題名 Łódź",
                "lapsing: EST, routine, for duty, crrtctl consent show TSK-EST-2026-0001-1, about Worm in hospitals",
                "order, all agreed, immediate, for authority, crrtctl tasking order TSK-DNK-2026-0001-1, about hostile \\u{1b}[31m\\u{7}\\u{202e}title",
                "validate, 2 h 5 min old, routine, for duty, crrtctl request validate REQ-EST-2026-0001, about Worm in hospitals",
                "",
                "REQUESTS, 4",
                "REQ-ALB-2026-0001, flash, validated, filled none, people 2, begins in 4 d, filed for 20 h, NR, Worm in hospitals",
                "REQ-DNK-2026-0001, immediate, validated, filled none, people 2, begins in 4 d, NR, hostile \\u{1b}[31m\\u{7}\\u{202e}title",
                "REQ-GBR-2026-0001, immediate, validated, filled fully, people 2, begins in 4 d, NR, 日本語の題名 Łódź",
                "REQ-EST-2026-0001, routine, submitted, filled none, people 2, begins in 4 d, filed for 2 h 5 min, NR, Worm in hospitals",
                "",
                "CONSENTS, 2",
                "time left OVERDUE 1 h, TSK-EST-2026-0001-1, reply by 2026-11-23 11:00Z, missing EST",
                "time left 40 min, TSK-ALB-2026-0001-1, reply by 2026-11-23 12:40Z, missing ALB (host) USA",
                "",
                "TEAMS OUT, 1",
                "TSK-GBR-2026-0001-1, onTask, returns OVERDUE 1 h, until 2026-11-23 11:00Z, people 2, from DEU USA, DEU-0001 USA-0002",
                "",
                "READINESS, 3",
                "ALL, experts available 9 of 15, teams 1 of 1, ready",
                "DEU, experts available 8 of 9, teams 1 of 1, ready",
                "EST, experts available 1 of 4, thin",
                "SVN, experts available 0 of 2, NONE",
                "",
                "EVENTS, 2",
                "11:58:00Z, consent.granted, TSK-ALB-2026-0001-1, a nation agreed, by ncp-usa",
                "11:59:00Z, consent.granted, TSK-ALB-2026-0001-1, a nation agreed, by ncp-usa",
            ])
        #expect(!lines.joined().contains("\u{1B}"))
    }

    @Test("read out, work that is under way began")
    func began() {
        var data = BoardSample.data
        data.requests[1].start = BoardSample.at(0, minutes: -43)
        let lines = Block.lines(BoardText.page(data, [], BoardSample.state(80, 24).times(now)), legend: true, columns: nil)
        #expect(lines.contains { $0.contains("people 2, began 43 min ago, ") })
        #expect(lines.contains { $0.contains("people 2, begins in 4 d, ") })
    }
}
