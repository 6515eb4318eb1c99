import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Foundation
import Glibc
import Testing
import Varlink

/// A real daemon whose disk fails: nothing acknowledged is lost, nothing refused comes back, and what is not known is said to be unknown.
@Suite("A faulty disk", .needsOtherUsers)
struct FaultyDiskTests {
    private func with(_ body: (RunningDaemon, FaultyDisk) throws -> Void) throws {
        try RunningDaemon.with { daemon in
            daemon.stop()
            let disk = try FaultyDisk(in: daemon.folder)
            try daemon.start(environment: disk.environment)
            try body(daemon, disk)
        }
    }

    private func put(_ daemon: RunningDaemon, _ id: String, key: String) throws -> Answer<Roster.PutExpert.Reply> {
        try daemon.connect(uid: TestSite.contact("EST")).ask(
            Roster.PutExpert.self, .init(expert: SmallWorld.expert(id), idempotencyKey: key))
    }

    /// What the journal says of experts, having seen that it holds and that memory and rows are the same.
    private func subjects(_ daemon: RunningDaemon) throws -> [String] {
        let auditor = try daemon.connect(uid: TestSite.auditor)
        #expect(try auditor.call(Journal.Verify.self, .init()).intact)
        #expect(try daemon.connect().call(Service.CheckRoster.self, .init()).intact)
        return try auditor.call(Journal.Read.self, .init(limit: 100)).entries?.map(\.subject) ?? []
    }

    /// A sync that fails, and a write that fails otherwise than for want of room.
    @Test(
        "a commit that the disk does not confirm: unknown, and the daemon ends; repeated with its key it is done once",
        arguments: [FaultyDisk.Operation.sync, .write])
    func unknown(operation: FaultyDisk.Operation) throws {
        try with { daemon, disk in
            #expect(try put(daemon, "EST-0001", key: "one").errorName == nil)
            let watcher = try daemon.connect(uid: TestSite.auditor)
            #expect(try watcher.call(Journal.Verify.self, .init()).entries == 1)
            try disk.fail(operation, of: "crrtd.db-wal", with: EIO)
            #expect(try put(daemon, "EST-0002", key: "two").errorName == "OutcomeUnknown")
            #expect(daemon.waitForEnd() == 75)
            #expect(daemon.logText.contains("critical: whether the last changes were written is unknown"))
            disk.heal()
            try daemon.start(environment: disk.environment)
            for id in ["EST-0001", "EST-0002"] {
                #expect(try put(daemon, id, key: id == "EST-0001" ? "one" : "two").errorName == nil)
            }
            #expect(try subjects(daemon) == ["EST-0001", "EST-0002"])
        }
    }

    private static let exercise = TestSite(
        exercise: true, extraPrincipals: "  - name: control\n    users: [\(geteuid())]\n    roles: [excon]\n    clearance: CTS\n")
    private static let submission = [
        "request", "submit", "--as", "ncp-alb", "--nation", "ALB", "--title", "It's open", "--classification", "NR", "--rel-to", "NATO",
        "--start", SmallWorld.day(0), "--end", SmallWorld.day(3), "--seat", "PD-WRL-003:3",
    ]

    private func submissions(_ daemon: RunningDaemon) throws -> Int {
        let entries = try daemon.connect(uid: TestSite.auditor).call(Journal.Read.self, .init(limit: 100)).entries ?? []
        return entries.filter { $0.event == "request.submitted" }.count
    }

    @Test("crrtctl repeats it by itself, once the daemon is there again")
    func repeated() throws {
        try RunningDaemon.with(Self.exercise) { daemon in
            daemon.stop()
            let disk = try FaultyDisk(in: daemon.folder)
            try daemon.start(environment: disk.environment)
            try disk.fail(.sync, of: "crrtd.db-wal", with: EIO)
            let run = try ProgramUnderWay("crrtctl", Self.submission, ["CRRT_SOCKET": daemon.socket])
            #expect(daemon.waitForEnd() == 75)
            // What systemd does. By then the disk is well.
            disk.heal()
            try daemon.start(environment: disk.environment)
            #expect(run.end() == 0, "\(run.output)")
            #expect(try submissions(daemon) == 1)
        }
    }

    @Test("where that does not help it ends with 75 and names the command that does")
    func named() throws {
        try RunningDaemon.with(Self.exercise) { daemon in
            daemon.stop()
            let disk = try FaultyDisk(in: daemon.folder)
            try daemon.start(environment: disk.environment)
            try disk.fail(.sync, of: "crrtd.db-wal", with: EIO)
            let run = try daemon.crrtctl(Self.submission)
            #expect(run.status == 75, "\(run.errors)")
            #expect(run.errors.contains("repeat with the same idempotency key"))
            let line = try #require(run.errors.split(separator: "\n").last { $0.hasPrefix("try: crrtctl request submit --as ncp-alb ") })
            #expect(daemon.waitForEnd() == 75)
            disk.heal()
            try daemon.start()
            // As a shell reads it, and twice.
            let words = try shellWords(String(line.dropFirst("try: crrtctl ".count)))
            let runs = try (1...2).map { _ in try daemon.crrtctl(words) }
            #expect(runs.allSatisfy { $0.status == 0 } && runs[0].output == runs[1].output, "\(runs.map(\.errors))")
            #expect(try submissions(daemon) == 1)
        }
    }

