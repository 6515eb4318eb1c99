import CRRTProtocol
import CRRTTestSupport
import Foundation
import Glibc
import Testing
import Varlink

/// crrtctl against a real daemon: what people and scripts rely on. The caller is exercise control and plays the others.
@Suite("crrtctl")
struct CommandLineTests {
    private static let site = TestSite(
        exercise: true, extraPrincipals: "  - name: control\n    users: [\(geteuid())]\n    roles: [excon]\n    clearance: CTS\n")

    private func request(_ daemon: RunningDaemon) throws -> String {
        let json = SmallWorld.terms(from: 0, days: 5).jsonString()
        let submitted = try daemon.crrtctl(["request", "submit", "-", "--as", "ncp-alb", "--json"], input: json)
        #expect(submitted.status == 0, "\(submitted.errors)")
        return try #require(try Requests.Submit.Reply(json: submitted.output).request.id)
    }

    @Test("the exit status tells scripts what happened")
    func exitStatus() throws {
        try RunningDaemon.with(Self.site) { daemon in
            let id = try request(daemon)
            let contact = ["contact", "put", "EST", "watch", "--role", "duty watch", "--phone", "+372 1234"]
            let cases: [([String], Int32, String)] = [
                (["whoami"], 0, ""), (["request", "show", id, "--as", "duty-desk"], 0, ""),
                (["request", "validate", id, "--as", "ncp-alb"], 77, "this is for the duty desk (duty)"),
                (["request", "validate", id], 77, "with --as PRINCIPAL"),
                (contact + ["--as", "ncp-alb"], 77, "this is for a contact point of EST (ncp)"),
                (["request", "show", "EXR-ALB-2020-0001", "--as", "duty-desk"], 4, "EXR-ALB-2020-0001"),
                (["request", "show", "nonsense", "--as", "duty-desk"], 4, "nonsense"),
                (["request", "validte", id], 64, "validate"), (["tasking", "propose", id, "--as", "duty-desk"], 64, ""),
                (["match", id, "--as", "duty-desk"], 3, ""),
                (["request", "cancel", id, "--as", "ncp-alb", "--reason", " "], 1, "reason"),
                (["whoami", "--as", "nobody"], 1, "principals.yaml"), (["whoami", "--socket", "/nowhere/s"], 69, "/nowhere/s"),
                (["audit", "show", "0", "--as", "auditor"], 4, "the first is 1"),
            ]
            for (arguments, status, part) in cases {
                let run = try daemon.crrtctl(arguments)
                #expect(run.status == status, "\(arguments): \(run.errors)")
                #expect(part.isEmpty || run.errors.contains(part), "\(arguments): \(run.errors)")
            }
        }
    }

    @Test("bytes that are no UTF-8 are refused by the word and the byte, whatever it is for")
    func otherCharacterSet() throws {
        try TemporaryFolder.with { folder in
            let run = try ShellRun(#"crrtctl request correct REQ-ALB-2026-0001 --title "$(printf 'caf\351')""#, in: folder)
            #expect(run.status == 64 && run.errors.contains("word 5 of the command line is no UTF-8 text at its byte 4"), "\(run.errors)")
        }
    }

    @Test(
        "half a result is not passed off as a whole one",
        arguments: [["whoami"], ["roster", "template", "expert"], ["audit", "export", "--as", "auditor"], ["status", "--json"]])
    func fullDisk(arguments: [String]) throws {
        try RunningDaemon.with(Self.site) { daemon in
            let process = Process()
            process.executableURL = try BuiltPrograms.url("crrtctl")
            process.arguments = arguments
            process.environment = ProgramEnvironment.with(["CRRT_SOCKET": daemon.socket])
            let errors = Pipe()
            (process.standardOutput, process.standardError) = (FileHandle(forWritingAtPath: "/dev/full"), errors)
            try process.run()
            let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 1 && complaint.contains("standard output: No space left on device"), "\(complaint)")
        }
    }

