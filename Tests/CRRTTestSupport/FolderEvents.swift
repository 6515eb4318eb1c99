public import Foundation
import Glibc

/// What happens to the files of a folder, as inotify(7) tells it: created, closed after writing, renamed, removed, changed in mode or
/// owner; where it is asked for, each write as well.
public final class FolderEvents {
    /// One of them.
    public struct Event: Sendable, Hashable {
        public enum Kind: Sendable { case removed, movedAway, movedHere, other }
        public var kind: Kind
        public var name: String
    }

    private let descriptor: Int32

    /// - Parameter writes: whether each write is an event, also to a file that stays open.
    public init(_ folder: String, writes: Bool = false) throws {
        descriptor = inotify_init1(Int32(IN_CLOEXEC))
        let kinds = IN_CREATE | IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE | IN_ATTRIB | (writes ? IN_MODIFY : 0)
        guard descriptor >= 0, inotify_add_watch(descriptor, folder, UInt32(kinds)) >= 0 else {
            throw FixtureError("inotify does not watch \(folder)")
        }
    }

    deinit { close(descriptor) }

    /// Waits for a number of events, or until every writer has closed `end`.
    ///
    /// - Returns: whether there were as many.
    public func wait(for count: Int, orEndOf end: FileHandle) -> Bool {
        var left = count
        while left > 0 {
            var waiting = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0), pollfd(fd: end.fileDescriptor, events: 0, revents: 0),
            ]
            poll(&waiting, 2, -1)
            if waiting[0].revents != 0 { left -= read().count } else if waiting[1].revents != 0 { return false }
        }
        return true
    }

    /// Waits until a condition holds, and looks at it again after each event. What happens from the initialiser on is not missed.
    ///
    /// - Returns: whether it holds; false where it does not within the seconds.
    public func wait(seconds: Int = 20, until holds: () -> Bool) -> Bool {
        let end = ContinuousClock.now + .seconds(seconds)
        while !holds() {
            let left = ContinuousClock.now.duration(to: end) / Duration.milliseconds(1)
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            if left <= 0 { return false }
            if poll(&waiting, 1, Int32(left.rounded(.up))) > 0 { _ = read() }
        }
        return true
    }

    /// Those that are there and have not been waited for.
    public func all() -> [Event] {
        var events: [Event] = []
        var waiting = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
        while poll(&waiting, 1, 0) > 0 { events += read() }
        return events
    }

    /// What one read gives.
    private func read() -> [Event] {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let length = Glibc.read(descriptor, &buffer, buffer.count)
        var (place, events): (Int, [Event]) = (0, [])
        while place < length {
            // struct inotify_event: four numbers of 32 bits, the last the length of the name behind it, which is filled up with zeros.
            let numbers = buffer.withUnsafeBytes { bytes in
                (0..<4).map { Int(bytes.loadUnaligned(fromByteOffset: place + 4 * $0, as: UInt32.self)) }
            }
            let name = buffer[(place + 16)...].prefix(numbers[3]).prefix { $0 != 0 }
            events.append(Event(kind: Self.kind(numbers[1]), name: String(decoding: name, as: UTF8.self)))
            place += 16 + numbers[3]
        }
        return events
    }

    private static func kind(_ mask: Int) -> Event.Kind {
        switch mask {
        case _ where mask & Int(IN_DELETE) != 0: .removed
        case _ where mask & Int(IN_MOVED_FROM) != 0: .movedAway
        case _ where mask & Int(IN_MOVED_TO) != 0: .movedHere
        default: .other
        }
    }
}
