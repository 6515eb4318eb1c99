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

    @Test("what is read at a start only stays after a reload, is named, and is shown beside what will be; a start takes it")
    func nextStart() throws {
        try RunningDaemon.with { daemon in
            let base = daemon.folder.file("etc/crrtd.yaml")
            let (file, key) = (daemon.folder.file("etc/crrtd.yaml.d/10.yaml"), daemon.folder.file("key"))
            func settings() throws -> [String: Service.Setting] {
                let all = try daemon.connect().call(Service.GetConfiguration.self, .init()).settings
                return Dictionary(uniqueKeysWithValues: all.map { ($0.key, $0) })
            }
            let before = try settings()
            func reload(_ text: String, _ words: String, place: SourceLocation = #_sourceLocation) throws {
                try daemon.folder.write(text, to: "etc/crrtd.yaml.d/10.yaml")
                let run = try daemon.crrtctl(["reload"])
                #expect(run.status == 0 && run.output == "the configuration is in force\(words)\n", "\(run)", sourceLocation: place)
                #expect(daemon.logText.contains("configuration reloaded\(words)\n"), "\(daemon.logText)", sourceLocation: place)
            }
            try reload(
                "limits: {connections: 1}\ncheckpoints: {entries: 7}\nsigningKey: \(key)\ninstance: other\n",
                "; from the next start on: limits.connections, checkpoints.entries, signingKey, instance")
            // One connection would be too few for this, and there is no such key.
            _ = try daemon.connect()
            var (now, status) = (try settings(), try daemon.connect().call(Service.Status.self, .init()))
            #expect(status.instance == nil)
            #expect(now["limits.connections"]?.value == before["limits.connections"]?.value)
            #expect(now["limits.connections"]?.next == .init(value: "1", file: file, line: 1))
            #expect(now["checkpoints.entries"]?.next?.value == "7" && now["checkpoints.minutes"]?.next == nil)
            #expect(now["signingKey"]?.value == "" && now["signingKey"]?.next?.value == key)
            let shown = try daemon.crrtctl(["--no-legend", "cat-config"]).output.split(separator: "\n").filter { $0.hasPrefix("instance") }
            #expect(
                shown.map { $0.split(separator: " ").joined(separator: " ") } == [
                    "instance none default", "instance at the next start: other \(file):4",
                ])
            // Taken back, nothing waits, and nothing is left of it.
            try reload("", "")
            #expect(try settings() == before)
            try reload("checkpoints: {minutes: 5}\ninstance: other\n", "; from the next start on: checkpoints.minutes, instance")
            daemon.stop()
            try daemon.start()
            (now, status) = (try settings(), try daemon.connect().call(Service.Status.self, .init()))
            #expect(status.instance == "other" && now["checkpoints.minutes"]?.value == "5")
            #expect(now.values.allSatisfy { $0.next == nil } && now["logLevel"]?.file == base)
            // What was in force goes on being shown where no file names it any more.
            try reload("", "; from the next start on: checkpoints.minutes, instance")
            now = try settings()
            #expect(now["instance"]?.value == "other" && now["instance"]?.next == .init(value: ""))
        }
    }
}
