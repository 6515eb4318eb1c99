import Glibc
import SeededNumbers
import SimulatedDisk
import Testing

@testable import CRRTStore

/// Power cuts with the real store on the disk.
@Suite struct CutTests {
    /// A closed database with one expert.
    private func template(_ disks: DiskFolder) throws -> String {
        let disk = try disks.disk()
        let store = try Store(path: disk.file("crrtd.db"))
        try Experts.add(0, to: store)
        try store.close()
        return disk.folder
    }

    /// Adds experts until the disk is cut, and closes the store.
    ///
    /// - Returns: how many were acknowledged.
    private func live(on disk: SimulatedDisk) -> Int {
        var acknowledged = 1
        guard let store = try? Store(path: disk.file("crrtd.db")) else { return acknowledged }
        for number in 1...4 {
            guard (try? Experts.add(number, to: store)) != nil else { break }
            acknowledged += 1
        }
        try? store.close()
        return acknowledged
    }

    @Test func whatWasAcknowledgedSurvivesEveryCut() throws {
        try withDisks { disks in
            let template = try template(disks)
            for operation in 1... {
                let disk = try disks.disk(like: template)
                disk.cut(after: operation)
                let acknowledged = live(on: disk)
                let wasCut = disk.isFrozen
                disk.freeze()
                for (survival, seed) in [(SimulatedDisk.Survival.synced, 0), (.drawn, 1), (.drawn, 2), (.everything, 3)] {
                    let next = try disks.successor(disk, survival, seed: UInt64(operation * 10 + seed))
                    let found = try Experts.count(in: next.file("crrtd.db"))
                    #expect(found == acknowledged || found == acknowledged + 1, "operation \(operation), \(survival), seed \(seed)")
                    next.discard()
                }
                disk.discard()
                if !wasCut {
                    #expect(operation > 20 && acknowledged == 5)
                    break
                }
            }
        }
    }

    /// The test above would notice a store that does not sync.
    @Test func aDiskThatIgnoresSyncsLosesWhatWasAcknowledged() throws {
        try withDisks { disks in
            let disk = try disks.disk(like: try template(disks))
            disk.ignoresSyncs = true
            let store = try Store(path: disk.file("crrtd.db"))
            for number in 1...4 { try Experts.add(number, to: store) }
            disk.freeze()
            try? store.close()
            #expect(try Experts.count(in: disks.successor(disk, .synced).file("crrtd.db")) == 1)
            #expect(try Experts.count(in: disks.successor(disk, .everything).file("crrtd.db")) == 5)
            #expect(disk.failures(.sync) > 3)
        }
    }
}