    @Test("an instance's name leads to its own folders and its own unit; a state folder that is not there is named")
    func instances() throws {
        try TemporaryFolder.with { folder in
            let none = folder.file("none")
            try folder.write("", to: "etc/crrtd.yaml")
            try folder.write("x", to: "backup")
            let restoring = ["--restore", folder.file("backup"), "--config", folder.file("etc"), "--state", none, "--check"]
            let cases: [(String, [String], Int32, String)] = [
                ("crrtd", ["--instance", "../x", "--check-config"], 64, "1 to 32 letters"),
                ("crrtd", ["--instance", "none", "--check-config"], 78, "/etc/crrtd/none: "),
                ("crrtctl", ["--instance", "none", "whoami"], 69, "systemctl status crrtd@none,"),
                ("crrtctl", ["--socket", none, "whoami"], 69, "systemctl status crrtd,"),
                ("crrtd", restoring, 69, "the state folder \(none): No such file or directory; start the daemon once"),
            ]
            for (program, arguments, status, words) in cases {
                let run = try ProgramRun(program, arguments, in: folder)
                #expect(run.status == status && run.errors.contains(words), "\(arguments): \(run.errors)")
            }
        }
    }

    @Test("root tries the configuration as the daemon sees it", .enabled(if: geteuid() == 0, "needs root to be another user"))
    func checkingAsRoot() throws {
        try RunningDaemon.with(as: 2100) { daemon in
            daemon.stop()
            let places = ["--config", daemon.folder.file("etc"), "--state", daemon.state, "--socket", daemon.folder.file("none/s")]
            let good = try ProgramRun("crrtd", places + ["--check-config"], in: daemon.folder)
            #expect(good.status == 0, "\(good.errors)")
            let asRoot = try ProgramRun("crrtd", places, in: daemon.folder)
            #expect(asRoot.status == 78 && asRoot.errors.contains("user 2100's: start the daemon as that user"), "\(asRoot.errors)")
            // An instance that has not been started yet: its folder will be made in the daemon's.
            let unborn = ["--config", daemon.folder.file("etc"), "--state", daemon.state + "/exercise", "--socket", "/none/s"]
            #expect(try ProgramRun("crrtd", unborn + ["--check-config"], in: daemon.folder).status == 0)
            chmod(daemon.folder.file("etc/policy.yaml"), 0o600)
            let closed = try ProgramRun("crrtd", places + ["--check-config"], in: daemon.folder)
            #expect(closed.status == 78 && closed.errors.contains("policy.yaml"), "\(closed.errors)")
        }
    }

