import CSimulatedDisk
import Synchronization

/// The disks of the process, by number and by the folders that are on them.
enum DiskRegistry {
    private struct Table {
        var disks: [Int32: SimulatedDisk] = [:]
        var folders: [FileIdentity: Int32] = [:]
        var last: Int32 = 0
    }

    private static let table = Mutex(Table())

    /// Numbers are not used again, so that files of a discarded disk belong to no other one.
    static func nextNumber() -> Int32 {
        table.withLock { table in
            table.last += 1
            return table.last
        }
    }

    static func add(_ disk: SimulatedDisk, _ folders: [FileIdentity]) {
        _ = isInstalled
        table.withLock { table in
            table.disks[disk.number] = disk
            for folder in folders { table.folders[folder] = disk.number }
            simulated_disk_count(Int32(table.disks.count))
        }
    }

    static func add(_ folder: FileIdentity, to disk: SimulatedDisk) { table.withLock { $0.folders[folder] = disk.number } }

    static func remove(_ folder: FileIdentity) { _ = table.withLock { $0.folders.removeValue(forKey: folder) } }

    /// - Returns: whether it was there.
    static func remove(_ disk: SimulatedDisk) -> Bool {
        table.withLock { table in
            guard table.disks.removeValue(forKey: disk.number) != nil else { return false }
            table.folders = table.folders.filter { $0.value != disk.number }
            simulated_disk_count(Int32(table.disks.count))
            return true
        }
    }

    static func disk(_ number: Int32) -> SimulatedDisk? { table.withLock { $0.disks[number] } }

    /// The disk that a folder is on; nil: none.
    static func disk(of folder: FileIdentity) -> SimulatedDisk? {
        table.withLock { table in table.folders[folder].flatMap { table.disks[$0] } }
    }

    private static let isInstalled: Void = DiskCalls.install()
}
