internal import Glibc

/// A unix socket bound to a path, made by hand since its mode has to be right before the first peer can connect.
struct ListeningSocket {
    /// Four below what `sockaddr_un` holds, so that tools that put a prefix before the path still can.
    static let pathLimit = 103

    /// Listening. The caller owns the descriptor.
    let fileDescriptor: Int32
    let path: BoundPath

    /// Binds and listens. A socket file nobody answers at is replaced; one where somebody does is not.
    ///
    /// Programs that start at the same time take turns by a lock on the folder, lest one removes what the other has just bound.
    static func bound(to path: String, mode: mode_t, backlog: Int32) throws(ServerError) -> ListeningSocket {
        guard path.utf8.count <= pathLimit else { throw .pathTooLong(path, limit: pathLimit) }
        let folder = try FolderLock(of: path)
        defer { folder.unlock() }
        try removeStale(path)
        let descriptor = try made(for: path)
        do throws(ServerError) {
            try check("bind", path, withAddress(path) { bind(descriptor, $0, $1) })
            // Nobody can connect before listen, so the mode is in force for everybody; the umask would have cut it.
            try check("chmod", path, chmod(path, mode))
            try check("listen", path, listen(descriptor, backlog))
            return ListeningSocket(fileDescriptor: descriptor, path: try BoundPath(path))
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// Checks that an inherited descriptor is what can be served.
    static func check(inherited descriptor: Int32) throws(ServerError) {
        guard option(SO_DOMAIN, of: descriptor) == AF_UNIX, option(SO_TYPE, of: descriptor) == Int32(SOCK_STREAM.rawValue),
            option(SO_ACCEPTCONN, of: descriptor) == 1
        else { throw .notListening(fileDescriptor: descriptor) }
    }

    /// No interface here takes file descriptors, so the kernel is told not to queue any (UAPI.20, "Passing File Descriptors"); connections
    /// inherit it. Kernels before 6.16 do not know the option, and drop what nobody receives.
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
        // The queue of a program that listens is full.
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

/// A socket file that this process has bound, known by its inode: a file that somebody else has put there since is not removed.
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

/// An exclusive lock on the folder of a path, held while the socket file there is looked at and replaced.
private struct FolderLock {
    private let descriptor: Int32

    init(of path: String) throws(ServerError) {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(call: "open", path: folder, errno: errno) }
        // Without the lock only the race is possible; some file systems know none.
        flock(descriptor, LOCK_EX)
    }

    func unlock() {
        close(descriptor)
    }
}
