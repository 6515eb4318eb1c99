import Glibc

/// The service manager's end of sd_notify(3): what the daemon tells it, message by message.
public final class ReadySocket {
    let path: String
    private let descriptor: Int32
    /// The messages that have been read, in order, each its lines `NAME=value`.
    public private(set) var messages: [[String]] = []

    init(path: String) throws {
        self.path = path
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        unlink(path)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        guard bound == 0 else { throw FixtureError("bind \(path): \(String(cString: strerror(errno)))") }
    }

    deinit {
        close(descriptor)
        unlink(path)
    }

    /// - Returns: whether READY came within the seconds.
    func waitUntilReady(seconds: Int) -> Bool { next(seconds: seconds) { $0 == "READY=1" } != nil }

    /// The next message with such a line, passing over others; nil where none comes within the seconds.
    public func next(seconds: Int = 20, with fits: (String) -> Bool) -> [String]? {
        var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        var buffer = [UInt8](repeating: 0, count: 4096)
        while poll(&poller, 1, Int32(seconds * 1000)) == 1 {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { continue }
            let lines = String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n").map(String.init)
            messages.append(lines)
            if lines.contains(where: fits) { return lines }
        }
        return nil
    }
}
