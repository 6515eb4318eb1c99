import Testing

@testable import crrtctl

@Suite struct LiveIDsTests {
    /// Which nation's records are asked for, by what has been typed of an id.
    @Test(arguments: [
        (LiveIDs.requests, "", nil), (.requests, "REQ-", nil), (.requests, "REQ-AL", nil), (.requests, "REQ-ALB-20", "ALB"),
        (.requests, "exr-alb-", "ALB"), (.taskings, "TSK-ALB-2026", nil), (.experts, "E", nil), (.experts, "EST-0", "EST"),
        (.teams, "est-crrt", "EST"), (.effects, "EST", "EST"),
    ])
    func nation(kind: LiveIDs, prefix: String, wanted: String?) {
        #expect(kind.nation(prefix) == wanted)
    }

    @Test func whereTheDaemonIs() {
        let words = ["crrtctl", "--instance", "exercise", "tasking", "order", "--as=desk", "--reply-by", "+1h", "-H"]
        #expect(LiveIDs.options(words) == ["--instance", "exercise", "--as=desk", "-H"])
    }

    /// A shell gets no answer rather than an error, and another machine is not asked.
    @Test(arguments: [["--socket", "/nowhere/io.crrtd"], ["-H", "user@nowhere"], ["--instance", "a/b"]])
    func silence(words: [String]) {
        #expect(LiveIDs.requests.ids(["crrtctl"] + words + ["request", "show"], "REQ-").isEmpty)
    }
}
