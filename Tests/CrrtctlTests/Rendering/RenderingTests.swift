import CRRTDomain
import CRRTProtocol
import Testing
import Varlink

@testable import crrtctl

@Suite struct RenderingTests {
    @Test(arguments: [
        ("Tallinn", 7), ("Ærø", 3), ("Łódź", 4), ("日本", 4), ("한국", 4), ("e\u{301}", 1), ("a\u{200B}b", 2), ("🚀", 2), ("", 0),
    ])
    func width(text: String, columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
    }

    @Test func cutting() {
        #expect(DisplayWidth.cut("abcdef", to: 6) == "abcdef")
        #expect(DisplayWidth.cut("abcdef", to: 5) == "abcd…")
        #expect(DisplayWidth.cut("日本語", to: 4) == "日…")
    }

    private let table = Table(
        columns: [.text("NAME"), .number("COUNT"), .text("REST")],
        rows: [["日本", "7", "x"], ["e\u{301}st", "1234567", ""], ["red\u{1b}[31m", "0", "a\tb"]])

    @Test func tableIsAlignedByWidth() {
        #expect(
            table.lines(headings: true, columns: nil) == [
                "NAME             COUNT  REST",
                "日本                 7  x",
                "e\u{301}st            1234567",
                "red\\u{1b}[31m        0  a\\tb",
            ])
    }

    @Test func tableWithoutHeadingsOnANarrowTerminal() {
        #expect(table.lines(headings: false, columns: 16) == ["日本           …", "e\u{301}st            …", "red\\u{1b}[31m  …"])
    }

    private func list(_ title: String) -> Table {
        Table(
            columns: [
                .text("ID"), .text("LABEL", rank: ColumnWidths.extra), .text("EMPTY"), .text("KIND", rank: 1), .text("STATE"),
                .text("START", rank: 2), .text("END"), .text("TITLE", least: 10),
            ],
            rows: [["REQ-EST-2026-0001", "NS", "", "flash", "submitted", "2026-12-04", "2026-12-18", title]])
    }

    @Test("on a narrow terminal id, state, end and title stay, the title cut at its end; the others go by their rank")
    func narrowList() {
        let title = "Loss of satellite modems"
        func lines(_ columns: Int?) -> [String] { list(title).lines(headings: false, columns: columns) }
        #expect(lines(nil) == ["REQ-EST-2026-0001  NS    flash  submitted  2026-12-04  2026-12-18  " + title])
        #expect(lines(91) == lines(nil), "all fit")
        #expect(lines(90)[0] == "REQ-EST-2026-0001  NS  flash  submitted  2026-12-04  2026-12-18  " + title, "no empty column")
        #expect(lines(88)[0] == "REQ-EST-2026-0001  flash  submitted  2026-12-04  2026-12-18  " + title, "no extra one")
        #expect(lines(80)[0] == "REQ-EST-2026-0001  flash  submitted  2026-12-04  2026-12-18  Loss of satellite …")
        #expect(lines(70)[0] == "REQ-EST-2026-0001  flash  submitted  2026-12-18  Loss of satellite mo…", "not START")
        #expect(lines(50)[0] == "REQ-EST-2026-0001  submitted  2026-12-18  Loss of…")
        #expect(lines(30)[0] == "REQ-EST-2026-0001  submitted …", "too narrow for what has to stay")
        #expect(list(title).leftOut(columns: 96) == [] && list(title).leftOut(columns: nil) == [])
        #expect(list(title).leftOut(columns: 80) == ["LABEL"] && list(title).leftOut(columns: 50) == ["LABEL", "KIND", "START"])
    }

    @Test(
        "a list keeps its first words and counts the others",
        arguments: [
            ("DEU ESP FRA", 11, "DEU ESP FRA"), ("DEU ESP FRA", 10, "DEU ESP +1"), ("DEU ESP FRA", 9, "DEU +2"), ("DEU ESP FRA", 5, "+3"),
            ("ALB (host) DEU USA", 17, "ALB (host) DEU +1"), ("ALB (host) DEU USA", 13, "ALB (host) +2"), ("ALB (host) DEU", 12, "+2"),
            ("", 0, ""), ("東東 DEU", 7, "東東 +1"), ("DEU ESP", 1, "…"),
        ])
    func shortenedList(_ text: String, _ width: Int, _ expected: String) {
        #expect(Shortening.items.text(text, in: width) == expected)
        #expect(DisplayWidth.of(expected) <= max(width, 0))
    }

    @Test func fieldsLeaveOutWhatIsMissing() {
        let page: [Block] = [
            .fields([.init("id", "EST-0042"), .init("name", nil), .init("summary", "one\ntwo\u{7}"), .init("empty", "")]),
            .heading("Seats"),
            .line("end\u{202E}"),
        ]
        #expect(
            Block.lines(page, legend: true, columns: nil) == [
                "     id: EST-0042", "summary: one", "         two\\u{7}", "", "Seats", "end\\u{202e}",
            ])
        #expect(Block.lines(page, legend: false, columns: nil).count == 4)
    }

    /// No control character of a record reaches a terminal, in text or as JSON.
    @Test func nothingHarmfulPasses() {
        let harmful =
            (0x00...0x1F).map { $0 } + (0x7F...0x9F).map { $0 } + (0x2028...0x202E).map { $0 } + (0x2066...0x2069).map { $0 }
            + [0x061C, 0x200E, 0x200F]
        for value in harmful {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = "a" + String(scalar) + "b"
            #expect(!EscapedText.line(text).unicodeScalars.contains(scalar), "U+\(String(value, radix: 16))")
            if value > 0x1F { #expect(!EscapedText.json(text).unicodeScalars.contains(scalar), "U+\(String(value, radix: 16))") }
        }
        #expect(EscapedText.json("\"\u{9b}31m\"") == "\"\\u009b31m\"")
        #expect(EscapedText.line("Łódź 日本") == "Łódź 日本")
    }

    @Test func marking() {
        #expect(Marking(isExercise: true, classification: .secret).line == "EXERCISE NS")
        #expect(Marking(classification: .restricted, releasableTo: ["EST", "NATO"]).line == "NR REL TO EST NATO")
        #expect(Marking().line == nil)
        let wire = Roster.Marking(classification: .NC, releasableTo: ["EST"], exercise: true)
        #expect(Marking(wire).line == "EXERCISE NC REL TO EST")
    }

    /// Pages are joined by what all of them name: fewer than may know, never more.
    @Test func markingsOfPagesAreJoined() {
        let nato = Marking(classification: .restricted, releasableTo: ["NATO", "SWE"])
        let fewer = Marking(classification: .secret, releasableTo: ["SWE"])
        let nobody = Marking(classification: .confidential)
        #expect(nato.joined(with: fewer) == Marking(classification: .secret, releasableTo: ["SWE"]))
        #expect(fewer.joined(with: nato) == Marking(classification: .secret, releasableTo: ["SWE"]))
        #expect(nato.joined(with: nobody) == nobody)
        #expect(nato.joined(with: Marking(classification: .restricted, releasableTo: ["EST"])).releasableTo == nil)
    }

    @Test func indentedJSON() {
        let lines = IndentedJSON.lines(["a": 1, "b": [], "c": ["x", ["d": nil]]])
        #expect(
            lines == ["{", "  \"a\": 1,", "  \"b\": [],", "  \"c\": [", "    \"x\",", "    {", "      \"d\": null", "    }", "  ]", "}"])
    }

    @Test func listingOfSeveralPagesIsOneDocument() {
        var listing = Listing<String>(member: "experts")
        func page(_ text: String, _ level: Roster.Marking.Classification?) -> Answer<Roster.ListExperts.Reply> {
            let marking = level.map { Roster.Marking(classification: $0, releasableTo: ["EST"], exercise: false) }
            return Answer(reply: .init(marking: marking), raw: Array(text.utf8))
        }
        listing.append(["A"], page(#"{"experts":[{"id":"A"}],"next":"A","marking":{"classification":"NR"}}"#, .NR))
        listing.append(["B"], page(#"{"experts":[{"id":"B"}],"next":"B","marking":{"classification":"NC"}}"#, .NC))
        listing.append([], page(#"{"experts":[],"marking":{"classification":"CTS"}}"#, .CTS))
        let marking = #"{"classification":"NC","releasableTo":["EST"],"exercise":false}"#
        #expect(
            String(decoding: listing.document, as: UTF8.self) == #"{"experts":[{"id":"A"},{"id":"B"}],"marking":\#(marking)}"#)
        #expect(listing.elements.count == 2)
    }

    /// What is dropped from a list is dropped from its document as well, whose marking stays.
    @Test func aNarrowedList() throws {
        func page(_ nations: [String], voided: Bool) throws -> Answer<Consents.List.Reply> {
            let consents = nations.map {
                Consents.Consent(
                    tasking: "TSK-ALB-2026-0001-1", nation: $0, kind: .contribute, state: .lapsed, replyBy: "2026-12-02T00:00:00Z",
                    digest: "d",
                    voided: voided ? true : nil)
            }
            let reply = Consents.List.Reply(consents: consents, marking: .init(classification: .NR, exercise: false))
            return Answer(reply: reply, raw: reply.jsonBytes())
        }
        var listing = Listing<Consents.Consent>(member: "consents")
        for answer in [try page(["EST"], voided: true), try page(["LVA", "FIN"], voided: false)] {
            listing.append(answer.reply.consents ?? [], answer)
        }
        listing.keep { $0.voided == true }
        #expect(listing.records.map(\.nation) == ["EST"] && listing.elements.count == 1)
        let document = try Consents.List.Reply(json: listing.document)
        #expect(document.consents?.map(\.nation) == ["EST"] && document.marking?.classification == .NR)
    }

    @Test("the other lists of several pages are joined as well")
    func otherLists() {
        var listing = Listing<String>(member: "experts")
        for page in [
            #"{"experts":[{"id":"A"}],"next":"A","serving":[{"record":"A"}]}"#, #"{"experts":[{"id":"B"}],"next":"B"}"#,
            #"{"experts":[{"id":"C"}],"serving":[{"record":"C"}]}"#,
        ] { listing.append(["x"], Answer(reply: Roster.ListExperts.Reply(), raw: Array(page.utf8))) }
        let experts = #"[{"id":"A"},{"id":"B"},{"id":"C"}]"#
        #expect(
            String(decoding: listing.document, as: UTF8.self) == #"{"experts":\#(experts),"serving":[{"record":"A"},{"record":"C"}]}"#)
    }
}
