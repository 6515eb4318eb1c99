import CSimulatedDisk
import Glibc

/// The functions that libc's calls for files of disks lead to: each finds its disk.
enum DiskCalls {
    static func install() {
        var calls = simulated_disk_calls(
            read: { disk, file, bytes, count, offset in DiskCalls.on(disk) { $0.read(file, bytes, count, at: offset) } },
            write: { disk, file, status, bytes, count, offset in
                DiskCalls.on(disk, status) { $0.write(file, $1, UnsafeRawBufferPointer(start: bytes, count: count), at: offset) }
            },
            truncate: { disk, file, status, size in DiskCalls.on(disk, status) { $0.truncate(file, $1, to: size) } },
            allocate: { disk, file, status, size in DiskCalls.on(disk, status) { $0.allocate(file, $1, to: size) } },
            sync: { disk, _, status in DiskCalls.on(disk, status) { $0.sync($1) } },
            lock: { disk in DiskCalls.on(disk) { $0.permit(.lock) } },
            map: { disk in DiskCalls.on(disk) { $0.permit(.map) } },
            open: { at, path, flags, mode, disk in DiskCalls.open(at, path, flags, mode, disk) },
            rename: { fromAt, from, toAt, to, flags in
                // Some file systems know no other flag than RENAME_NOREPLACE, 1.
                DiskCalls.between(fromAt, from, toAt, to) { flags > 1 ? -Int(EINVAL) : $0.rename($1, $2, replaces: flags == 0) }
            },
            link: { fromAt, from, toAt, to, flags in DiskCalls.between(fromAt, from, toAt, to) { $0.link($1, $2, flags) } },
            unlink: { at, path, flags in DiskCalls.byPath(at, path) { $0.unlink($1, flags) } },
            mkdir: { at, path, mode in DiskCalls.byPath(at, path) { $0.makeFolder($1, mode) } },
            room: { path in DiskCalls.room(path) },
            room_of: { disk in DiskCalls.on(disk) { $0.room() } })
        simulated_disk_install(&calls)
    }

    private static let pass = Int64.min

    /// A discarded disk is gone, and its files with it.
    private static func on(_ number: Int32, _ body: (SimulatedDisk) -> Int) -> Int64 {
        Int64(DiskRegistry.disk(number).map(body) ?? -Int(EIO))
    }

    private static func on(_ number: Int32, _ status: UnsafePointer<stat>?, _ body: (SimulatedDisk, stat) -> Int) -> Int64 {
        guard let status = status?.pointee else { return -Int64(EBADF) }
        return on(number) { body($0, status) }
    }

    private static func disk(at: Int32, _ path: UnsafePointer<CChar>?) -> (SimulatedDisk, Place)? {
        guard let path, let place = Place(at: at, String(cString: path)) else { return nil }
        return DiskRegistry.disk(of: place.folder).map { ($0, place) }
    }

    private static func byPath(_ at: Int32, _ path: UnsafePointer<CChar>?, _ body: (SimulatedDisk, Place) -> Int) -> Int64 {
        disk(at: at, path).map { Int64(body($0, $1)) } ?? pass
    }

    /// A disk is a file system of its own: no name moves to another one.
    private static func between(
        _ fromAt: Int32, _ from: UnsafePointer<CChar>?, _ toAt: Int32, _ to: UnsafePointer<CChar>?,
        _ body: (SimulatedDisk, Place, Place) -> Int
    ) -> Int64 {
        switch (disk(at: fromAt, from), disk(at: toAt, to)) {
        case (nil, nil): pass
        case (let from?, let to?) where from.0 === to.0: Int64(body(from.0, from.1, to.1))
        default: -Int64(EXDEV)
        }
    }

    private static func open(
        _ at: Int32, _ path: UnsafePointer<CChar>?, _ flags: Int32, _ mode: mode_t, _ number: UnsafeMutablePointer<Int32>?
    ) -> Int64 {
        guard let path else { return pass }
        if let (disk, place) = disk(at: at, path) {
            number?.pointee = disk.number
            return disk.open(place, flags, mode).map(Int64.init) ?? pass
        }
        guard let folder = FileIdentity(at: at, String(cString: path)), let disk = DiskRegistry.disk(of: folder) else { return pass }
        number?.pointee = disk.number
        return Int64(disk.openFolder(at: at, String(cString: path), flags))
    }

    private static func room(_ path: UnsafePointer<CChar>?) -> Int64 {
        guard let path, let identity = FileIdentity(String(cString: path)) else { return 0 }
        let disk = DiskRegistry.disk(of: identity) ?? disk(at: AT_FDCWD, path)?.0
        return Int64(disk?.room() ?? 0)
    }
}
