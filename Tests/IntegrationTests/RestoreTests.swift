import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Foundation
import Glibc
import Testing
import Varlink

/// `crrtctl restore`: checks first, shows, asks, keeps the old, and never leaves anything between the old and the new.
@Suite("Restore", .needsOtherUsers)
struct RestoreTests {
    /// The daemon's own user: root restores, and the daemon must find the files its own.
    private static let daemonsOwn: UInt32 = 2100
    private static let oldTitle = "Before the backup"

    /// A stopped daemon with three requests, and a backup from when there were two.
    private func with(_ site: TestSite = TestSite(), _ body: (RunningDaemon, _ backup: String) throws -> Void) throws {
        try RunningDaemon.with(site, as: Self.daemonsOwn) { daemon in
            let backup = daemon.folder.file("backup.db")
            for title in [Self.oldTitle, "Also before", "After the backup"] {
                if title.hasPrefix("After") { #expect(try daemon.crrtctl(["backup", backup]).status == 0) }
                let terms = Requests.Request(
                    nation: "ALB", title: title, classification: .NR, releasableTo: ["NATO"], mode: .both, start: "2099-01-01T00:00:00Z",
                    end: "2099-01-02T00:00:00Z", seats: [.init(skill: "PD-WRL-003", minLevel: 3)])
                _ = try daemon.connect(uid: TestSite.contact("ALB")).call(Requests.Submit.self, .init(request: terms))
            }
            daemon.stop()
            try body(daemon, backup)
        }
    }

    private func restore(_ daemon: RunningDaemon, _ path: String, _ more: [String] = ["--yes"]) throws -> ProgramRun {
        try daemon.crrtctl(["restore", path, "--config", daemon.folder.file("etc"), "--state", daemon.state] + more)
    }

    private func entries(_ daemon: RunningDaemon) throws -> Int {
        let verdict = try daemon.connect(uid: TestSite.auditor).call(Journal.Verify.self, .init())
        #expect(verdict.intact)
        return verdict.entries
    }

    /// Names and contents. Who reads leaves an empty log and its index beside.
    private func state(_ daemon: RunningDaemon) throws -> [String: Data] {
        let files = try FileManager.default.contentsOfDirectory(atPath: daemon.state).map {
            ($0, FileManager.default.contents(atPath: daemon.state + "/" + $0) ?? Data())
        }
        return Dictionary(uniqueKeysWithValues: files.filter { !$0.0.hasSuffix("-shm") && !($0.0.hasSuffix("-wal") && $0.1.isEmpty) })
    }

    @Test("a FIFO in the place of a backup, or of its log, is refused and not waited for")
    func fifo() throws {
        try with { daemon, backup in
            let fifo = daemon.folder.file("fifo")
            #expect(mkfifo(fifo, 0o644) == 0 && mkfifo(backup + "-wal", 0o644) == 0)
            for path in [fifo, backup] {
                let words = "crrtctl restore \(path) --check --config \(daemon.folder.file("etc")) --state \(daemon.state)"
                let run = try ShellRun(words, in: daemon.folder)
                #expect(run.status == 78 && run.errors.contains("is not a regular file"), "\(run.status) \(run.errors)")
            }
        }
    }

    @Test("the backup is in place, the old database is kept, and can be restored in its turn")
    func roundTrip() throws {
        try with { daemon, backup in
            let run = try restore(daemon, backup)
            #expect(run.status == 0, "\(run.errors)")
            for words in [
                "journal up to 2 ", "journal up to 3 ", "2 requests open", "the last journal entry of it is not in the backup",
                "next: start the daemon of \(daemon.state)",
            ] {
                #expect(run.output.contains(words), "\(words) is not in:\n\(run.output)")
            }
            var status = stat()
            #expect(stat(daemon.database, &status) == 0 && status.st_uid == Self.daemonsOwn && status.st_mode & 0o777 == 0o600)
            try daemon.start()
            #expect(try entries(daemon) == 2)
            daemon.stop()
            let kept = try #require(try state(daemon).keys.first { $0.hasPrefix("crrtd.db.replaced-") })
            #expect(try restore(daemon, daemon.state + "/" + kept).status == 0)
            try daemon.start()
            #expect(try entries(daemon) == 3)
        }
    }

    @Test("--check shows the same while the daemon runs, and changes nothing; without it a running daemon is in the way")
    func checking() throws {
        try with { daemon, backup in
            try daemon.start()
            let check = try restore(daemon, backup, ["--check"])
            #expect(check.status == 0, "\(check.errors)")
            #expect(check.output.contains("the journal holds; it is not signed"))
            let running = try restore(daemon, backup)
            #expect(running.status == 69)
            #expect(running.errors.contains("stop that daemon first") && !running.errors.contains("systemctl"))
            #expect(try entries(daemon) == 3)
            daemon.stop()
            // What a killed restore has left goes with the next one, not with a look.
            try daemon.folder.write("half", to: "state/crrtd.db.restoring-4194999")
            let before = try state(daemon)
            #expect(try restore(daemon, backup, ["--check"]).status == 0)
            #expect(try state(daemon) == before)
        }
    }

    @Test("where there is no terminal it wants --yes")
    func asking() throws {
        try with { daemon, backup in
            let before = try state(daemon)
            let run = try restore(daemon, backup, [])
            #expect(run.status == 64)
            #expect(run.errors.contains("--yes"))
            #expect(try state(daemon) == before)
        }
    }

    @Test("a damaged database is replaced, and kept as it was")
    func overDamage() throws {
        try with { daemon, backup in
            try patch(daemon.database) { $0.replaceSubrange(100..<3000, with: Data(repeating: 0xA5, count: 2900)) }
            let damaged = FileManager.default.contents(atPath: daemon.database)
            let run = try restore(daemon, backup)
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.output.contains("which cannot be used"))
            let after = try state(daemon)
            let kept = after.filter { $0.key.hasPrefix("crrtd.db.replaced-") }
            #expect(kept.values.contains { $0 == damaged }, "\(kept.mapValues(\.count)), \(damaged?.count ?? 0)")
            try daemon.start()
            #expect(try entries(daemon) == 2)
        }
    }

