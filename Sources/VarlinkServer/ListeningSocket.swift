internal import Glibc

/// A unix socket bound to a path. NIO cannot create it, because its mode must be set before the first peer can connect.
struct ListeningSocket {
    /// Four bytes less than `sockaddr_un` holds, for tools that add a prefix to the path.
    static let pathLimit = 103

    /// The listening descriptor, owned by the caller.
    let fileDescriptor: Int32
    let path: BoundPath

    /// Binds and listens. A socket file is replaced only if no process listens on it.
    ///
    /// A lock on the folder prevents that one of two starting processes removes the socket of the other.
    static func bound(to path: String, mode: mode_t, backlog: Int32) throws(ServerError) -> ListeningSocket {
        guard path.utf8.count <= pathLimit else { throw .pathTooLong(path, limit: pathLimit) }
        let folder = try FolderLock(of: path)
        defer { folder.unlock() }
        try removeStale(path)
        let descriptor = try made(for: path)
        do throws(ServerError) {
            try check("bind", path, withAddress(path) { bind(descriptor, $0, $1) })
            // Peers can connect only after listen, so the mode applies to all. It is set here because of the umask.
            try check("chmod", path, chmod(path, mode))
            try check("listen", path, listen(descriptor, backlog))
            return ListeningSocket(fileDescriptor: descriptor, path: try BoundPath(path))
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// Checks that an inherited descriptor is a listening unix stream socket.
    static func check(inherited descriptor: Int32) throws(ServerError) {
        guard option(SO_DOMAIN, of: descriptor) == AF_UNIX, option(SO_TYPE, of: descriptor) == Int32(SOCK_STREAM.rawValue),
            option(SO_ACCEPTCONN, of: descriptor) == 1
        else { throw .notListening(fileDescriptor: descriptor) }
    }

    /// No method takes file descriptors, so the kernel must not queue any (UAPI.20, "Passing File Descriptors"). Connections inherit the
    /// option. Kernels before 6.16 do not have it, and drop descriptors that are not received.
    static func refuseDescriptors(_ descriptor: Int32) {
        var off: Int32 = 0
        setsockopt(descriptor, SOL_SOCKET, passRights, &off, socklen_t(MemoryLayout<Int32>.size))
    }

    /// SO_PASSRIGHTS of asm-generic/socket.h; Debian 12's headers do not have it.
    private static let passRights: Int32 = 83

    private static func option(_ name: Int32, of descriptor: Int32) -> Int32? {
        var value: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, name, &value, &length) == 0 ? value : nil
    }

    private static func removeStale(_ path: String) throws(ServerError) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return }
            throw .system(call: "lstat", path: path, errno: errno)
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path: path) }
        let probe = try made(for: path)
        defer { close(probe) }
        if withAddress(path, { connect(probe, $0, $1) }) == 0 { throw .inUse(path: path) }
        switch errno {
        case ECONNREFUSED: try check("unlink", path, unlink(path))
        case ENOENT: return
        // The queue of a listening process is full.
        case EAGAIN: throw .inUse(path: path)
        default: throw .system(call: "connect", path: path, errno: errno)
        }
    }

    private static func made(for path: String) throws(ServerError) -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { throw .system(call: "socket", path: path, errno: errno) }
        return descriptor
    }

    private static func withAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return withUnsafeBytes(of: &address) { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) { body($0.baseAddress!, socklen_t(bytes.count)) }
        }
    }

    fileprivate static func check(_ call: String, _ path: String, _ result: Int32) throws(ServerError) {
        if result < 0 { throw .system(call: call, path: path, errno: errno) }
    }
}

/// A socket file that this process has bound. It is identified by its inode, so that a file of another process is never removed.
struct BoundPath: Sendable {
    let path: String
    private let device: UInt64
    private let inode: UInt64

    fileprivate init(_ path: String) throws(ServerError) {
        var status = stat()
        try ListeningSocket.check("lstat", path, lstat(path, &status))
        self.path = path
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
    }

    func remove() {
        var status = stat()
        guard lstat(path, &status) == 0, UInt64(status.st_dev) == device, UInt64(status.st_ino) == inode else { return }
        unlink(path)
    }
}

/// An exclusive lock on the folder of a path, held while its socket file is checked and replaced.
private struct FolderLock {
    private let descriptor: Int32

    init(of path: String) throws(ServerError) {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(call: "open", path: folder, errno: errno) }
        // Some file systems have no locks. Then only a race is possible.
        flock(descriptor, LOCK_EX)
    }

    func unlock() {
        close(descriptor)
    }
}
