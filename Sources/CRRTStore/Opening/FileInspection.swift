import Glibc

/// Checks and operations on database files that do not go through SQLite.
enum FileInspection {
    /// Creates an empty file that only its owner may read, or opens an existing one.
    ///
    /// - Returns: whether the file is not empty.
    /// - Throws: `StoreError.notOurs` where its content is no SQLite database, `.cannotOpen` where it cannot be read or created.
    static func createOrOpen(_ path: String) throws(StoreError) -> Bool {
        var file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if file < 0, errno == EEXIST { file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        guard file >= 0 else { throw .ofSystem(path) }
        defer { close(file) }
        try checkKind(file, path)
        var head = [UInt8](repeating: 0, count: 16)
        let count = read(file, &head, head.count)
        guard count >= 0 else { throw .ofSystem(path) }
        guard count == 0 || head == Array("SQLite format 3\0".utf8) else { throw .notOurs(path: path) }
        return count > 0
    }

    /// - Throws: `StoreError.notOurs` where there is no SQLite database, `.cannotOpen` where it cannot be read.
    static func checkHeader(_ path: String) throws(StoreError) {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw .ofSystem(path) }
        defer { close(file) }
        try checkKind(file, path)
        var head = [UInt8](repeating: 0, count: 16)
        guard read(file, &head, head.count) == head.count, head == Array("SQLite format 3\0".utf8) else { throw .notOurs(path: path) }
    }

    /// Checks that a database and its side files are regular files. SQLite would open a pipe like a file and block on it.
    private static func checkKind(_ file: Int32, _ path: String) throws(StoreError) {
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .ofSystem(path) }
        // Reading a folder fails later, with a clear error.
        guard [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else { throw notPlain(path) }
        for end in ["-wal", "-shm", "-journal"] where stat(path + end, &status) == 0 && status.st_mode & S_IFMT != S_IFREG {
            throw notPlain(path + end)
        }
    }

    private static func notPlain(_ path: String) -> StoreError {
        .cannotOpen(path: path, reason: "it is not a regular file; take it away, or name another folder with --state")
    }

    /// Whether the disk of a file has no room for another page.
    static func isDiskFull(at path: String) -> Bool {
        var status = statvfs()
        return statvfs(path, &status) == 0 && UInt64(status.f_bavail) * UInt64(status.f_frsize) < 65536
    }

    /// Whether a file exists and is not empty.
    static func isNonEmpty(_ path: String) -> Bool { bytes(path) > 0 }

    /// The size of a file; 0 where there is none.
    static func bytes(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Whether a file has the header of a crrtd database.
    static func isOurs(_ path: String) -> Bool {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return false }
        defer { close(file) }
        // The application id: four bytes at 68, big-endian.
        var head = [UInt8](repeating: 0, count: 72)
        guard read(file, &head, head.count) == head.count, head.starts(with: "SQLite format 3\0".utf8) else { return false }
        return head.suffix(4).reduce(0) { $0 << 8 | Int($1) } == Schema.applicationID
    }

    /// Whether a rollback journal restores a database without pages (https://sqlite.org/fileformat.html#the_rollback_journal).
    static func isOfEmptyDatabase(journal path: String) -> Bool {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return false }
        defer { close(file) }
        // The number of pages: four bytes at 16.
        var head = [UInt8](repeating: 1, count: 20)
        guard read(file, &head, head.count) == head.count else { return false }
        return head.starts(with: [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]) && head.suffix(4) == [0, 0, 0, 0]
    }

    /// Copies an open file, from its beginning, to a new file that only its owner may read.
    static func copy(_ source: Int32, to path: String) throws(StoreError) {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .ofSystem(path) }
        defer { close(file) }
        var (offset, chunk) = (off_t(0), [UInt8](repeating: 0, count: 1 << 20))
        while true {
            let count = pread(source, &chunk, chunk.count, offset)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .ofSystem(path) }
            if count == 0 { return }
            var written = 0
            while written < count {
                let more = chunk.withUnsafeBytes { write(file, $0.baseAddress?.advanced(by: written), count - written) }
                if more < 0, errno == EINTR { continue }
                guard more > 0 else { throw .ofSystem(path) }
                written += more
            }
            offset += off_t(count)
        }
    }

    /// Syncs a file and its folder.
    static func syncWithFolder(_ path: String) throws(StoreError) {
        try sync(path)
        try sync(TemporaryFiles.folder(of: path))
    }

    /// Syncs a file or folder.
    ///
    /// - Parameter path: no database that this process has open: closing the descriptor would release SQLite's locks (fcntl(2)).
    static func sync(_ path: String) throws(StoreError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .ofSystem(path) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw .ofSystem(path) }
    }
}
