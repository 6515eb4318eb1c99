import Glibc
import SimulatedDisk
import Testing

@testable import CRRTStore

/// One failure at any place, and later a power cut: what was acknowledged in between survives.
@Suite struct FailureThenCutTests {
    /// - Parameter step: not each operation of a frequent kind is tried.
    @Test(arguments: [
        (SimulatedDisk.Operation.sync, EIO, 3), (.write, EIO, 37), (.write, ENOSPC, 41), (.open, EMFILE, 3), (.truncate, EIO, 1),
        (.lock, ENOLCK, 97), (.unlink, EIO, 2), (.map, ENOMEM, 2), (.read, EIO, 53),
    ])
    func nothingAcknowledgedIsLost(operation: SimulatedDisk.Operation, error: Int32, step: Int) throws {
        try withDisks { disks in
            for number in stride(from: 1, to: 10_000, by: step) {
                let disk = try disks.disk()
                disk.fail(operation, after: number, errno: error)
                let acknowledged = live(on: disk)
                let hasFailed = disk.failures(operation) > 0
                disk.freeze()
                let next = try disks.successor(disk, .synced)
                let found = try Experts.count(in: next.file("crrtd.db"))
                #expect(found >= acknowledged, "\(operation) \(number)")
                next.discard()
                disk.discard()
                if !hasFailed { break }
            }
        }
    }

    /// Starts, and starts again where that failed; adds an expert, and after a restart another.
    ///
    /// - Returns: how many were acknowledged.
    private func live(on disk: SimulatedDisk) -> Int {
        var acknowledged = 0
        for _ in 1...3 {
            guard let store = try? Store(path: disk.file("crrtd.db")) else { continue }
            if (try? Experts.add(acknowledged, to: store)) != nil { acknowledged += 1 }
            try? store.close()
        }
        return acknowledged
    }
}
