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
                for survival in [.drawn, operation % 2 == 0 ? SimulatedDisk.Survival.synced : .everything] {
                    let next = try disks.successor(disk, survival, seed: UInt64(operation))
                    let found = try Experts.count(in: next.file("crrtd.db"))
                    #expect(found == acknowledged || found == acknowledged + 1, "operation \(operation), \(survival)")
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

    /// A start that is cut off before it has made its database leaves nothing that is in the next one's way.
    @Test func aNewDatabaseSurvivesCuts() throws {
        try withDisks { disks in
            for operation in Array(1...30) + stride(from: 31, to: 1000, by: 20) {
                let disk = try disks.disk()
                disk.cut(after: operation)
                let store = try? Store(path: disk.file("crrtd.db"))
                try? store?.close()
                let wasCut = disk.isFrozen
                disk.freeze()
                #expect(try Experts.count(in: disks.successor(disk, .drawn, seed: UInt64(operation)).file("crrtd.db")) == 0)
                if !wasCut { break }
            }
        }
    }

    /// The first test would notice a store that does not sync.
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
