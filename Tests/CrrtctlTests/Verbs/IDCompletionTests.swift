import Testing

@testable import crrtctl

@Suite struct IDCompletionTests {
    /// Which nation's records are asked for, by what has been typed of an id.
    @Test(arguments: [
        (IDCompletion.requests, "", nil), (.requests, "REQ-", nil), (.requests, "REQ-AL", nil), (.requests, "REQ-ALB-20", "ALB"),
        (.requests, "exr-alb-", "ALB"), (.taskings, "TSK-ALB-2026", nil), (.experts, "E", nil), (.experts, "EST-0", "EST"),
        (.teams, "est-crrt", "EST"), (.effects, "EST", "EST"),
        (.standby, "est-stb", "EST"),
    ])
    func nation(kind: IDCompletion, prefix: String, wanted: String?) {
        #expect(kind.nation(prefix) == wanted)
    }

    /// What a server calls an id is typed on a command line only where it is one.
    @Test func onlyIDs() {
        let kinds: [(IDCompletion, String)] = [
            (.requests, "REQ-ALB-2026-0001"), (.taskings, "TSK-ALB-2026-0001-1"), (.experts, "EST-0042"), (.teams, "EST-CRRT-1"),
            (.effects, "EST-EFF-01"), (.standby, "EST-STB-2027-03"),
        ]
        let harmful = ["$(touch x)", "`x`", ";x", "\nEST-1", "\u{1B}[2J", " x", "*", "\u{202E}", "\0", "\"", "'", "é"]
        for (kind, id) in kinds {
            #expect(kind.isID(id))
            for text in harmful + [""] { #expect(!kind.isID(text) && !kind.isID(text.isEmpty ? "-" : id + text), "\(kind) \(text)") }
        }
    }

    @Test func whereTheDaemonIs() {
        let words = ["crrtctl", "--instance", "exercise", "tasking", "order", "--as=desk", "--reply-by", "+1h", "-H"]
        #expect(IDCompletion.options(words) == ["--instance", "exercise", "--as=desk", "-H"])
    }

    /// A shell gets no answer rather than an error, and another machine is not asked.
    @Test(arguments: [["--socket", "/nowhere/io.crrtd"], ["-H", "user@nowhere"], ["--instance", "a/b"]])
    func silence(words: [String]) {
        #expect(IDCompletion.requests.ids(["crrtctl"] + words + ["request", "show"], "REQ-").isEmpty)
    }
}
