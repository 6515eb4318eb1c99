import CRRTProtocol
import CRRTTestSupport
import Foundation
import Glibc
import Testing
import Varlink

/// What stands first and last on every screen of crrtctl, and that no banner breaks a JSON document.
@Suite("Markings on the screen")
struct ScreenMarkingTests {
    private static func site(exercise: Bool) -> TestSite {
        let control = "  - name: control\n    users: [\(geteuid())]\n    roles: [excon]\n    clearance: CTS\n"
        let duty = "  - name: everything\n    users: [\(geteuid())]\n    roles: [duty, auditor]\n    clearance: CTS\n"
        return TestSite(exercise: exercise, extraPrincipals: exercise ? control : duty)
    }

    private static func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }

    private static func submitted(_ daemon: RunningDaemon, _ part: [String]) throws -> String {
        var terms = SmallWorld.terms(from: 0, days: 5)
        terms.classification = .NC
        terms.releasableTo = ["EST", "LVA"]
        let run = try daemon.crrtctl(["request", "submit", "-", "--json"] + part, input: terms.jsonString())
        #expect(run.status == 0, "\(run.errors)")
        return try #require(try Requests.Submit.Reply(json: run.output).request.id)
    }

    @Test("in an exercise that word is first and last: results, empty lists, changes, errors, watches")
    func exercise() throws {
        try RunningDaemon.with(Self.site(exercise: true)) { daemon in
            let id = try Self.submitted(daemon, ["--as", "ncp-alb"])
            let duty = ["--as", "duty-desk"]
            let screens: [([String], String)] = [
                (["request", "list"] + duty, "EXERCISE NC REL TO EST LVA"), (["request", "show", id] + duty, "EXERCISE NC REL TO EST LVA"),
                (["match", id] + duty, "EXERCISE NC REL TO EST LVA"), (["status"], "EXERCISE NR"), (["whoami"], "EXERCISE NR"),
                (["skill", "list", "malware"] + duty, "EXERCISE NR"), (["audit", "log"] + duty, "EXERCISE NC REL TO EST LVA"),
                (["audit", "show", "1"] + duty, "EXERCISE NC REL TO EST LVA"), (["audit", "verify", "--as", "auditor"], "EXERCISE NR"),
                (["request", "validate", id] + duty, "EXERCISE"), (["ping"], "EXERCISE"),
            ]
            for (arguments, marking) in screens {
                let run = try daemon.crrtctl(arguments)
                let lines = Self.lines(run.output)
                #expect(lines.count > 2 && lines.first == marking && lines.last == marking, "\(arguments): \(run.output)\(run.errors)")
            }
            let words: [([String], String)] = [
                (["tasking", "list"] + duty, "no taskings"), (["request", "show", "EXR-ALB-2020-0001"] + duty, "EXR-ALB-2020-0001"),
                (["request", "validate", id] + duty, "validated"), (["whoami", "--as", "nobody"], "nobody"),
                (["request", "validate", id, "--as", "ncp-alb"], "may not"),
            ]
            for (arguments, part) in words {
                let run = try daemon.crrtctl(arguments)
                let lines = Self.lines(run.errors)
                #expect(run.output.isEmpty, "\(arguments): \(run.output)")
                #expect(lines.first == "EXERCISE" && lines.last == "EXERCISE" && run.errors.contains(part), "\(arguments): \(run.errors)")
            }
            // A question that comes before any call.
            let abort = ["--socket", daemon.socket, "tasking", "abort", "EXT-ALB-2026-0001-1", "--reason", "no"] + duty
            let asked = try TerminalRun("crrtctl", abort, typed: "n\n")
            #expect(asked.status == 2 && asked.screen.contains("EXERCISE\nIt ends for every nation"), "\(asked.screen)")
            #expect(asked.screen.hasSuffix("nothing was changed\nEXERCISE\n"), "\(asked.screen)")
        }
    }

    @Test("with --json the label is in the document, and the exercise is said beside it")
    func json() throws {
        try RunningDaemon.with(Self.site(exercise: true)) { daemon in
            let id = try Self.submitted(daemon, ["--as", "ncp-alb"])
            for arguments in [
                ["request", "list"], ["request", "show", id], ["match", id], ["tasking", "list"], ["audit", "log"], ["status"],
            ] {
                let run = try daemon.crrtctl(arguments + ["--json", "--as", "duty-desk"])
                let document = try JSONObject(json: run.output)
                let marking = document["marking"]?.objectValue
                #expect(marking?["exercise"]?.boolValue == true, "\(arguments): \(run.output)")
                let empty = arguments == ["tasking", "list"] || arguments == ["status"]
                #expect(marking?["classification"]?.stringValue == (empty ? "NR" : "NC"), "\(arguments): \(run.output)")
                #expect(marking?["releasableTo"] == (empty ? nil : ["EST", "LVA"]))
                #expect(Self.lines(run.errors) == ["EXERCISE", "EXERCISE"], "\(arguments): \(run.errors)")
                let quiet = try daemon.crrtctl(arguments + ["--json", "-q", "--as", "duty-desk"])
                #expect(quiet.errors.isEmpty && quiet.output == run.output)
            }
        }
    }

    @Test("outside of an exercise every result bears its label, and nothing else is said")
    func real() throws {
        try RunningDaemon.with(Self.site(exercise: false)) { daemon in
            let id = try Self.submitted(daemon, [])
            for (arguments, marking) in [
                (["request", "show", id], "NC REL TO EST LVA"), (["expert", "list"], ""), (["nation", "list"], "NR"),
            ] {
                let run = try daemon.crrtctl(arguments)
                let lines = Self.lines(run.output)
                if marking.isEmpty { #expect(lines.isEmpty) } else { #expect(lines.first == marking && lines.last == marking) }
                #expect(!(run.output + run.errors).contains("EXERCISE"), "\(arguments)")
            }
            let run = try daemon.crrtctl(["request", "show", "REQ-ALB-2020-0001"])
            #expect(run.status == 4 && !run.errors.contains("EXERCISE"))
        }
    }

    @Test("a watch bears the label of each line, and closes when it is ended")
    func watch() throws {
        try RunningDaemon.with(Self.site(exercise: true)) { daemon in
            _ = try Self.submitted(daemon, ["--as", "ncp-alb"])
            let output = Pipe()
            let watch = Process()
            watch.executableURL = try BuiltPrograms.url("crrtctl")
            watch.arguments = ["watch", "--since", "0", "--as", "duty-desk"]
            watch.environment = ProgramEnvironment.with(["CRRT_SOCKET": daemon.socket])
            watch.standardOutput = output
            try watch.run()
            var text = ""
            while !text.contains("request.submitted"), case let piece = output.fileHandleForReading.availableData, !piece.isEmpty {
                text += String(decoding: piece, as: UTF8.self)
            }
            watch.interrupt()
            text += String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            watch.waitUntilExit()
            #expect(watch.terminationReason == .uncaughtSignal && watch.terminationStatus == SIGINT)
            let lines = Self.lines(text)
            #expect(lines.first == "EXERCISE NR" && lines.last == "EXERCISE NR" && lines.count == 3, "\(text)")
            #expect(lines.contains { $0.contains("  NC  request.submitted") }, "\(text)")
        }
    }
}
