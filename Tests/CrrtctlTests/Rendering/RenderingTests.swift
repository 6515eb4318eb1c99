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
}
