import Glibc

/// The database file as a file, before SQLite touches it.
enum FileLook {
    /// Makes an empty file that only its owner may read, or finds one.
    ///
    /// - Returns: whether there is something in it.
    /// - Throws: `StoreError.notOurs` where that is no SQLite database, `.cannotOpen` where it cannot be read or made.
    static func makeOrFind(_ path: String) throws(StoreError) -> Bool {
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
    static func checkHead(_ path: String) throws(StoreError) {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw .ofSystem(path) }
        defer { close(file) }
        try checkKind(file, path)
        var head = [UInt8](repeating: 0, count: 16)
        guard read(file, &head, head.count) == head.count, head == Array("SQLite format 3\0".utf8) else { throw .notOurs(path: path) }
    }

    /// Whether an open database, and what lies beside it, are plain files. SQLite opens a pipe like a file, and waits for its other end.
    private static func checkKind(_ file: Int32, _ path: String) throws(StoreError) {
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .ofSystem(path) }
        // To read a folder fails by itself.
        guard [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else { throw notPlain(path) }
        for end in ["-wal", "-shm", "-journal"] where stat(path + end, &status) == 0 && status.st_mode & S_IFMT != S_IFREG {
            throw notPlain(path + end)
        }
    }

    private static func notPlain(_ path: String) -> StoreError {
        .cannotOpen(path: path, reason: "it is not a regular file; take it away, or name another folder with --state")
    }

    /// Whether there is no room for another page on the disk of a file.
    static func isDiskFull(at path: String) -> Bool {
        var status = statvfs()
        return statvfs(path, &status) == 0 && UInt64(status.f_bavail) * UInt64(status.f_frsize) < 65536
    }

    /// Whether a file is there and holds something.
    static func isFilled(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_size > 0
    }

    /// Whether the head of a file is that of a database of this program. SQLite does not touch it.
    static func isOurs(_ path: String) -> Bool {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return false }
        defer { close(file) }
        // The application id: four bytes at 68, the highest first.
        var head = [UInt8](repeating: 0, count: 72)
        guard read(file, &head, head.count) == head.count, head.starts(with: "SQLite format 3\0".utf8) else { return false }
        return head.suffix(4).reduce(0) { $0 << 8 | Int($1) } == Schema.applicationID
    }

    /// Whether a rollback journal leads back to a database without pages (https://sqlite.org/fileformat.html#the_rollback_journal).
    static func isOfEmptyDatabase(journal path: String) -> Bool {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return false }
        defer { close(file) }
        // The number of pages: four bytes at 16.
        var head = [UInt8](repeating: 1, count: 20)
        guard read(file, &head, head.count) == head.count else { return false }
        return head.starts(with: [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]) && head.suffix(4) == [0, 0, 0, 0]
    }

    /// Copies an open file, from its beginning, into a new one that only its owner may read.
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

    /// Writes a file and its name in the folder through to the disk.
    static func makeDurable(_ path: String) throws(StoreError) {
        try sync(path)
        try sync(Leftovers.folder(of: path))
    }

    /// Writes a file, or the names in a folder, through to the disk. To close a database file gives up the locks that this process has on
    /// it (fcntl(2)), so it must not be open.
    static func sync(_ path: String) throws(StoreError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .ofSystem(path) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw .ofSystem(path) }
    }
}