    @Test("a watch says that a backup was restored, and shows what is new in the restored journal", arguments: ["", "--json=short"])
    func watching(form: String) throws {
        let site = TestSite(extraPrincipals: "  - {name: watcher, users: [\(geteuid())], roles: [auditor], clearance: CTS}\n")
        try with(site) { daemon, backup in
            try daemon.start()
            let watch = try ProgramUnderWay(
                "crrtctl", ["watch", "--since", "0"] + (form.isEmpty ? [] : [form]), ["CRRT_SOCKET": daemon.socket])
            try watch.wait(for: "-0003")
            daemon.stop()
            #expect(try restore(daemon, backup).status == 0)
            try daemon.start()
            let terms = Requests.Request(
                nation: "EST", title: "After the restore", classification: .NR, releasableTo: ["NATO"], mode: .both,
                start: "2099-01-01T00:00:00Z", end: "2099-01-02T00:00:00Z", seats: [.init(skill: "PD-WRL-003", minLevel: 3)])
            _ = try daemon.connect(uid: TestSite.contact("EST")).call(Requests.Submit.self, .init(request: terms))
            try watch.wait(for: "REQ-EST-")
            watch.kill()
            _ = watch.end()
            #expect(
                watch.output.contains("the database was restored from a backup; the watch begins anew after entry 2"), "\(watch.output)")
            #expect(watch.output.contains("\"restored\":true") == !form.isEmpty)
        }
    }

    /// A backup that is none, and the exit status that says so.
    private static let faults: [(String, Int32, String, @Sendable (inout Data) -> Void)] = [
        ("letters", 78, "is no database of crrtd", { $0 = Data("somebody's letters, and more of them".utf8) }),
        ("nothing", 78, "is no database of crrtd", { $0 = Data() }),
        ("another program's", 78, "is no database of crrtd", { $0[68] = 0x41 }),
        ("newer", 78, "install the newer crrtd", { $0[63] = 99 }),
        ("shortened", 74, "it is damaged", { $0 = $0.prefix(4096 * 3) }),
        ("a page overwritten", 74, "it is damaged", { $0.replaceSubrange(4096..<8000, with: Data(repeating: 0xA5, count: 3904)) }),
        (
            "an entry changed", 74, "the journal does not hold",
            { content in
                while let place = content.range(of: Data(oldTitle.utf8)) { content[place.lowerBound] = UInt8(ascii: "C") }
            }
        ),
    ]

    @Test("what is damaged, newer or not ours is refused, and nothing is changed", arguments: faults.indices)
    func refused(index: Int) throws {
        let (name, status, words, damage) = Self.faults[index]
        try with { daemon, backup in
            let before = try state(daemon)
            try patch(backup, damage)
            let run = try restore(daemon, backup)
            #expect(run.status == status, "\(name): \(run.errors)")
            #expect(run.errors.contains(words), "\(name): \(run.errors)")
            #expect(try state(daemon) == before, "\(name)")
        }
    }

    @Test("the real one's backup is not an exercise's, and the other way round")
    func worlds() throws {
        try with { daemon, backup in
            try TestSite(exercise: true).write(to: daemon.folder)
            let before = try state(daemon)
            let run = try restore(daemon, backup)
            #expect(run.status == 78)
            #expect(run.errors.contains("is of the real instance"))
            #expect(try state(daemon) == before)
        }
    }

    @Test("an exercise that holds nothing but a planned inject is neither restored on a real instance nor served by it")
    func exerciseWithoutRequests() throws {
        try with { daemon, _ in
            let exercise = daemon.folder.file("exercise.db")
            let store = try Store(path: exercise)
            try store.writeAndWait { transaction in
                try transaction.put(
                    ExerciseMessage(
                        ExerciseMessageID(.inject, number: 483_920), text: "x", at: Instant("2026-01-01T00:00:00Z"),
                        by: Principal(name: "control", uid: 1), addedAt: Instant("2025-12-31T00:00:00Z")))
            }
            try store.close()
            let before = try state(daemon)
            let run = try restore(daemon, exercise)
            #expect(run.status == 78 && run.errors.contains("is of an exercise"), "\(run.errors)")
            #expect(try state(daemon) == before)
            try TemporaryFolder.with { folder in
                try TestSite().write(to: folder)
                let other = folder.file("state")
                try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
                try FileManager.default.copyItem(atPath: exercise, toPath: other + "/crrtd.db")
                let arguments = ["--config", folder.file("etc"), "--state", other, "--socket", folder.file("socket")]
                let start = try ProgramRun("crrtd", arguments, in: folder)
                #expect(start.status == 78 && start.errors.contains("holds an exercise (INJ-483920)"), "\(start.errors)")
            }
        }
    }

    /// What no kill from outside would hit, two calls of the kernel one after the other, is seen in their order.
    @Test("the place of the database is never empty, and the new one never lies beside the old one's log", arguments: [true, false])
    func noMomentBetween(damaged: Bool) throws {
        try with { daemon, backup in
            try daemon.start()
            daemon.kill()
            // One that cannot be opened keeps its log; that of a sound one is brought into it.
            if damaged { try patch(daemon.database) { $0.replaceSubrange(100..<3000, with: Data(repeating: 0xA5, count: 2900)) } }
            let folder = try FolderEvents(daemon.state)
            #expect(try restore(daemon, backup).status == 0)
            let events = folder.all()
            let database = events.filter { $0.name == "crrtd.db" && $0.kind != .other }
            #expect(database.map(\.kind) == [.movedHere], "it was away for a moment")
            let swap = try #require(events.firstIndex { $0.name == "crrtd.db" && $0.kind == .movedHere })
            let logs = events.indices.filter { events[$0].name == "crrtd.db-wal" && events[$0].kind == .removed }
            #expect(!logs.isEmpty && logs.allSatisfy { $0 < swap })
        }
    }

    /// After each thing that it does in the state folder, one more each time, until it comes to its end.
    @Test("killed at any moment, it leaves the old database or the new one")
    func killed() throws {
        try with { daemon, backup in
            var seen: Set<Substring> = []
            for round in 0..<200 {
                let isKilled = try killedRestore(daemon, backup, after: round)
                let check = try restore(daemon, daemon.database, ["--check"])
                #expect(check.status == 0, "round \(round): \(check.errors)")
                seen.formUnion(check.output.matches(of: /journal up to (\d+)/).map(\.1))
                if !isKilled { break }
            }
            #expect(seen == ["2", "3"], "the kills came before the swap and after it")
            #expect(try restore(daemon, backup).status == 0)
            #expect(try state(daemon).keys.allSatisfy { !$0.contains("restoring") })
            try daemon.start()
            #expect(try entries(daemon) == 2)
        }
    }

    /// - Returns: false where it came to its end first.
    private func killedRestore(_ daemon: RunningDaemon, _ backup: String, after events: Int) throws -> Bool {
        let folder = try FolderEvents(daemon.state)
        let output = Pipe()
        let process = Process()
        process.executableURL = try BuiltPrograms.url("crrtd")
        process.arguments = ["--restore", backup, "--yes", "--config", daemon.folder.file("etc"), "--state", daemon.state]
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let reached = folder.wait(for: events, orEndOf: output.fileHandleForReading)
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return reached
    }

    private func patch(_ path: String, _ change: (inout Data) -> Void) throws {
        var content = try #require(FileManager.default.contents(atPath: path))
        change(&content)
        // In place: it stays whose it was.
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: content)
        try file.close()
    }
}
