import Glibc

/// Wakes a thread that waits with poll(2); ringing it is allowed anywhere, also in a signal handler.
struct Bell: Sendable {
    let listening: Int32
    let ringing: Int32

    init() throws(Failure) {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw Failure(.failed, "no socket: \(SystemError.last)") }
        (listening, ringing) = (ends[0], ends[1])
    }

    /// A full socket rings already.
    func ring(_ byte: UInt8 = 0) {
        var byte = byte
        _ = write(ringing, &byte, 1)
    }

    /// What it was rung with since the last time.
    func silence() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(listening, &bytes, bytes.count)
        return count > 0 ? Array(bytes[..<count]) : []
    }

    /// Waits until it rings.
    func wait() {
        var entry = pollfd(fd: listening, events: Int16(POLLIN), revents: 0)
        while poll(&entry, 1, -1) < 0, errno == EINTR {}
    }
}
