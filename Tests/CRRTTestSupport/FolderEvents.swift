public import Foundation
import Glibc

/// What happens to the files of a folder, as inotify(7) tells it: created, closed after writing, renamed, removed, changed in mode or owner.
public final class FolderEvents {
    private let descriptor: Int32

    public init(_ folder: String) throws {
        descriptor = inotify_init1(Int32(IN_CLOEXEC))
        let kinds = IN_CREATE | IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE | IN_ATTRIB
        guard descriptor >= 0, inotify_add_watch(descriptor, folder, UInt32(kinds)) >= 0 else {
            throw FixtureError("inotify does not watch \(folder)")
        }
    }

    deinit { close(descriptor) }

    /// Waits for so many events, or until `end` is closed by everybody who could write to it.
    ///
    /// - Returns: whether there were so many.
    public func wait(for count: Int, orEndOf end: FileHandle) -> Bool {
        var left = count
        while left > 0 {
            var waiting = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0), pollfd(fd: end.fileDescriptor, events: 0, revents: 0),
            ]
            poll(&waiting, 2, -1)
            if waiting[0].revents != 0 { left -= read() } else if waiting[1].revents != 0 { return false }
        }
        return true
    }

    /// How many events one read gives.
    private func read() -> Int {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let length = Glibc.read(descriptor, &buffer, buffer.count)
        var (place, count) = (0, 0)
        while place < length {
            // struct inotify_event: four numbers of 32 bits, the last the length of the name behind it.
            let name = buffer.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place + 12, as: UInt32.self) }
            (place, count) = (place + 16 + Int(name), count + 1)
        }
        return count
    }
}
