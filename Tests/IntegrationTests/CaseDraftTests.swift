import CRRTProtocol
import CRRTTestSupport
import Foundation
import Glibc
import Testing
import Varlink

/// `request draft` against a real daemon. The editor is a script.
@Suite("requests from cases of incident systems")
struct CaseDraftTests {
    private static let site = TestSite(
        exercise: true, extraPrincipals: "  - name: control\n    users: [\(geteuid())]\n    roles: [excon]\n    clearance: CTS\n")
    private static let estonia = ["--as", "ncp-est"]

    private static func sample(_ name: String) -> String {
        BuiltPrograms.checkout.appendingPathComponent("samples/cases/\(name).json").path
    }

    /// crrtctl with an editor that runs a script on the file `$1`.
    private static func edit(_ daemon: RunningDaemon, _ system: String, _ script: String, _ more: [String] = []) throws -> ProgramRun {
        try daemon.folder.write("#!/bin/sh\nset -e\n\(script)\n", to: "editor")
        chmod(daemon.folder.file("editor"), 0o755)
        try? FileManager.default.createDirectory(atPath: daemon.folder.file("drafts"), withIntermediateDirectories: true)
        return try daemon.crrtctl(
            ["request", "draft", "--from", system, sample(system == "iris" ? "iris-case" : "misp-event")] + estonia + more,
            environment: ["EDITOR": daemon.folder.file("editor"), "TMPDIR": daemon.folder.file("drafts")])
    }

    private static func filed(_ daemon: RunningDaemon) throws -> [Requests.Request] {
        try Requests.List.Reply(json: try daemon.crrtctl(["request", "list", "--json"] + estonia).output).requests ?? []
    }

    private static let completed = """
        printf 'releasableTo: [NATO]\\nstart: +48h\\nend: +14d\\nseats:\\n  - skill: GX-SKL-011\\n    minLevel: 3\\n' >>"$1"
        """

    @Test("a case becomes a request once it is completed and saved", arguments: ["iris", "misp"])
    func filed(system: String) throws {
        try RunningDaemon.with(Self.site) { daemon in
            let run = try Self.edit(daemon, system, Self.completed)
            #expect(run.status == 0, "\(run.errors)")
            let request = try #require(try Self.filed(daemon).first)
            #expect(request.title.contains(system == "iris" ? "registry" : "grid operator") && request.classification == .NR)
            #expect(request.incident?.class == "malicious-code.infected-system")
            #expect(request.references?.first?.hasPrefix(system.uppercased()) == true && request.nation == "EST")
            #expect(try FileManager.default.contentsOfDirectory(atPath: daemon.folder.file("drafts")).isEmpty)
        }
    }

    @Test("what is left as it is, or incomplete, or refused files nothing; a changed text is kept")
    func notFiled() throws {
        try RunningDaemon.with(Self.site) { daemon in
            let untouched = try Self.edit(daemon, "iris", "true")
            #expect(untouched.status == 0 && untouched.errors.contains("nothing changed"), "\(untouched.errors)")
            let incomplete = try Self.edit(daemon, "iris", "echo 'location: Tallinn' >>\"$1\"")
            #expect(
                incomplete.status == 1 && incomplete.errors.contains("releasableTo, start, end, seats are missing"), "\(incomplete.errors)")
            #expect(incomplete.errors.contains("your text is kept in") && incomplete.errors.contains("try: crrtctl request submit"))
            let refused = try Self.edit(daemon, "iris", Self.completed.replacingOccurrences(of: "GX-SKL-011", with: "GX-SKL-999"))
            #expect(refused.status != 0 && refused.errors.contains("seats[0].skill"), "\(refused.errors)")
            #expect(try Self.edit(daemon, "iris", Self.completed, ["--dry-run"]).status == 0)
            #expect(try Self.filed(daemon).isEmpty)
        }
    }

    @Test("a file for its owner that submit takes, once what is missing is given; an existing one stays")
    func output() throws {
        try RunningDaemon.with(Self.site) { daemon in
            for name in ["draft.yaml", "draft.json"] {
                let path = daemon.folder.file(name)
                let words = ["request", "draft", "--from", "misp", Self.sample("misp-event"), "--output", path] + Self.estonia
                let run = try daemon.crrtctl(words)
                #expect(run.status == 0 && run.errors.contains("TLP:AMBER+STRICT is no classification"), "\(run.errors)")
                var status = stat()
                #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
                #expect(try daemon.crrtctl(words).status == 1)
                let terms = ["--rel-to", "NATO", "--start", "+48h", "--end", "+14d", "--seat", "GX-SKL-011:3", "--yes"]
                let submitted = try daemon.crrtctl(["request", "submit", path] + terms + Self.estonia)
                #expect(submitted.status == 0, "\(submitted.errors)")
            }
            let printed = try daemon.crrtctl(
                ["request", "draft", "--from", "iris", Self.sample("iris-case"), "--output", "-"] + Self.estonia)
            #expect(printed.output.contains("# From IRIS case 42") && printed.output.contains("classification: NR"))
        }
    }

    @Test("files that are no case: the wrong system, no JSON, nothing, too large, deep")
    func hostile() throws {
        try RunningDaemon.with(Self.site) { daemon in
            func errors(_ text: String, _ system: String = "misp") throws -> String {
                let run = try daemon.crrtctl(["request", "draft", "--from", system, "-", "--output", "-"] + Self.estonia, input: text)
                #expect(run.status == 1 && run.output.isEmpty, "\(run.output)")
                return run.errors
            }
            let misp = try String(contentsOfFile: Self.sample("misp-event"), encoding: .utf8)
            #expect(try errors(misp, "iris").contains("--from misp, which this file looks like"))
            #expect(try errors("").contains("standard input:1:1"))
            #expect(try errors("{\"info\":").contains("standard input:1:"))
            #expect(try errors("[]").contains("standard input"))
            #expect(try errors(String(repeating: "{\"Event\":", count: 5000)).contains("standard input"))
            #expect(try errors(String(repeating: " ", count: (16 << 20) + 1)).contains("larger than 16 MiB"))
            #expect(try daemon.crrtctl(["request", "draft", "--from", "thehive", "x"] + Self.estonia).status == 64)
            #expect(try daemon.crrtctl(["request", "draft", "x"] + Self.estonia).status == 64)
        }
    }
}
