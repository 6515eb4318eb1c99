internal import Glibc

/// Stream sockets of this machine (unix(7)), as bare descriptors.
public enum UnixSocket {
    /// Connects to the socket at a path.
    ///
    /// - Parameters:
    ///   - path: at most 107 bytes, which is what an address holds.
    ///   - seconds: how long to wait for room in the listener's queue of connections; nil: without limit.
    /// - Returns: a blocking descriptor without time limits, closed on exec, which the caller closes.
    /// - Throws: ``ClientError/timedOut`` where the time is over, ``ClientError/unreachable(path:errno:)`` for every other error.
    public static func connect(path: String, within seconds: Int? = nil) throws(ClientError) -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .unreachable(path: path, errno: errno) }
        // connect waits for room in the queue for as long as SO_SNDTIMEO says.
        if let seconds { setSendTimeout(descriptor, seconds) }
        let code = connect(descriptor, path)
        guard code == 0 else {
            close(descriptor)
            throw code == EAGAIN ? .timedOut : .unreachable(path: path, errno: code)
        }
        if seconds != nil { setSendTimeout(descriptor, 0) }
        return descriptor
    }

    /// - Parameter seconds: 0 for no limit.
    private static func setSendTimeout(_ descriptor: Int32, _ seconds: Int) {
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    /// 0, or the errno.
    private static func connect(_ descriptor: Int32, _ path: String) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let fits = withUnsafeMutableBytes(of: &address.sun_path) { room in
            guard bytes.count < room.count else { return false }
            room.copyBytes(from: bytes)
            return true
        }
        guard fits else { return ENAMETOOLONG }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                while Glibc.connect(descriptor, address, socklen_t(MemoryLayout<sockaddr_un>.size)) != 0 {
                    if errno != EINTR { return errno }
                }
                return 0
            }
        }
    }
}