    private func shellWords(_ line: String) throws -> [String] {
        let shell = Process()
        let pipe = Pipe()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-c", "eval \"set -- $1\"; printf '%s\\0' \"$@\"", "sh", line]
        shell.standardOutput = pipe
        try shell.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        shell.waitUntilExit()
        return output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("no room: refused, told in the log, not there after a kill, and the daemon goes on")
    func full() throws {
        try with { daemon, disk in
            try disk.fail(.write, of: "crrtd.db-wal", with: ENOSPC)
            for number in 1...3 { #expect(try put(daemon, "EST-000\(number)", key: "k").errorName == "StorageFull") }
            let lines = daemon.logText.split(separator: "\n").filter { $0.contains("error: the disk is full or refuses to write") }
            #expect(lines.count == 1, "at most one a minute")
            daemon.kill()
            disk.heal()
            try daemon.start(environment: disk.environment)
            #expect(try subjects(daemon) == [])
            #expect(try put(daemon, "EST-0009", key: "k").errorName == nil)
        }
    }

    @Test("a limit of the size of files does not end the daemon: it is as if the disk were full")
    func limited() throws {
        try RunningDaemon.with(through: ["/usr/bin/prlimit", "--fsize=600000"]) { daemon in
            let estonia = try daemon.connect(uid: TestSite.contact("EST"))
            var (accepted, refused) = (0, 0)
            for number in 1000...1200 where refused < 3 {
                switch try estonia.ask(Roster.PutExpert.self, .init(expert: SmallWorld.expert("EST-\(number)"))) {
                case .reply: accepted += 1
                case .error(let error):
                    refused += 1
                    #expect(error.name == Service.StorageFull.name)
                }
            }
            #expect(accepted > 3 && refused == 3, "\(accepted) accepted")
            daemon.kill()
            // Its log would pass the limit, too.
            #expect(unlink(daemon.folder.file("log")) == 0)
            try daemon.start()
            #expect(try daemon.connect(uid: TestSite.auditor).call(Journal.Verify.self, .init()).entries == accepted)
        }
    }

    @Test("a stop ends in time although the disk does not answer")
    func stop() throws {
        try with { daemon, disk in
            #expect(try put(daemon, "EST-0001", key: "one").errorName == nil)
            try disk.hang(.sync, of: "crrtd.db-wal")
            // Used by that thread alone.
            nonisolated(unsafe) let caller = try daemon.connect(uid: TestSite.contact("EST"))
            Thread { _ = try? caller.ask(Roster.PutExpert.self, .init(expert: SmallWorld.expert("EST-0002"))) }.start()
            #expect(disk.waitUntilItHangs())
            try WaitLimit.kill(daemon.processIdentifier, after: 20, waitingFor: "the end of a stop") {
                daemon.signal(SIGTERM)
                #expect(daemon.waitForEnd() == 0)
            }
            disk.heal()
            try daemon.start()
            #expect(try subjects(daemon).first == "EST-0001")
        }
    }

    @Test("one read that fails does not stop the deadlines")
    func deadlines() throws {
        try with { daemon, disk in
            let duty = try daemon.connect(uid: TestSite.duty)
            #expect(try put(daemon, "EST-0001", key: "one").errorName == nil)
            let albania = try daemon.connect(uid: TestSite.contact("ALB"))
            let request = try #require(
                try albania.call(Requests.Submit.self, .init(request: SmallWorld.terms(from: 0, days: 3))).request.id)
            _ = try duty.call(Requests.Validate.self, .init(id: request))
            try disk.fail(.read, of: "crrtd.db-wal", with: EIO)
            let tasking = try duty.call(
                Taskings.Propose.self,
                .init(
                    request: request, kind: .assembled, assignments: [.init(seat: 0, expert: "EST-0001")],
                    replyBy: RealClock.now.adding(seconds: 2).description)
            ).tasking.id
            #expect(daemon.waitForLog("deadlines cannot be read"))
            disk.heal()
            let auditor = try daemon.connect(uid: TestSite.auditor)
            try WaitLimit.kill(daemon.processIdentifier, waitingFor: "the lapse of a consent") {
                try auditor.stream(Journal.Watch.self, .init(since: 0)) { reply, _ in reply.entry?.event != "consent.lapsed" }
            }
            #expect(try duty.call(Taskings.Get.self, .init(id: tasking)).tasking.state == .declined)
        }
    }
}
