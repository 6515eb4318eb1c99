import Glibc

/// A file that a command writes for its user, completely or not at all.
///
/// It is written under a random name in the same folder and gets its own name at the end. A symbolic link stays, and the file to which it
/// leads is replaced. Where the path leads to a device, a FIFO or a socket, that is written to (``OutputStream``).
struct OutputFile {
    /// Which name a finished file gets.
    enum Place {
        /// That of the path, also where a file has it.
        case path
        /// The first one that is free: that of the path, or one with the word in it, as `report.unconfirmed.txt`.
        case free(String)
    }

    /// Whether what is written is there at once, because the path leads to a device, a FIFO or a socket.
    let isStream: Bool
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
    ///
    /// - Parameter fill: writes it, and says which name it gets; where that fails, what was there stays as it is.
    /// - Returns: the path of the file; nil for a device, a FIFO or a socket.
    @discardableResult
    static func replace(_ path: String, fill: (OutputFile) throws(Failure) -> Place) throws(Failure) -> String? {
        let target = try OutputStream.target(path)
        var place = Place.path
        func filled(_ file: OutputFile) throws(Failure) { place = try fill(file) }
        if try into(OutputStream.open(target), target, filled) { return nil }
        var name = target
        try make(target, filled) { draft in
            guard case .free(let word) = place else { return rename(draft, target) == 0 }
            return freeNames(target, word).contains { free in
                name = free
                return isNamed(draft, free)
            }
        }
        return name
    }

    static func create(_ path: String, _ bytes: [UInt8]) throws(Failure) {
        try create(path) { (file) throws(Failure) in try file.write(bytes) }
    }

    /// - Parameter mode: who may read the file, whatever the umask; an existing stream keeps its own.
    static func replace(_ path: String, _ bytes: [UInt8], mode: mode_t = 0o600) throws(Failure) {
        try replace(path) { (file) throws(Failure) in
            try file.write(bytes)
            if mode != 0o600 { try file.setMode(mode) }
            return .path
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

    /// Waits until what was written is on disk.
    func sync() throws(Failure) {
        // A pipe or a socket cannot be synced and does not need it (fsync(2)).
        guard fsync(descriptor) == 0 || isStream && (errno == EINVAL || errno == EROFS) else { throw OutputFile.failure(path) }
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
        let file = OutputFile(isStream: true, path: path, descriptor: stream)
        try fill(file)
        try file.sync()
        return true
    }

    /// - Parameter name: gives the finished draft its name; returns false and sets errno if that fails.
    private static func make(
        _ path: String, _ fill: (OutputFile) throws(Failure) -> Void, name: (String) -> Bool
    ) throws(Failure) {
        var template = Array((OutputStream.folder(of: path) + ".crrtctl-XXXXXX").utf8CString)
        // O_EXCL and mode 0600, as mkstemp(3) says.
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw failure(path) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        let draft = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        do throws(Failure) {
            defer { close(descriptor) }
            let file = OutputFile(isStream: false, path: path, descriptor: descriptor)
            try fill(file)
            try file.sync()
            guard name(draft) else { throw failure(path) }
        } catch {
            unlink(draft)
            throw error
        }
    }

    /// The path, and others with the word before the ending of the name.
    private static func freeNames(_ path: String, _ word: String) -> [String] {
        let name = path.dropFirst(OutputStream.folder(of: path).count)
        let dot = name.dropFirst().lastIndex(of: ".") ?? name.endIndex
        let stem = OutputStream.folder(of: path) + name[..<dot]
        return [path] + (1..<100).map { "\(stem).\(word)\($0 == 1 ? "" : "-\($0)")\(name[dot...])" }
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
