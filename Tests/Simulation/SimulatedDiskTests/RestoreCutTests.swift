import Glibc
import SimulatedDisk
import Testing

@testable import CRRTStore

/// Power cuts and kills while a backup is written or put in place.
@Suite struct RestoreCutTests {
    /// A database with one expert, and a backup of it that has three.
    private func template(_ disks: DiskFolder) throws -> String {
        let disk = try disks.disk()
        for (name, experts) in [("other.db", 3), ("crrtd.db", 1)] {
            let store = try Store(path: disk.file(name))
            for number in 0..<experts { try Experts.add(number, to: store) }
            if name == "other.db" { _ = try store.backup(to: disk.file("backup.db")) }
            try store.close()
        }
        return disk.folder
    }

    /// Lets a disk be cut at more and more operations until none is left, and looks at what a restart finds.
    private func atCuts(
        _ step: Int, _ body: (SimulatedDisk) throws -> Void,
        _ check: (_ found: SimulatedDisk, _ wasDone: Bool, _ cut: String) throws -> Void
    ) throws {
        try withDisks { disks in
            let template = try template(disks)
            for operation in stride(from: 1, to: 10_000, by: step) {
                let disk = try disks.disk(like: template)
                disk.cut(after: operation)
                let isDone = (try? body(disk)) != nil
                let wasCut = disk.isFrozen
                disk.freeze()
                for survival in [SimulatedDisk.Survival.drawn, .everything] {
                    let next = try disks.successor(disk, survival, seed: UInt64(operation))
                    try check(next, isDone, "operation \(operation), \(survival)")
                    next.discard()
                }
                disk.discard()
                if !wasCut { break }
            }
        }
    }

    @Test func aBackupIsWholeOrNotThere() throws {
        try atCuts(19) { disk in
            let store = try Store(path: disk.file("crrtd.db"))
            defer { try? store.close() }
            _ = try store.backup(to: disk.file("copy.db"))
        } _: { found, wasDone, cut in
            let isThere = access(found.file("copy.db"), F_OK) == 0
            #expect(isThere || !wasDone, "\(cut)")
            for name in ["crrtd.db"] + (isThere ? ["copy.db"] : []) {
                let experts = try Experts.count(in: found.file(name))
                #expect(experts == 1, "\(name), \(cut)")
            }
        }
    }

    @Test func aRestoredDatabaseIsTheOldOneOrTheNewOne() throws {
        try atCuts(19) { disk in
            let backup = open(disk.file("backup.db"), O_RDONLY | O_CLOEXEC)
            defer { close(backup) }
            let replacement = try Replacement(of: (backup, nil, nil), for: disk.file("crrtd.db"), keys: [], at: Experts.now)
            try replacement.putInPlace(keeping: disk.file("kept.db"))
        } _: { found, wasDone, cut in
            let experts = try Experts.count(in: found.file("crrtd.db"))
            #expect(experts == 3 || (experts == 1 && !wasDone), "\(cut)")
            let kept = experts == 3 ? try Experts.count(in: found.file("kept.db")) : 1
            #expect(kept == 1, "\(cut)")
        }
    }
}
