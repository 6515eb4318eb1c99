import CRRTProtocol
import CRRTTestSupport
import Foundation
import Glibc
import Testing
import Varlink

/// The figures over a real socket, and as files.
@Suite("Metrics over the socket")
struct MetricsTests {
    private static let site = TestSite(
        exercise: true, extraPrincipals: "  - name: control\n    users: [\(geteuid())]\n    roles: [excon]\n    clearance: CTS\n")

    @Test("a stream of figures for administrators, and for no other role")
    func rights() throws {
        try RunningDaemon.with(Self.site) { daemon in
            let client = try daemon.connect()
            _ = try client.call(Service.ActAs.self, .init(principal: "administrator-1"))
            var figures: [Metrics.List.Reply] = []
            try client.stream(Metrics.List.self, .init()) { reply, _ in
                figures.append(reply)
                return true
            }
            #expect(figures.first { $0.name == "io.crrtd.OpenConnections" }?.value == 1)
            #expect(!figures.contains { $0.name == "io.crrtd.UnsignedEntries" }, "there is no key")
            #expect(try client.ask(Metrics.List.self, .init()).errorName == "ExpectedMore")
            for principal in ["duty-desk", "auditor", "ncp-est"] {
                let run = try daemon.crrtctl(["metrics", "--as", principal])
                #expect(run.status == 77 && !run.output.contains("crrtd_"), "\(run.errors)")
            }
        }
    }

    @Test("a file for its owner and group that replaces the one before, in Prometheus's format")
    func file() throws {
        try RunningDaemon.with { daemon in
            let path = daemon.folder.file("crrtd.prom")
            try daemon.folder.write("old", to: "crrtd.prom")
            for _ in 0..<2 {
                let run = try daemon.crrtctl(["metrics", "--output", path])
                #expect(run.status == 0 && run.output.isEmpty, "\(run.errors)")
            }
            var status = stat()
            #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o640)
            let text = try String(contentsOfFile: path, encoding: .utf8)
            let sample = /crrtd_[a-z_]+\{unit="crrtd"(,[a-z]+="[A-Za-z.]+")*\} [0-9]+(\.[0-9]+)?/
            let samples = text.split(separator: "\n").filter { !$0.hasPrefix("# ") }
            #expect(samples.count > 30 && samples.allSatisfy { $0.wholeMatch(of: sample) != nil })
            #expect(text.hasSuffix("\n") && text.contains("# TYPE crrtd_commits_total counter\n"))
            #expect(!text.contains("method="), "calls by method are for who asks for them")
            let each = try daemon.crrtctl(["metrics", "--by-method"])
            #expect(each.output.contains("crrtd_calls_total{unit=\"crrtd\",method=\"io.crrtd.Taskings.Order\"} 0\n"))
            let names = try FileManager.default.contentsOfDirectory(atPath: daemon.folder.path)
            #expect(!names.contains { $0.hasPrefix(".crrtctl") })
        }
    }

    @Test("wrong options, a folder that is not there, and JSON")
    func mistakes() throws {
        try RunningDaemon.with { daemon in
            let json = try daemon.crrtctl(["metrics", "--json"])
            let figures = try json.output.split(separator: "\n").map { try Metrics.List.Reply(json: Array($0.utf8)) }
            #expect(figures.contains { $0.name == "io.crrtd.Commits" })
            #expect(try daemon.crrtctl(["metrics", "--json", "--by-method"]).status == 64)
            #expect(try daemon.crrtctl(["metrics", "--output", ""]).status == 64)
            let missing = try daemon.crrtctl(["metrics", "--output", daemon.folder.file("none/crrtd.prom")])
            #expect(missing.status == 1 && missing.errors.contains("No such file or directory"), "\(missing.errors)")
        }
    }
}
