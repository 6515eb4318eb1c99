import Glibc

/// A file that a command writes for its user, completely or not at all.
///
/// It is written under a random name in the same folder and gets its own name at the end. Where the path leads to a device, a FIFO, a
/// socket or through a symbolic link, that is written to instead of being replaced (``OutputStream``).
struct OutputFile {
    private let path: String
    private let descriptor: Int32

    /// Creates a new file, and fails if there is one. Only the owner can read it, because its content may be classified.
    ///
    /// - Parameter fill: writes it; where that fails, nothing is left.
    static func create(_ path: String, fill: (OutputFile) throws(Failure) -> Void) throws(Failure) {
        if try into(OutputStream.open(path), path, fill) { return }
        var status = stat()
        // Fails early. The link at the end decides, because a file may be created meanwhile.
        guard lstat(path, &status) != 0 else { throw Failure(.failed, "\(path): \(SystemError.words(EEXIST))") }
        try make(path, fill) { draft in isNamed(draft, path) }
    }

    /// The same, but replaces an existing file.
    static func replace(_ path: String, fill: (OutputFile) throws(Failure) -> Void) throws(Failure) {
        if try into(OutputStream.open(path, followsLinks: true), path, fill) { return }
        try make(path, fill) { draft in rename(draft, path) == 0 }
    }

    static func create(_ path: String, _ bytes: [UInt8]) throws(Failure) {
        try create(path) { (file) throws(Failure) in try file.write(bytes) }
    }

    /// - Parameter mode: who may read the file, whatever the umask; an existing stream keeps its own.
    static func replace(_ path: String, _ bytes: [UInt8], mode: mode_t = 0o600) throws(Failure) {
        try replace(path) { (file) throws(Failure) in
            try file.write(bytes)
            if mode != 0o600 { try file.setMode(mode) }
        }
    }

    /// Sets the mode of a regular file. A device or a pipe keeps its own.
    private func setMode(_ mode: mode_t) throws(Failure) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw OutputFile.failure(path) }
        guard status.st_mode & S_IFMT == S_IFREG else { return }
        guard fchmod(descriptor, mode) == 0 else { throw OutputFile.failure(path) }
    }

    /// Appends all of the bytes.
    func write(_ bytes: [UInt8]) throws(Failure) {
        var left = bytes[...]
        while !left.isEmpty {
            let count = left.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw OutputFile.failure(path) }
            left = left.dropFirst(count)
        }
    }
}

extension OutputFile {
    /// Fills the stream if there is one.
    ///
    /// - Returns: whether there is one.
    private static func into(
        _ stream: Int32?, _ path: String, _ fill: (OutputFile) throws(Failure) -> Void
    ) throws(Failure) -> Bool {
        guard let stream else { return false }
        defer { close(stream) }
        try fill(OutputFile(path: path, descriptor: stream))
        // A pipe or a socket cannot be synced and does not need it (fsync(2)).
        guard fsync(stream) == 0 || errno == EINVAL || errno == EROFS else { throw failure(path) }
        return true
    }

    /// - Parameter name: gives the finished draft its name; returns false and sets errno if that fails.
    private static func make(
        _ path: String, _ fill: (OutputFile) throws(Failure) -> Void, name: (String) -> Bool
    ) throws(Failure) {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        var template = Array((folder + ".crrtctl-XXXXXX").utf8CString)
        // O_EXCL and mode 0600, as mkstemp(3) says.
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw failure(path) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        let draft = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        do throws(Failure) {
            defer { close(descriptor) }
            try fill(OutputFile(path: path, descriptor: descriptor))
            guard fsync(descriptor) == 0, name(draft) else { throw failure(path) }
        } catch {
            unlink(draft)
            throw error
        }
    }

    /// Gives the draft its name if that is still free.
    private static func isNamed(_ draft: String, _ path: String) -> Bool {
        if link(draft, path) == 0 { return unlink(draft) == 0 }
        guard errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS else { return false }
        // The file system has no hard links, so an empty file of this program reserves the name.
        let reserved = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard reserved >= 0 else { return false }
        close(reserved)
        return rename(draft, path) == 0
    }

    private static func failure(_ path: String) -> Failure { Failure(.failed, "\(path): \(SystemError.last)") }
}
