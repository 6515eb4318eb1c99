import CRRTDomain
import CRRTProtocol
import Testing

@testable import crrtctl

/// What keys and messages do.
@Suite struct BoardUpdateTests {
    private let now = BoardSample.now

    private func selected(_ state: BoardState) -> Int? { state.selected(state.contents(now).content(of: state.focus)) }

    @Test(
        "selection, key by key",
        arguments: [
            ([], 0), ([.down], 1), ([.down, .down, .up], 1), ([.up], 0), ([.last], 29), ([.last, .down], 29), ([.last, .first], 0),
            ([.pageDown], 2), ([.pageDown, .pageDown, .pageUp], 2),
            ([.last, .pageUp, .pageUp, .pageUp, .pageUp, .pageUp, .pageUp, .pageUp, .pageUp], 13),
        ] as [([BoardKey], Int)])
    func selection(keys: [BoardKey], index: Int) {
        var state = BoardSample.state(80, 24)
        state.focus = .events
        for key in keys { #expect(state.take(.key(key), now) == []) }
        #expect(selected(state) == index)
        let lines = BoardFrame.text(state, now)
        #expect(lines.filter { $0.hasPrefix("> ") }.count == 1, "what is selected is on the screen")
    }

    @Test("the selection stays with its record when others come and go, and near it when it goes")
    func staysWithTheRecord() {
        var state = BoardSample.state(80, 24)
        state.focus = .requests
        _ = state.take(.key(.down), now)
        let chosen = state.selections[.requests]?.key
        #expect(chosen == "REQ-DNK-2026-0001")
        var data = state.data
        data.requests.insert(BoardSample.request("USA", .flash, start: 1), at: 0)
        _ = state.take(.data(data), now)
        #expect(selected(state) == 2)
        data.requests.removeAll { $0.id == chosen }
        _ = state.take(.data(data), now)
        #expect(selected(state) == 1)
        data.requests = []
        _ = state.take(.data(data), now)
        #expect(selected(state) == nil)
        #expect(state.take(.key(.open), now) == [])
        #expect(state.take(.key(.down), now) == [])
    }

    @Test("Tab goes round, Shift-Tab back, a number to its panel")
    func panels() {
        var state = BoardSample.state(80, 24)
        var seen: [Panel] = []
        for _ in Panel.allCases {
            _ = state.take(.key(.nextPanel), now)
            seen.append(state.focus)
        }
        #expect(seen == [.requests, .consents, .out, .readiness, .events, .decisions])
        _ = state.take(.key(.previousPanel), now)
        #expect(state.focus == .events)
        _ = state.take(.key(.panel(2)), now)
        #expect(state.focus == .consents)
    }

    @Test("Enter opens, the page comes when it has been read, Esc closes; what comes for another record is not shown")
    func destination() {
        var state = BoardSample.state(80, 24)
        state.focus = .requests
        let destination = Destination.request("REQ-ALB-2026-0001")
        #expect(state.take(.key(.open), now) == [.open(destination)])
        #expect(state.overlay?.content == .reading)
        _ = state.take(.page(.tasking("TSK-ALB-2026-0001-1"), [.line("other")], nil), now)
        #expect(state.overlay?.content == .reading)
        _ = state.take(.page(destination, (0..<100).map { .line("line \($0)") }, nil), now)
        #expect(BoardFrame.text(state, now)[2] == "line 0")
        for (key, first) in [
            (BoardKey.down, "line 1"), (.pageDown, "line 19"), (.pageUp, "line 1"), (.last, "line 81"), (.down, "line 81"),
            (.first, "line 0"),
            (.up, "line 0"),
        ] {
            _ = state.take(.key(key), now)
            #expect(BoardFrame.text(state, now)[2] == first)
        }
        #expect(state.take(.key(.refresh), now) == [.read, .open(destination)])
        #expect(state.take(.data(state.data), now) == [.open(destination)], "an open record is read again with the rest")
        #expect(state.take(.key(.quit), now) == [])
        #expect(state.overlay == nil)
        #expect(state.take(.key(.back), now) == [])
        #expect(state.take(.key(.quit), now) == [.quit])
    }

    @Test("an event is kept once and asks for another look")
    func events() {
        var state = BoardSample.state(80, 24, events: 3)
        #expect(state.take(.entry(BoardSample.event(3)), now) == [])
        #expect(state.take(.entry(BoardSample.event(4)), now) == [.read])
        #expect(state.events.map(\.entry.seq) == [1, 2, 3, 4])
        for seq in 5...400 { _ = state.take(.entry(BoardSample.event(seq)), now) }
        #expect(state.events.count == BoardState.eventsKept)
    }

    @Test("the moment when the connection broke stays, however often another attempt fails")
    func connection() {
        var state = BoardSample.state(80, 24)
        #expect(state.take(.connectionLost(reason: "one"), now) == [.redraw])
        _ = state.take(.connectionLost(reason: "two"), now.adding(hours: 1))
        #expect(state.connection == .lost(since: now, reason: "two"))
        #expect(state.take(.connectionRestored, now) == [.read, .redraw])
        #expect(state.connection == .live)
    }

    @Test(
        "keys as terminals send them, whole and in pieces",
        arguments: [
            ("jk", [.down, .up]), ("\u{1B}[A\u{1B}[B", [.up, .down]), ("\u{1B}OA\u{1B}OB", [.up, .down]), ("\u{1B}[1;2A", [.up]),
            ("\u{1B}[5~\u{1B}[6~", [.pageUp, .pageDown]), ("\u{1B}[H\u{1B}[4~", [.first, .last]),
            ("\t\u{1B}[Z", [.nextPanel, .previousPanel]),
            ("\r\n", [.open, .open]), ("3", [.panel(2)]), ("\u{1B}\u{1B}[A", [.back, .up]), ("xä\u{1B}[200~q", [.quit]),
        ] as [(String, [BoardKey])])
    func keys(bytes: String, keys: [BoardKey]) {
        var whole = KeyDecoder()
        #expect(whole.keys(bytes.utf8) == keys)
        var pieces = KeyDecoder()
        #expect(bytes.utf8.flatMap { pieces.keys([$0]) } == keys)
        #expect(!pieces.isWaiting)
    }

    @Test("Escape is Escape once nothing follows")
    func escape() {
        var decoder = KeyDecoder()
        #expect(decoder.keys([0x1B]) == [])
        #expect(decoder.isWaiting)
        #expect(decoder.flush() == [.back])
        #expect(decoder.keys([0x1B, 0x5B]) == [])
        #expect(decoder.flush() == [])
        #expect(decoder.keys("q".utf8) == [.quit])
    }

    @Test("only lines that changed are written, in one piece, and nothing is cleared")
    func writing() {
        var writer = FrameWriter()
        func bytes(_ lines: [String]) -> String { writer.bytes(for: lines.map { ($0, $0.utf8.count) }, columns: 4) }
        #expect(bytes(["abcd", "x"]) == "\u{1B}[?2026h\u{1B}[1;1Habcd\u{1B}[2;1Hx\u{1B}[K\u{1B}[?2026l")
        #expect(bytes(["abcd", "x"]) == "")
        #expect(bytes(["abcd", "y"]) == "\u{1B}[?2026h\u{1B}[2;1Hy\u{1B}[K\u{1B}[?2026l")
        writer.forget()
        #expect(bytes(["abcd", "y"]).contains("abcd"))
    }
}
