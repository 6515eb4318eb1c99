import CRRTProtocol
import CRRTTestSupport
import Foundation
import Glibc
import Testing
import Varlink

/// What systemd is told of a real daemon over a real NOTIFY_SOCKET, and what it needs of it.
@Suite("Under a service manager")
struct ServiceManagerTests {
    private func watched(_ environment: [String: String] = [:], _ body: (RunningDaemon, ReadySocket) throws -> Void) throws {
        try RunningDaemon.with { daemon in
            daemon.stop()
            try daemon.start(environment: environment, watched: true)
            try body(daemon, try #require(daemon.manager))
        }
    }

    @Test("more time is asked for before each part of a start; READY comes once it serves, with its status")
    func start() throws {
        try watched { daemon, manager in
            let caller = try daemon.connect().call(Service.WhoAmI.self, .init())
            #expect(caller.uid == Int(geteuid()))
            let messages = manager.messages
            let (asks, phases) = (messages.map { $0.first ?? "" }, messages.map { $0.last ?? "" })
            #expect(asks == Array(repeating: "EXTEND_TIMEOUT_USEC=60000000", count: 3) + ["READY=1"])
            let wanted = ["opening the database", "comparing the rows with the journal", "reading the roster"]
            #expect(phases.prefix(3) == wanted.map { "STATUS=\($0)" }[...])
            #expect(messages.last?.last == "STATUS=0 requests open, 0 consents pending, 0 taskings active, journal at 0")
        }
    }

    @Test("the status follows what is open", .needsOtherUsers)
    func status() throws {
        try watched { daemon, manager in
            let terms = Requests.Request(
                nation: "ALB", title: "Status", classification: .NR, releasableTo: ["NATO"], mode: .both, start: "2099-01-01T00:00:00Z",
                end: "2099-01-02T00:00:00Z", seats: [.init(skill: "PD-WRL-003", minLevel: 3)])
            _ = try daemon.connect(uid: TestSite.contact("ALB")).call(Requests.Submit.self, .init(request: terms))
            let told = manager.next { $0.hasPrefix("STATUS=") }
            #expect(told == ["STATUS=1 request open, 0 consents pending, 0 taskings active, journal at 1"])
        }
    }

    @Test("a reload, by signal or by method and however it ends, is RELOADING until it is READY", arguments: [true, false])
    func reload(good: Bool) throws {
        try watched { daemon, manager in
            if !good { try daemon.folder.write("wieghts: 1\n", to: "etc/policy.yaml") }
            daemon.signal(SIGHUP)
            try expectReload(manager)
            #expect(try daemon.crrtctl(["reload"]).status == (good ? 0 : 78))
            try expectReload(manager)
        }
    }

    private func expectReload(_ manager: ReadySocket, at place: SourceLocation = #_sourceLocation) throws {
        let begin = try #require(manager.next { $0 == "RELOADING=1" }, sourceLocation: place)
        #expect(begin.contains { $0.hasPrefix("MONOTONIC_USEC=") }, sourceLocation: place)
        #expect(manager.next { $0 == "READY=1" } != nil, sourceLocation: place)
    }

    @Test("the watchdog is fed at half its interval; without a watchdog nothing is sent")
    func watchdog() throws {
        try watched(["WATCHDOG_USEC": "1000000"]) { _, manager in
            let start = ContinuousClock.now
            for _ in 1...5 { #expect(manager.next { $0 == "WATCHDOG=1" } != nil) }
            // The first one comes at once.
            let needed = start.duration(to: .now)
            #expect(needed > .seconds(1.5) && needed < .seconds(3.5), "\(needed)")
        }
        try watched { daemon, manager in
            daemon.signal(SIGTERM)
            #expect(manager.next { $0 == "STOPPING=1" } != nil)
            #expect(!manager.messages.joined().contains("WATCHDOG=1"))
        }
    }

    @Test(
        "a stop is told, answers what has begun, and takes less than a second, with any peer connected",
        .needsOtherUsers)
    func stop() throws {
        try watched { daemon, manager in
            try daemon.importSampleRoster()
            let idle = try (1...20).map { _ in try daemon.connect() }
            for client in idle { _ = try client.call(Service.WhoAmI.self, .init()) }
            // One who asks for much and reads nothing, one in the middle of a message, and one who watches.
            let deaf = try RawConnection(daemon.socket)
            for _ in 1...200 {
                deaf.send(#"{"method":"org.varlink.service.GetInterfaceDescription","parameters":{"interface":"io.crrtd.Roster"}}"#)
            }
            let watcher = try daemon.connect(uid: TestSite.auditor)
            var start = ContinuousClock.now
            var replies = 0
            try watcher.stream(Journal.Watch.self, .init()) { _, _ in
                replies += 1
                if replies == 1 {
                    start = .now
                    daemon.signal(SIGTERM)
                }
                return true
            }
            #expect(daemon.waitForEnd() == 0)
            let needed = start.duration(to: .now)
            #expect(needed < .seconds(1), "\(needed)")
            #expect(manager.next { $0 == "STOPPING=1" } != nil)
        }
    }

    @Test("a damaged database: exit status 74, left as it was; a bad configuration: 78, and the database is not looked at")
    func refusals() throws {
        try RunningDaemon.with { daemon in
            daemon.stop()
            let file = try FileHandle(forUpdating: URL(fileURLWithPath: daemon.database))
            try file.seek(toOffset: 100)
            try file.write(contentsOf: [UInt8](repeating: 0xA5, count: 3000))
            try file.close()
            let before = FileManager.default.contents(atPath: daemon.database)
            let arguments = ["--config", daemon.folder.file("etc"), "--state", daemon.state, "--socket", daemon.socket]
            let damaged = try ProgramRun("crrtd", arguments, in: daemon.folder)
            #expect(damaged.status == 74, "\(damaged.errors)")
            #expect(damaged.errors.contains("crrtctl restore FILE"))
            try daemon.folder.write("logLevel: loud\n", to: "etc/crrtd.yaml")
            #expect(try ProgramRun("crrtd", arguments, in: daemon.folder).status == 78)
            #expect(FileManager.default.contents(atPath: daemon.database) == before)
        }
    }
}