    @Test("the impossible scenario exits 3 and says what would help")
    func impossible() throws {
        try RunningDaemon.with(Self.site) { daemon in
            for nation in TestSite.nations {
                let lines = try MovedSamples.roster().filter { $0.nation == nation }.map { $0.jsonString() }.joined(separator: "\n")
                if lines.isEmpty { continue }
                let run = try daemon.crrtctl(["roster", "import", "-", "--as", "ncp-\(nation.lowercased())"], input: lines)
                #expect(run.status == 0, "\(run.errors)")
            }
            for name in MovedSamples.scenarios {
                let path = daemon.folder.file(name)
                try daemon.folder.write(try MovedSamples.scenario(name).jsonString(), to: name)
                let run = try daemon.crrtctl(["match", "--file", path, "--as", "duty-desk"])
                #expect([0, 3].contains(run.status), "\(name): \(run.errors)")
                #expect(run.output.hasPrefix("EXERCISE"))
                if name == "impossible" { #expect(run.status == 3) }
                if run.status == 3 {
                    let help = run.output.components(separatedBy: "What would help").dropFirst().first ?? ""
                    #expect(help.contains(" more p"), "\(name): \(run.output)")
                }
            }
            // As people write it: YAML, times from now, and no mode.
            func described(start: String) throws -> ProgramRun {
                let text = """
                    nation: ALB
                    title: Help
                    classification: NR
                    releasableTo: [NATO]
                    start: \(start)
                    end: +5d
                    seats: [{skill: PD-WRL-003, minLevel: 2}]
                    """
                try daemon.folder.write(text, to: "described.yaml")
                return try daemon.crrtctl(["match", "--file", daemon.folder.file("described.yaml"), "--as", "duty-desk"])
            }
            #expect([0, 3].contains(try described(start: "+48h").status))
            let wrong = try described(start: "soon")
            #expect(wrong.status == 1 && wrong.errors.contains("described.yaml: start:"), "\(wrong.errors)")
        }
    }

    @Test("an export comes back as it was")
    func export() throws {
        try RunningDaemon.with(Self.site) { daemon in
            let records = ["FIN-0001", "FIN-0002"].map { Roster.Record(expert: SmallWorld.expert($0)).jsonString() }
            #expect(try daemon.crrtctl(["roster", "import", "-", "--as", "ncp-fin"], input: records.joined(separator: "\n")).status == 0)
            let export = try daemon.crrtctl(["roster", "export", "--as", "ncp-fin"])
            let again = try daemon.crrtctl(["roster", "import", "-", "--as", "ncp-fin", "--json"], input: export.output)
            #expect(try Roster.Import.Reply(json: again.output).summary.unchanged == 2, "\(again.errors)")
            #expect(try daemon.crrtctl(["roster", "export", "--as", "ncp-fin"]).output == export.output)
        }
    }

    @Test("an import is one line with its counts, in the log and in a watch; --all and JSON show each entry")
    func importedInOneLine() throws {
        try RunningDaemon.with(Self.site) { daemon in
            let records = (1...40).map { Roster.Record(expert: SmallWorld.expert("FIN-\($0)")).jsonString() }
            #expect(try daemon.crrtctl(["roster", "import", "-", "--as", "ncp-fin"], input: records.joined(separator: "\n")).status == 0)
            func lines(_ more: [String], as principal: String = "auditor") throws -> [String] {
                let run = try daemon.crrtctl(["audit", "log", "--no-legend", "-q", "--as", principal] + more)
                return run.output.split(separator: "\n").map(String.init).filter { $0.contains("FIN") && !$0.hasPrefix("EXERCISE") }
            }
            for principal in ["auditor", "ncp-fin", "duty-desk"] {
                let shown = try lines([], as: principal)
                #expect(shown.count == 1 && shown.first?.hasSuffix("roster imported: 40 experts new") == true, "\(shown)")
            }
            #expect(try lines(["--all"]).count == 41)
            #expect(try lines(["--json=short"]).count == 41)
            #expect(try lines(["--limit", "10"]).count == 10, "of an import that is cut off its entries are shown")
            #expect(try lines(["--subject", "FIN-7"]).count == 1)
            let board = try daemon.crrtctl(["board", "--once", "--as", "duty-desk"]).output
            #expect(board.contains("EVENTS, 1") && board.contains("roster imported: 40 experts new"), "\(board)")
            #expect(try watched(daemon, []).count == 1)
            #expect(try watched(daemon, ["--all"]).count == 41)
        }
    }

    /// The lines of a watch from the beginning, up to the end of the import.
    private func watched(_ daemon: RunningDaemon, _ more: [String]) throws -> [Substring] {
        let output = Pipe()
        let watch = Process()
        watch.executableURL = try BuiltPrograms.url("crrtctl")
        watch.arguments = ["watch", "--since", "0", "--as", "duty-desk"] + more
        watch.environment = ProgramEnvironment.with(["CRRT_SOCKET": daemon.socket])
        watch.standardOutput = output
        try watch.run()
        var text = ""
        while !text.contains("roster.imported"), case let piece = output.fileHandleForReading.availableData, !piece.isEmpty {
            text += String(decoding: piece, as: UTF8.self)
        }
        watch.interrupt()
        _ = try output.fileHandleForReading.readToEnd()
        watch.waitUntilExit()
        return text.split(separator: "\n").filter { $0.contains("FIN") && !$0.hasPrefix("EXERCISE") }
    }

    @Test("every bad line of a file is named, and nothing is written")
    func badLines() throws {
        try RunningDaemon.with(Self.site) { daemon in
            let good = Roster.Record(expert: SmallWorld.expert("FIN-0001")).jsonString()
            let lines = [good, "{not json", good.replacingOccurrences(of: "noticeHours", with: "notice"), #"{"expert":{"id":"FIN-0003"}}"#]
            let run = try daemon.crrtctl(["roster", "import", "-", "--as", "ncp-fin"], input: lines.joined(separator: "\n"))
            #expect(run.status == 1)
            for line in ["2", "3", "4"] { #expect(run.errors.contains("line \(line)") || run.errors.contains(":\(line)"), "\(run.errors)") }
            #expect(try daemon.crrtctl(["expert", "list", "--as", "ncp-fin", "-q", "--no-legend"]).output.contains("FIN-0001") == false)
        }
    }
}
