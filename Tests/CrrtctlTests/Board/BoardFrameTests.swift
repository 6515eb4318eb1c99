import CRRTDomain
import CRRTProtocol
import Glibc
import Testing

@testable import crrtctl

/// What stands on the screen, line by line.
@Suite struct BoardFrameTests {
    private let now = BoardSample.now

    /// Without the spaces at the ends of lines.
    private func shown(_ state: BoardState) -> [String] {
        BoardFrame.text(state, now).map { $0.replacing(/[ ]+$/, with: "") }
    }

    private static let path = "/" + "\(#filePath)".split(separator: "/").dropLast().joined(separator: "/") + "/Board.txt"
    private static let sizes = [ScreenSize(columns: 80, rows: 24), .init(columns: 120, rows: 40), .init(columns: 200, rows: 60)]

    /// Three open requests and their taskings stand in Board.txt as they are on three screens. To take over a change that is meant:
    /// CRRT_RECORD=1 swift test --filter BoardFrameTests.
    @Test("the board on 80x24, 120x40 and 200x60")
    func screens() throws {
        let screens = Self.sizes.flatMap { size in
            ["==== \(size.columns)x\(size.rows)"] + shown(BoardSample.busyState(size.columns, size.rows))
        }
        let text = screens.joined(separator: "\n") + "\n"
        if getenv("CRRT_RECORD") != nil {
            let descriptor = open(Self.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
            Terminal.write(text, to: descriptor)
            close(descriptor)
        }
        let kept = String(decoding: try InputFile(Self.path).bytes, as: UTF8.self)
        let (shownLines, keptLines) = (text.split(separator: "\n"), kept.split(separator: "\n"))
        #expect(shownLines.difference(from: keptLines).map { "\($0)" } == [])
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
        #expect(named?.hasSuffix("EST-CRRT-6 (first, 2 h); and 3 more") == true)
    }

    @Test(
        "ids, states, deadlines, what is to decide and the commands are never cut",
        arguments: [68, 79, 80, 100, 119, 120, 121, 150, 200, 300])
    func whole(_ columns: Int) {
        for data in [BoardSample.data, BoardSample.busy] {
            var state = BoardSample.state(columns, 90)
            state.data = data
            let lines = BoardFrame.text(state, now).map { $0.replacing(/\ \|\ .*$/, with: "") }
            let text = lines.joined(separator: " ").replacing(/[ ]+/, with: " ")
            #expect(text.contains("[DECIDE NOW \(state.contents(now).content(of: .decisions).rows.count)]"))
            for panel in [Panel.decisions, .requests, .consents, .out] {
                let content = state.contents(now).content(of: panel)
                for row in content.rows {
                    for (cell, column) in zip(row.cells, content.columns) where column.isWhole || (column.rank == 0 && column.least == nil)
                    {
                        #expect(text.contains(EscapedText.line(cell.text)), "\(panel): \(cell.text)")
                    }
                }
            }
        }
    }

    @Test("wide screens show titles whole, high ones more rows; what does not fit is counted")
    func room() {
        let title = "Loss of satellite modems disables remote control of wind turbines"
        #expect(!shown(BoardSample.busyState(80, 24)).contains { $0.contains(title) })
        #expect(shown(BoardSample.busyState(200, 60)).contains { $0.contains("REQ-DNK-2026-0001") && $0.contains(title) })
        func rows(_ height: Int) -> Int { BoardFrame.rows(of: .events, BoardSample.busyState(120, height), now) }
        #expect(rows(24) < rows(40) && rows(40) < rows(60))
        #expect(shown(BoardSample.busyState(80, 24)).contains { $0.contains("ALB (host) DEU EST ESP +5") })
        #expect(shown(BoardSample.busyState(80, 24)).contains { $0.contains("EVENTS 1-") && $0.contains("/30") })
        let small = shown(BoardSample.busyState(68, 12))
        #expect(small[10] == "Tab to CONSENTS 1, TEAMS OUT 2, READINESS 3, EVENTS 30")
    }

    @Test("lines are dealt out to what is open first, and a row that needs more of them gets them")
    func layout() {
        let wanted: [Panel: Int] = [.decisions: 4, .requests: 7, .consents: 3, .out: 1, .readiness: 31, .events: 200]
        func lines(_ height: Int, _ least: [Panel: Int] = [:], _ focus: Panel = .decisions) -> [Panel: Int] {
            let layout = BoardLayout(height: height, hasTwoColumns: false, wanted: wanted, least: least, focus: focus)
            #expect(layout.stack.reduce(0) { $0 + $1.height } <= height)
            return Dictionary(uniqueKeysWithValues: layout.stack.map { ($0.panel, $0.lines) })
        }
        #expect(lines(20) == [.decisions: 4, .requests: 4, .consents: 3, .out: 1, .readiness: 1, .events: 1])
        #expect(lines(20, [:], .events)[.events] == 3)
        #expect(lines(36) == [.decisions: 4, .requests: 7, .consents: 3, .out: 1, .readiness: 5, .events: 5])
        #expect(lines(8) == [.decisions: 1, .requests: 1, .consents: 1, .out: 1])
        #expect(lines(8, [.decisions: 3]) == [.decisions: 3, .requests: 1, .consents: 1])
        #expect(lines(8, [.decisions: 9], .events) == [.events: 2, .decisions: 4])
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

    @Test("the help fits on 80x24")
    func help() {
        var state = BoardSample.state(80, 24)
        state.overlay = .init(content: .help)
        #expect(BoardFrame.lastTop(state, now) == 0)
        #expect(shown(state)[21] == "The board only shows. Nothing is changed by a key." && shown(state)[22] == "Esc back  j/k scroll")
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
        #expect(lines[21] == "next: crrtctl request validate REQ-EST-2026-0001")
        #expect(lines[22] == "Esc back  j/k scroll")
        state.overlay = .init(destination: .consents("TSK-ALB-2026-0001-1"), content: .page([page], nil))
        #expect(BoardFrame.text(state, now)[21] == "next: crrtctl consent show TSK-ALB-2026-0001-1")
        (state.data.caller.roles, state.data.caller.nation) = (["ncp"], "USA")
        #expect(BoardFrame.text(state, now)[21] == "next: crrtctl consent grant TSK-ALB-2026-0001-1, or refuse")
        state.size = ScreenSize(columns: 120, rows: 40)
        #expect(BoardFrame.text(state, now)[38] == "Esc back  j/k scroll  next: crrtctl consent grant TSK-ALB-2026-0001-1, or refuse")
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
