import CRRTProtocol
import CRRTTestSupport
import Foundation
import Glibc
import Testing
import Varlink

/// `crrtctl board` on a real terminal, beside a real daemon.
@Suite("the board")
struct BoardTests {
    private static let site = TestSite(
        exercise: true, extraPrincipals: "  - name: control\n    users: [\(geteuid())]\n    roles: [excon]\n    clearance: CTS\n")

    private static func board(_ daemon: RunningDaemon, as principal: String = "duty-desk", columns: Int = 100, rows: Int = 30) throws
        -> LiveTerminal
    {
        try LiveTerminal("crrtctl", ["board", "--as", principal], ["CRRT_SOCKET": daemon.socket], columns: columns, rows: rows)
    }

    /// By Albania's contact point; its id.
    @discardableResult
    private static func submit(_ daemon: RunningDaemon, title: String = "Help") throws -> String {
        var terms = SmallWorld.terms(from: 0, days: 5)
        (terms.title, terms.releasableTo) = (title, ["EST"])
        let run = try daemon.crrtctl(["request", "submit", "-", "--json", "--as", "ncp-alb"], input: terms.jsonString())
        #expect(run.status == 0, "\(run.errors)")
        return try #require(try Requests.Submit.Reply(json: run.output).request.id)
    }

    private static func isRestored(_ terminal: LiveTerminal, _ before: [UInt32]) -> Bool {
        !terminal.screen.isAlternate && terminal.screen.showsCursor && terminal.screen.wraps && terminal.mode == before
    }

    @Test("shows what others do without a key, takes a new size, opens a record, ends with q and leaves the terminal as it was")
    func session() throws {
        try RunningDaemon.with(Self.site) { daemon in
            let terminal = try Self.board(daemon)
            let before = terminal.mode
            try terminal.wait(for: "nothing waits for a decision")
            #expect(terminal.screen.isAlternate && !terminal.screen.showsCursor && terminal.mode != before)
            #expect(terminal.screen.lines.first == "EXERCISE NR" && terminal.screen.lines.last == "EXERCISE NR")

            let id = try Self.submit(daemon)
            try terminal.wait(for: "crrtctl request validate \(id)")
            try terminal.wait(for: "request.submitted")
            let run = try daemon.crrtctl(["request", "validate", id, "--as", "duty-desk"])
            #expect(run.status == 0, "\(run.errors)")
            try terminal.wait(for: "crrtctl match \(id)")

            terminal.resize(columns: 150, rows: 40)
            try terminal.wait(for: "two columns") { $0.lines.count == 40 && $0.lines[39].hasPrefix("EXERCISE") && $0.text.contains(" | ") }
            terminal.resize(columns: 20, rows: 5)
            try terminal.wait(for: "too small")
            terminal.resize(columns: 80, rows: 24)
            try terminal.wait(for: "q quit")

            terminal.type("\t\r")
            try terminal.wait(for: "crrtctl match \(id)") { $0.text.contains("request: \(id)") && $0.text.contains("next: crrtctl match") }
            #expect(terminal.screen.lines[0].hasPrefix("EXERCISE NR REL TO"))
            terminal.type("\u{1B}")
            try terminal.wait(for: "[REQUESTS 1]")
            terminal.type("?")
            try terminal.wait(for: "Nothing is changed by a key.")
            terminal.type("q")
            try terminal.wait(for: "[REQUESTS 1]")
            #expect(terminal.screen.clearings == 1, "only when it began")
            terminal.type("q")
            #expect(try terminal.waitForEnd() == 0)
            #expect(Self.isRestored(terminal, before))
        }
    }

    @Test("signals and a crash leave the terminal as it was, too", arguments: [SIGINT, SIGTERM, SIGHUP, SIGSEGV, SIGTRAP])
    func ends(signal: Int32) throws {
        try RunningDaemon.with(Self.site) { daemon in
            let terminal = try Self.board(daemon)
            let before = terminal.mode
            try terminal.wait(for: "nothing waits for a decision")
            if signal == SIGINT { terminal.type("\u{3}") } else { terminal.send(signal) }
            #expect(try terminal.waitForEnd() != 0)
            #expect(Self.isRestored(terminal, before))
        }
    }

    @Test("says that the daemon is gone, and goes on where it was when it is back")
    func comesBack() throws {
        try RunningDaemon.with(Self.site) { daemon in
            let terminal = try Self.board(daemon)
            try terminal.wait(for: "nothing waits for a decision")
            daemon.kill()
            try terminal.wait(for: "NO CONNECTION for")
            #expect(terminal.screen.lines[1].contains("as of"))
            try daemon.start()
            try terminal.wait(for: "  live  ")
            try terminal.wait(for: "crrtctl request validate \(try Self.submit(daemon))")
            terminal.type("q")
            #expect(try terminal.waitForEnd() == 0)
        }
    }

