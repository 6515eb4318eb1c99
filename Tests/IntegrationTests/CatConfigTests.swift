import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

@Suite("What is in force")
struct CatConfigTests {
    @Test("each value with its file; what the files say since counts after a reload, and only whole")
    func values() throws {
        try RunningDaemon.with { daemon in
            let policy = daemon.folder.file("etc/policy.yaml")
            func row(_ key: String) throws -> [String] {
                let run = try daemon.crrtctl(["cat-config"])
                #expect(run.status == 0, "\(run.errors)")
                return run.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }.first { $0.first == key } ?? []
            }
            #expect(try row("siteFloor") == ["siteFloor", "NR", "default"])
            #expect(try row("logLevel") == ["logLevel", "debug", daemon.folder.file("etc/crrtd.yaml") + ":2"])
            try daemon.folder.write("# decided\nsiteFloor: NC\n", to: "etc/policy.yaml")
            #expect(try row("siteFloor") == ["siteFloor", "NR", "default"])
            #expect(try daemon.crrtctl(["reload"]).status == 0)
            #expect(try row("siteFloor") == ["siteFloor", "NC", policy + ":2"])
            // All of it or nothing: a good policy beside bad principals is not taken.
            try daemon.folder.write("siteFloor: NS\n", to: "etc/policy.yaml")
            try daemon.folder.write("principals:\n  - nmae: x\n", to: "etc/principals.yaml")
            #expect(try daemon.crrtctl(["reload"]).status == 78)
            #expect(try row("siteFloor") == ["siteFloor", "NC", policy + ":2"])
            #expect(try daemon.connect(uid: TestSite.duty).call(Service.WhoAmI.self, .init()).roles == ["duty"])
            _ = try daemon.connect().call(ServiceControl.SetLogLevel.self, .init(level: 4))
            #expect(try row("logLevel") == ["logLevel", "warning", "io.systemd.service.SetLogLevel"])
        }
    }
}
