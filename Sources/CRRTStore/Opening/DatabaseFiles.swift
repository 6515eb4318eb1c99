import Glibc

/// The identities (device and inode) of the files of an open database. SQLite does not notice when a file is deleted or replaced: it writes
/// on into the old one, and all of that is lost with the process.
struct DatabaseFiles: Sendable {
    private struct Identity: Sendable, Hashable {
        var device: UInt64
        var inode: UInt64
    }

    private let known: [(path: String, identity: Identity)]

    /// The files at this path now. Call it right after they have been opened.
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

    /// A file that is missing or was replaced, in words; nil where none is. It opens no file, because closing it would release SQLite's
    /// locks.
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
