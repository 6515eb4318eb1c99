import Testing

@testable import crrtctl

@Suite struct TextStyleTests {
    @Test(arguments: [
        (["TERM": "xterm"], true), ([:], false), (["TERM": "dumb"], false), (["TERM": "xterm", "NO_COLOR": "1"], false),
        (["TERM": "xterm", "NO_COLOR": ""], true), (["TERM": "xterm", "NO_COLOR": "1", "SYSTEMD_COLORS": "1"], true),
        (["TERM": "xterm", "SYSTEMD_COLORS": "0"], false), (["TERM": "xterm", "SYSTEMD_COLORS": "no"], false),
        (["SYSTEMD_COLORS": "16"], true), (["TERM": "xterm", "SYSTEMD_COLORS": "", "NO_COLOR": "1"], false),
    ])
    func onlyWhereItIsWanted(environment: [String: String], wanted: Bool) {
        #expect(TextStyle.isWanted(isTerminal: true) { environment[$0] } == wanted)
        #expect(!TextStyle.isWanted(isTerminal: false) { environment[$0] })
    }

    @Test func paintedLinesSayTheSameWithoutColour() {
        let pieces = [StyledText("EST  "), StyledText("3!", .thin), StyledText(" red\u{1B}[31m", .bad)]
        #expect(StyledText.line(pieces, colours: false, columns: nil) == "EST  3! red\\u{1b}[31m")
        #expect(
            StyledText.line(pieces, colours: true, columns: nil)
                == "EST  \u{1B}[33m3!\u{1B}[0m\u{1B}[1;31m red\\u{1b}[31m\u{1B}[0m")
        #expect(StyledText.line(pieces, colours: true, columns: 6) == "EST  \u{1B}[33m…\u{1B}[0m")
        #expect(Block.lines([.painted(pieces)], legend: true, columns: 10) == ["EST  3! r…"])
    }
}
