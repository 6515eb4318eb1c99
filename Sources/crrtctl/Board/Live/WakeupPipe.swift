import Glibc

/// Wakes a thread that waits in poll(2): the self-pipe trick. A signal handler may write to it.
struct WakeupPipe: Sendable {
    let readEnd: Int32
    let writeEnd: Int32

    init() throws(Failure) {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw Failure(.failed, "no socket: \(SystemError.last)") }
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    /// Wakes the reader. The write fails if the pipe is full, but then the reader is awake anyway.
    func wake(_ byte: UInt8 = 0) {
        var byte = byte
        _ = write(writeEnd, &byte, 1)
    }

    /// Takes the bytes that were written since the last time.
    func drain() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(readEnd, &bytes, bytes.count)
        return count > 0 ? Array(bytes[..<count]) : []
    }

    /// Blocks until there is something to read.
    func wait() {
        var entry = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
        while poll(&entry, 1, -1) < 0, errno == EINTR {}
    }
}
