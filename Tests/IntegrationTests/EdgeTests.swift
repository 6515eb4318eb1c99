import CRRTProtocol
import CRRTTestSupport
import Foundation
import Glibc
import JournalProof
import Testing
import Varlink

/// What the daemon does not start with, because others could change it behind its back.
@Suite("The daemon's own edges")
struct EdgeTests {
    private struct Place {
        let path: String
        let mode: mode_t
    }
    private static let places = [
        Place(path: "state", mode: 0o777), Place(path: "state", mode: 0o1777), Place(path: "state", mode: 0o770),
        Place(path: "state/crrtd.db", mode: 0o666), Place(path: "state/crrtd.db-wal", mode: 0o660),
        Place(path: "state/crrtd.db-shm", mode: 0o602), Place(path: "state/crrtd.lock", mode: 0o620), Place(path: "etc", mode: 0o775),
        Place(path: "etc/crrtd.yaml", mode: 0o664), Place(path: "etc/principals.yaml", mode: 0o646),
        Place(path: "etc/crrtd.yaml.d", mode: 0o1777), Place(path: "etc/est.pub", mode: 0o666),
        Place(path: "run", mode: 0o777), Place(path: "run", mode: 0o1777),
    ]

    private func crrtd(_ folder: TemporaryFolder, _ more: [String] = []) throws -> ProgramRun {
        try ProgramRun(
            "crrtd", ["--config", folder.file("etc"), "--state", folder.file("state"), "--socket", folder.file("run/s")] + more,
            in: folder)
    }

    private func with(_ body: (TemporaryFolder) throws -> Void) throws {
        try TemporaryFolder.with { folder in
            try TestSite(extraPrincipals: "consentKeys: {EST: [est.pub]}\n").write(to: folder)
            try KeyFile.create(folder.file("etc/est"))
            for name in [
                "state/crrtd.db", "state/crrtd.db-wal", "state/crrtd.db-shm", "state/crrtd.lock", "run/x", "etc/crrtd.yaml.d/1.yaml",
            ] {
                try folder.write("", to: name)
            }
            try body(folder)
        }
    }

    @Test("a place that others may write is named with the command that mends it, and the check says the same", arguments: places.indices)
    func writable(number: Int) throws {
        let place = Self.places[number]
        try with { folder in
            #expect(try crrtd(folder, ["--check-config"]).status == 0)
            let path = folder.file(place.path)
            chmod(path, place.mode)
            try refusedAndMended(folder, path, "chmod go-w " + path)
        }
    }

    @Test(
        "so is one that belongs to another user", .enabled(if: geteuid() == 0, "needs root to give something away"),
        arguments: ["state/crrtd.db", "etc", "etc/policy.yaml", "etc/est.pub", "run"])
    func foreign(name: String) throws {
        try with { folder in
            let path = folder.file(name)
            chown(path, 4711, 4711)
            try refusedAndMended(folder, path, "chown root " + path)
        }
    }

    /// It is the daemon's own, most likely: root checks as that user, and is told not to start it as root.
    @Test("nor is a state folder that is another user's served by root", .enabled(if: geteuid() == 0, "needs root to give something away"))
    func foreignState() throws {
        try with { folder in
            let path = folder.file("state")
            chown(path, 4711, 4711)
            #expect(try crrtd(folder, ["--check-config"]).status == 0)
            let refused = try crrtd(folder)
            #expect(refused.status == 78 && refused.errors.contains("\(path) is user 4711's"), "\(refused.errors)")
        }
    }

    @Test(
        "a link of another user is not followed", .enabled(if: geteuid() == 0, "needs root to give something away"))
    func link() throws {
        try with { folder in
            let path = folder.file("state")
            rename(path, folder.file("elsewhere"))
            symlink(folder.file("elsewhere"), path)
            #expect(try crrtd(folder, ["--check-config"]).status == 0)
            lchown(path, 4711, 4711)
            try refusedAndMended(folder, path, "chown -h root " + path)
        }
    }

    private func refusedAndMended(_ folder: TemporaryFolder, _ path: String, _ command: String) throws {
        let checked = try crrtd(folder, ["--check-config"])
        // Else it would start now, and not end.
        try #require(checked.status == 78)
        let refused = try crrtd(folder)
        for run in [refused, checked] {
            #expect(run.status == 78)
            #expect(run.errors.contains(path + ": ") && run.errors.contains("; " + command + "\n"), "\(run.errors)")
        }
        #expect(refused.errors == checked.errors)
        let mending = try Process.run(URL(fileURLWithPath: "/bin/sh"), arguments: ["-c", command])
        mending.waitUntilExit()
        #expect(try crrtd(folder, ["--check-config"]).status == 0)
    }

    @Test("a reload refuses it too, and the configuration in force stays")
    func reload() throws {
        try RunningDaemon.with { daemon in
            let path = daemon.folder.file("etc/principals.yaml")
            chmod(path, 0o666)
            let refused = try daemon.connect().ask(Service.Reload.self, .init())
            #expect(refused.error?.as(Service.InvalidRecord.self)?.field == path)
            chmod(path, 0o644)
            _ = try daemon.connect().call(Service.Reload.self, .init())
        }
    }

    @Test("what it makes itself is its owner's only, whatever the umask")
    func own() throws {
        try RunningDaemon.with(through: ["/bin/sh", "-c", "umask 0; exec \"$@\"", "sh"]) { daemon in
            for name in ["state", "state/crrtd.db", "state/crrtd.db-wal", "state/crrtd.db-shm", "state/crrtd.lock"] {
                var status = stat()
                #expect(lstat(daemon.folder.file(name), &status) == 0)
                #expect(status.st_mode & 0o077 == 0, "\(name): \(String(status.st_mode, radix: 8))")
            }
        }
    }
}
