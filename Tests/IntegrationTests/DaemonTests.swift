import CRRTProtocol
import CRRTTestSupport
import Foundation
import Glibc
import Testing
import Varlink

/// The daemon's own edges: what it refuses to start with, and how it is started and stopped.
@Suite("The daemon")
struct DaemonTests {
    private func run(_ folder: TemporaryFolder, _ more: [String] = []) throws -> ProgramRun {
        try ProgramRun(
            "crrtd",
            ["--config", folder.file("etc"), "--state", folder.file("state"), "--socket", folder.file("s")] + more, in: folder)
    }

    @Test("a missing configuration folder is named; a bad one is told by file, line and column")
    func configuration() throws {
        try TemporaryFolder.with { folder in
            let missing = try run(folder)
            #expect(missing.status == 78)
            #expect(missing.errors.contains(folder.file("etc")))
            try folder.write("exercise: true\nlogLevle: info\n", to: "etc/crrtd.yaml")
            let bad = try run(folder, ["--check-config"])
            #expect(bad.status == 78)
            #expect(bad.errors.contains("crrtd.yaml:2:1") && bad.errors.contains("logLevel"))
            try folder.write("exercise: true\n", to: "etc/crrtd.yaml")
            #expect(try run(folder, ["--check-config"]).status == 0)
            #expect(!FileManager.default.fileExists(atPath: folder.file("state")))
        }
    }

    @Test("a database that is not ours is refused and left untouched")
    func foreignDatabase() throws {
        try TemporaryFolder.with { folder in
            try folder.write("", to: "etc/crrtd.yaml")
            try folder.write("no database, but somebody's letters", to: "state/crrtd.db")
            let refused = try run(folder)
            #expect(refused.status == 78)
            #expect(refused.errors.contains("is not a crrtd database"))
            #expect(try String(contentsOfFile: folder.file("state/crrtd.db"), encoding: .utf8) == "no database, but somebody's letters")
        }
    }

    @Test("two daemons cannot share a state folder")
    func oneDaemon() throws {
        try RunningDaemon.with { daemon in
            let second = try ProgramRun(
                "crrtd", ["--config", daemon.folder.file("etc"), "--state", daemon.state, "--socket", daemon.folder.file("other")],
                in: daemon.folder)
            #expect(second.status == 69)
            #expect(second.errors.contains("another crrtd is using"))
            #expect(try daemon.connect().call(Service.Status.self, .init()).version == Version.text)
        }
    }

    @Test("an empty configuration makes the daemon's own user administrator, and gives no other account a role")
    func emptyConfiguration() throws {
        try TemporaryFolder.with { folder in
            try FileManager.default.createDirectory(atPath: folder.file("etc"), withIntermediateDirectories: true)
            #expect(try run(folder, ["--check-config"]).status == 0)
        }
    }

    @Test("it stops cleanly on SIGTERM and SIGINT, and its socket goes with it", arguments: [SIGTERM, SIGINT])
    func stopping(signal: Int32) throws {
        try RunningDaemon.with { daemon in
            _ = try daemon.connect().call(Service.WhoAmI.self, .init())
            daemon.signal(signal)
            #expect(daemon.waitForEnd() == 0)
            #expect(!FileManager.default.fileExists(atPath: daemon.socket))
            #expect(daemon.logText.contains("stopping"))
        }
    }

    @Test("a watcher does not hold the stop up")
    func stoppingWatched() throws {
        try RunningDaemon.with { daemon in
            let watcher = try daemon.connect(uid: TestSite.auditor)
            var replies = 0
            try watcher.stream(Journal.Watch.self, .init()) { _, _ in
                replies += 1
                if replies == 1 { daemon.signal(SIGTERM) }
                return true
            }
            #expect(daemon.waitForEnd() == 0)
        }
    }

    @Test(
        "a socket that the service manager holds is taken over",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-socket-activate"), "needs systemd-socket-activate"))
    func activation() throws {
        try TemporaryFolder.with { folder in
            try TestSite().write(to: folder)
            let socket = folder.file("activated")
            let manager = Process()
            manager.executableURL = URL(fileURLWithPath: "/usr/bin/systemd-socket-activate")
            manager.arguments = [
                "--listen=\(socket)", try BuiltPrograms.url("crrtd").path, "--config", folder.file("etc"), "--state", folder.file("state"),
            ]
            let errors = Pipe()
            manager.standardError = errors
            try manager.run()
            defer {
                manager.terminate()
                manager.waitUntilExit()
            }
            // It says that it listens; only then is there something to connect to.
            var log = ""
            while !log.contains("Listening on") {
                let data = errors.fileHandleForReading.availableData
                if data.isEmpty { break }
                log += String(decoding: data, as: UTF8.self)
            }
            let client = try VarlinkClient(path: socket)
            client.timeout = 60
            #expect(try client.call(Service.WhoAmI.self, .init()).uid == Int(geteuid()))
        }
    }
}
