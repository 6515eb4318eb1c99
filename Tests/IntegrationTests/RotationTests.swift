import CRRTDomain
import CRRTTestSupport
import Foundation
import Glibc
import Testing

/// `crrtctl backup FOLDER --keep N`, as the timer calls it.
@Suite("Backups in a folder")
struct RotationTests {
    private func names(_ folder: String) throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }

    @Test("it is named by its time; the newest stay, and files with other names are not removed")
    func rotation() throws {
        try RunningDaemon.with { daemon in
            let folder = daemon.folder.file("backups")
            let others = ["crrtd-2026.db", "crrtd-20260101T000000Z.db.gz", "letters", "crrtd-20260101T000001Z.db.part"]
            let left = "crrtd-20260101T000002Z.db.part"
            for name in others + [left] + (1...4).map({ "crrtd-2026010\($0)T000000Z.db" }) {
                try daemon.folder.write("x", to: "backups/" + name)
            }
            // Broken off more than a day ago.
            let past = timespec(tv_sec: Int(RealClock.now.milliseconds / 1000) - 90_000, tv_nsec: 0)
            utimensat(AT_FDCWD, folder + "/" + left, [past, past], 0)
            let run = try daemon.crrtctl(["backup", folder, "--keep", "3"])
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.errors.contains("removed: \(folder)/crrtd-20260101T000000Z.db"))
            let backups = try names(folder).filter { !others.contains($0) }
            #expect(try Set(others).isSubset(of: names(folder)))
            #expect(backups.prefix(2) == ["crrtd-20260103T000000Z.db", "crrtd-20260104T000000Z.db"])
            #expect(backups.count == 3 && backups[2].count == "crrtd-20260104T000000Z.db".count)
        }
    }

    @Test("nothing goes where no new one was made")
    func failure() throws {
        try RunningDaemon.with { daemon in
            let folder = daemon.folder.file("backups")
            for day in 1...3 { try daemon.folder.write("x", to: "backups/crrtd-2026010\(day)T000000Z.db") }
            let before = try names(folder)
            daemon.stop()
            #expect(try daemon.crrtctl(["backup", folder, "--keep", "1"]).status == 69)
            #expect(try names(folder) == before)
            #expect(try daemon.crrtctl(["backup", folder, "--keep", "0"]).status == 64)
            #expect(try daemon.crrtctl(["backup", folder + "/new.db", "--keep", "1"]).status == 64)
        }
    }
}
