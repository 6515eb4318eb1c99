import CRRTDomain
import CRRTProtocol
import Testing
import Varlink

@testable import crrtctl

/// The guided submission, with answers that the test types.
@Suite struct RequestFormTests {
    private final class Script {
        var typed: [String]
        var shown = ""

        init(_ typed: [String]) { self.typed = typed }

        var prompt: Prompt {
            Prompt(write: { self.shown += $0 }, readLine: { self.typed.isEmpty ? nil : self.typed.removeFirst() })
        }
    }

    private static let catalogue = [
        Roster.Skill(code: "GX-SKL-001", title: "Malware reverse engineering", framework: "GX"),
        Roster.Skill(code: "GX-SKL-002", title: "Memory and live-system forensics", framework: "GX"),
        Roster.Skill(code: "PD-WRL-002", title: "Digital Forensics", framework: "NICE"),
    ]

    private static let now = (try? Instant("2026-11-23T12:00:00Z"))!

    private func form(_ script: Script) -> RequestForm {
        RequestForm(prompt: script.prompt, times: TimeStyle(now: Self.now, dateTimeGroups: false), catalogue: Self.catalogue)
    }

    private static let usual = [
        "alb", "Wiper", "", "", "", "imm", "1", "Tirana", "", "",
        "malware", "", "4", "2", "ns", "yes", "", "no",
    ]

    @Test func wholeForm() throws {
        let script = Script(Self.usual + ["y"])
        var request = JSONObject()
        try form(script).fill(&request)
        #expect(try form(script).review(&request) == .file)
        #expect(
            request.jsonString()
                == #"{"nation":"ALB","title":"Wiper","classification":"NR","releasableTo":["NATO"],"precedence":"immediate","mode":"onSite","#
                + #""location":"Tirana","start":"2026-11-25T12:00:00Z","end":"2026-12-09T12:00:00Z","#
                + #""seats":[{"skill":"GX-SKL-001","minLevel":4,"count":2,"minClearance":"NS","lead":true}]}"#)
        #expect(script.shown.contains("GX-SKL-001:4x2@NS,lead  Malware reverse engineering"))
        #expect(script.typed.isEmpty)
    }

    /// Each mistake is told and asked again; none of them ends the form.
    @Test func mistakes() throws {
        let script = Script([
            "Albania", "?", "ALB", "", "Wiper", "", "secret!", "9", "2", "", "", "3", "", "2026-12-01 06:00", "2026-12-01 06:00Z", "",
            "xyzzy",
            "forensics", "7", "2", "8", "3", "", "", "", "GX-SKL-001:9", "GX-SKL-001:3,lead", "", "",
        ])
        var request = JSONObject()
        try form(script).fill(&request)
        for text in [
            "this has to be answered", "type a number or a name", "there are 1 to 5", "write '2026-12-01T06:00:00Z'",
            "no skill is known by 'xyzzy'",
            "there are 1 to 2", "no number from 1 to 5", "'9' is no level from 1 to 5",
        ] {
            #expect(script.shown.contains(text), "\(text)\n\(script.shown)")
        }
        let seats = try (request["seats"]?.arrayValue ?? []).map { try Requests.Seat(json: $0.jsonBytes()).word }
        #expect(seats == ["PD-WRL-002:3", "GX-SKL-001:3,lead"])
    }

    @Test func backAndChange() throws {
        var typed = Self.usual
        typed.insert(contentsOf: ["<", "Other title"], at: 2)
        let script = Script(typed + ["1", "EST", "?", "x", "99", "n"])
        var request = JSONObject()
        try form(script).fill(&request)
        #expect(request["title"] == "Other title")
        #expect(throws: Failure(.cancelled, "nothing was filed")) { try form(script).review(&request) }
        #expect(request["nation"] == "EST")
        #expect(script.typed.isEmpty)
    }

    @Test func saveForLater() throws {
        let script = Script(Self.usual + ["s", "draft.json"])
        var request = JSONObject()
        try form(script).fill(&request)
        #expect(try form(script).review(&request) == .save("draft.json"))
    }

    /// Wherever it ends, it is given up, and nothing loops.
    @Test func endOfInput() throws {
        for length in 0..<Self.usual.count {
            let script = Script(Array(Self.usual.prefix(length)))
            var request = JSONObject()
            #expect(throws: Failure.self) { try form(script).fill(&request) }
        }
    }

    @Test func onlyWhatIsMissing() throws {
        var request = try JSONObject(json: Array(#"{"nation":"ALB","title":"t","classification":"NR","releasableTo":["NATO"]}"#.utf8))
        let script = Script(["", "", "2", "+1d", "", "GX-SKL-002:3", "", ""])
        try form(script).fill(&request)
        #expect(!script.shown.contains("Requesting nation"))
        #expect(request["mode"] == "remote" && request["location"] == nil)
        #expect(script.typed.isEmpty)
    }
}