    @Test("through ssh, too; what that says while it tries again stays off the screen")
    func remote() throws {
        try RunningDaemon.with(Self.site) { daemon in
            let bridge =
                "#!/bin/sh\necho ssh is heard >&2\nexec \(try BuiltPrograms.url("crrtctl").path) --socket \(daemon.socket) bridge\n"
            try daemon.folder.write(bridge, to: "bin/ssh")
            chmod(daemon.folder.file("bin/ssh"), 0o755)
            let terminal = try LiveTerminal(
                "crrtctl", ["board", "-H", "duty@ops", "--as", "duty-desk"], ["PATH": daemon.folder.file("bin") + ":/usr/bin:/bin"])
            try terminal.wait(for: "nothing waits for a decision")
            daemon.kill()
            try terminal.wait(for: "some attempts") { $0.text.contains(/NO CONNECTION for ([2-9]|[1-5][0-9]) s/) }
            try daemon.start()
            try terminal.wait(for: "  live  ")
            #expect(!terminal.screen.text.contains("heard"))
            #expect(terminal.raw.components(separatedBy: "ssh is heard").count == 3, "once for each connection, before the board begins")
            terminal.type("q")
            #expect(try terminal.waitForEnd() == 0)
        }
    }

    @Test("with another journal behind the same socket it begins anew")
    func restored() throws {
        try RunningDaemon.with(Self.site) { daemon in
            for _ in 1...3 { try Self.submit(daemon) }
            let terminal = try Self.board(daemon)
            try terminal.wait(for: "EVENTS 3")
            daemon.stop()
            try FileManager.default.removeItem(atPath: daemon.state)
            try daemon.start()
            try terminal.wait(for: "nothing has been recorded lately")
            try Self.submit(daemon)
            try terminal.wait(for: "EVENTS 1")
            terminal.type("q")
            #expect(try terminal.waitForEnd() == 0)
        }
    }

    @Test("ends, and shows nothing more, when the right to look is taken away")
    func rightIsTaken() throws {
        var site = Self.site
        let control = site.extraPrincipals
        site.extraPrincipals += "  - name: for-a-while\n    users: [2998]\n    roles: [duty]\n    clearance: CTS\n"
        try RunningDaemon.with(site) { daemon in
            let terminal = try Self.board(daemon, as: "for-a-while")
            let before = terminal.mode
            try terminal.wait(for: "nothing waits for a decision")
            site.extraPrincipals = control
            try daemon.folder.write(site.principals, to: "etc/principals.yaml")
            daemon.signal(SIGHUP)
            #expect(try terminal.waitForEnd() == 77)
            #expect(Self.isRestored(terminal, before))
            #expect(terminal.raw.contains("EXERCISE\r\ncrrtctl: "))
        }
    }

    @Test("without a daemon, or a right, it ends as every command does, before it takes the screen")
    func refused() throws {
        try RunningDaemon.with(Self.site) { daemon in
            let terminal = try Self.board(daemon, as: "administrator-1")
            #expect(try terminal.waitForEnd() == 77)
            #expect(!terminal.raw.contains("\u{1B}["))
            daemon.kill()
            let gone = try Self.board(daemon)
            #expect(try gone.waitForEnd() == 69)
        }
    }

    @Test("--once is plain lines, on a terminal as well; so is a pipe")
    func once() throws {
        try RunningDaemon.with(Self.site) { daemon in
            let id = try Self.submit(daemon, title: "red title")
            let piped = try daemon.crrtctl(["board", "--as", "duty-desk"])
            #expect(piped.status == 0, "\(piped.errors)")
            let lines = piped.output.split(separator: "\n").map(String.init)
            #expect((lines.first, lines.last) == ("EXERCISE NR REL TO EST", "EXERCISE NR REL TO EST"))
            #expect(
                lines.contains { $0.hasPrefix("validate, ") && $0.hasSuffix("for duty, crrtctl request validate \(id), about red title") })
            #expect(lines.contains { $0.hasPrefix("\(id), routine, submitted, filled none, people 1, begins in ") })
            let terminal = try daemon.crrtctl(
                typed: "", ["board", "--once", "--as", "duty-desk"], environment: ["TERM": "xterm", "SYSTEMD_COLORS": "1"])
            for text in [piped.output, terminal.screen] { #expect(!text.contains("\u{1B}")) }
            #expect(terminal.screen.contains("crrtctl request validate \(id)"))
            for flag in ["--json", "--json=short"] {
                let run = try daemon.crrtctl(["board", flag])
                #expect((run.status, run.output) == (64, ""))
                #expect(run.errors.contains("crrtctl --json request list"))
            }
        }
    }

    @Test("a contact point's board has what is theirs, and no error")
    func contactPoint() throws {
        try RunningDaemon.with(Self.site) { daemon in
            let id = try Self.submit(daemon)
            try Self.submit(daemon)
            let returned = try daemon.crrtctl(["request", "return", id, "--reason", "which seats?", "--as", "duty-desk"])
            #expect(returned.status == 0, "\(returned.errors)")
            let own = try daemon.crrtctl(["board", "--once", "--as", "ncp-alb"])
            #expect((own.status, own.errors) == (0, "EXERCISE\n") || own.errors.isEmpty, "\(own.errors)")
            #expect(own.output.contains("amend, was returned, routine, for ALB, crrtctl request amend \(id)"))
            #expect(own.output.contains("request.submitted, \(id), submitted, by ncp-alb"))
            #expect(own.output.contains("DECIDE NOW, 1") && !own.output.contains("request validate"))
            let other = try daemon.crrtctl(["board", "--once", "--as", "ncp-lva"])
            #expect(other.status == 0, "\(other.errors)")
            #expect(!other.output.contains("ALB") && other.output.contains("no open request"))
        }
    }
}
