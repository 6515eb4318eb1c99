import Glibc

/// What the kernel knows a file or folder by.
struct FileIdentity: Hashable, Comparable, Sendable {
    var device: dev_t
    var inode: ino_t

    init(_ status: stat) { (device, inode) = (status.st_dev, status.st_ino) }

    /// - Parameters:
    ///   - at: as for openat(2).
    ///   - path: a symbolic link at its end is followed.
    /// - Returns: nil: there is nothing.
    init?(at: Int32 = AT_FDCWD, _ path: String) {
        var status = stat()
        guard fstatat(at, path, &status, 0) == 0 else { return nil }
        self.init(status)
    }

    static func < (one: FileIdentity, other: FileIdentity) -> Bool { (one.device, one.inode) < (other.device, other.inode) }
}

extension stat {
    var isFile: Bool { st_mode & S_IFMT == S_IFREG }
    var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
}
