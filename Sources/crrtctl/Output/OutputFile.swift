import Glibc

/// A file that a command makes for its user, whole or not at all.
///
/// It is written under a random name in the same folder and gets its own name at the end. Where the path leads to a device, a FIFO, a
/// socket or through a symbolic link, what stands there is written into (``OutputStream``).
struct OutputFile {
    private let path: String
    private let descriptor: Int32

    /// Makes a new file. One that is there already is left alone. It is readable by its owner only, since it may hold what is classified.
    ///
    /// - Parameter fill: writes it; where that fails, nothing is left.
    static func create(_ path: String, fill: (OutputFile) throws(Failure) -> Void) throws(Failure) {
        if try into(OutputStream.open(path), path, fill) { return }
        var status = stat()
        // What cannot be put in place later is not begun; the last step is what decides.
        guard lstat(path, &status) != 0 else { throw Failure(.failed, "\(path): \(SystemError.words(EEXIST))") }
        try make(path, fill) { draft in isNamed(draft, path) }
    }

    /// The same, in the place of what is there.
    static func replace(_ path: String, fill: (OutputFile) throws(Failure) -> Void) throws(Failure) {
        if try into(OutputStream.open(path, followsLinks: true), path, fill) { return }
        try make(path, fill) { draft in rename(draft, path) == 0 }
    }

    static func create(_ path: String, _ bytes: [UInt8]) throws(Failure) {
        try create(path) { (file) throws(Failure) in try file.write(bytes) }
    }

    static func replace(_ path: String, _ bytes: [UInt8]) throws(Failure) {
        try replace(path) { (file) throws(Failure) in try file.write(bytes) }
    }

    /// Adds everything.
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
    /// Whether there is a stream; then it is filled.
    private static func into(
        _ stream: Int32?, _ path: String, _ fill: (OutputFile) throws(Failure) -> Void
    ) throws(Failure) -> Bool {
        guard let stream else { return false }
        defer { close(stream) }
        try fill(OutputFile(path: path, descriptor: stream))
        // What cannot be synchronized, such as a pipe, has nothing to lose (fsync(2)).
        guard fsync(stream) == 0 || errno == EINVAL || errno == EROFS else { throw failure(path) }
        return true
    }

    /// - Parameter name: gives the draft its name; false with errno where that fails.
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

    /// Gives it a name that is free, and only then.
    private static func isNamed(_ draft: String, _ path: String) -> Bool {
        if link(draft, path) == 0 { return unlink(draft) == 0 }
        guard errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS else { return false }
        // A file system without hard links: a file of ours holds the name.
        let reserved = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard reserved >= 0 else { return false }
        close(reserved)
        return rename(draft, path) == 0
    }

    private static func failure(_ path: String) -> Failure { Failure(.failed, "\(path): \(SystemError.last)") }
}
