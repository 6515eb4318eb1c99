import Glibc

/// The files of an open database, by what the kernel knows them by. SQLite goes on writing into a file that was deleted or replaced, as if
/// nothing had happened, and all of it is lost with the process.
struct DatabaseFiles: Sendable {
    private struct Identity: Sendable, Hashable {
        var device: UInt64
        var inode: UInt64
    }

    private let known: [(path: String, identity: Identity)]

    /// The files as they are now, right after they have been opened.
    ///
    /// - Throws: `StoreError.cannotOpen` where one is missing.
    init(of path: String) throws(StoreError) {
        var known: [(path: String, identity: Identity)] = []
        for end in ["", "-wal", "-shm"] {
            guard let identity = Self.identity(path + end) else {
                throw .cannotOpen(path: path + end, reason: String(cString: strerror(errno)))
            }
            known.append((path + end, identity))
        }
        self.known = known
    }

    /// What is not where it was; nil: all is. Opens nothing: to close a file gives up the locks that this process has on it.
    func loss() -> String? {
        for (path, identity) in known {
            guard let present = Self.identity(path) else { return "\(path) is not there any more: \(String(cString: strerror(errno)))" }
            if present != identity { return "another file is in the place of \(path)" }
        }
        return nil
    }

    private static func identity(_ path: String) -> Identity? {
        var status = stat()
        return stat(path, &status) == 0 ? Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino)) : nil
    }
}
