import CRRTTestSupport
import Glibc
import Testing

/// What is longer than the terminal, on a real one, through a real pager.
@Suite("the pager")
struct PagerTests {
    private static let site = TestSite(
        exercise: true, extraPrincipals: "  - name: control\n    users: [\(geteuid())]\n    roles: [excon]\n    clearance: CTS\n")

    /// Runs to its end. - Returns: the exit status and all that came.
    private static func run(
        _ daemon: RunningDaemon, _ arguments: [String] = [], pager: String = "sed s/^/paged:/", terminal kind: String? = "xterm",
        rows: Int = 6
    ) throws -> (status: Int32, text: String) {
        let environment = ["CRRT_SOCKET": daemon.socket, "CRRT_PAGER": pager]
        let terminal = try LiveTerminal(
            "crrtctl", ["whoami", "--as", "duty-desk"] + arguments, environment, kind: kind, columns: 100, rows: rows)
        let before = terminal.mode
        let status = try terminal.waitForEnd()
        #expect(terminal.mode == before)
        return (status, terminal.raw)
    }

    @Test("gets what does not fit, every line with its marking, and nothing that fits")
    func opens() throws {
        try RunningDaemon.with(Self.site) { daemon in
            let long = try Self.run(daemon)
            #expect(long.status == 0)
            let lines = long.text.split { $0.isNewline }
            #expect(lines.count > 6 && lines.allSatisfy { $0.hasPrefix("paged:") }, "\(long.text)")
            #expect(lines.first == "paged:EXERCISE NR" && lines.last == "paged:EXERCISE NR", "\(long.text)")

            let short = try Self.run(daemon, rows: 200)
            #expect(short.status == 0 && !short.text.contains("paged:"))
        }
    }

    @Test("is not opened where it is not wanted", arguments: [["--no-pager"], ["--json"]])
    func declined(arguments: [String]) throws {
        try RunningDaemon.with(Self.site) { daemon in
            let run = try Self.run(daemon, arguments)
            #expect(run.status == 0 && !run.text.isEmpty && !run.text.contains("paged:"), "\(run.text)")
            for none in ["", "cat"] { #expect(try Self.run(daemon, pager: none).text.contains("duty-desk")) }
        }
    }

    @Test("is not opened on a terminal that cannot move the cursor, or of which nothing is known", arguments: ["dumb", "", nil])
    func unknownTerminal(kind: String?) throws {
        try RunningDaemon.with(Self.site) { daemon in
            let run = try Self.run(daemon, terminal: kind)
            #expect(run.status == 0 && run.text.contains("duty-desk") && !run.text.contains("paged:"), "\(run.text)")
        }
    }

    @Test("may be left early, and may not be there at all")
    func leaves() throws {
        try RunningDaemon.with(Self.site) { daemon in
            let early = try Self.run(daemon, pager: "head -n 1")
            #expect(early.status == 0 && early.text.split { $0.isNewline } == ["EXERCISE NR"], "\(early.text)")
            let missing = try Self.run(daemon, pager: "crrt-no-such-pager")
            #expect(missing.status == 0 && missing.text.contains("crrt-no-such-pager"), "\(missing.text)")
            #expect(missing.text.contains("duty-desk"), "nothing is lost")
        }
    }
}
