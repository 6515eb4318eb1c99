internal import Glibc
internal import Varlink

extension Peer {
    /// `struct ucred` of socket(7), which Glibc's module shows only with `_GNU_SOURCE`.
    private struct Credentials {
        var pid: Int32 = 0
        var uid: UInt32 = .max
        var gid: UInt32 = .max
    }

    /// SO_PEERGROUPS of asm-generic/socket.h; Glibc's module does not have it.
    private static let peerGroups: Int32 = 59

    /// The peer of a connection, as the kernel reports it.
    ///
    /// - Throws: `UnknownPeerError` with the errno.
    init(of descriptor: Int32) throws(UnknownPeerError) {
        var credentials = Credentials()
        var length = socklen_t(MemoryLayout<Credentials>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0 else { throw UnknownPeerError(errno: errno) }
        self.init(
            uid: credentials.uid, gid: credentials.gid, pid: credentials.pid, groups: try Self.groups(of: descriptor))
    }

    /// The supplementary groups. There may be 65,536 of them, so the buffer grows as the kernel asks.
    private static func groups(of descriptor: Int32) throws(UnknownPeerError) -> [UInt32] {
        var groups = [UInt32](repeating: 0, count: 64)
        while true {
            var length = socklen_t(groups.count * MemoryLayout<UInt32>.size)
            if getsockopt(descriptor, SOL_SOCKET, peerGroups, &groups, &length) == 0 {
                return Array(groups.prefix(Int(length) / MemoryLayout<UInt32>.size))
            }
            // With ERANGE the kernel sets `length` to what it needs.
            let needed = Int(length) / MemoryLayout<UInt32>.size
            guard errno == ERANGE, needed > groups.count else { throw UnknownPeerError(errno: errno) }
            groups = [UInt32](repeating: 0, count: needed)
        }
    }
}

/// The kernel does not report the peer.
struct UnknownPeerError: Error {
    let errno: Int32
}
