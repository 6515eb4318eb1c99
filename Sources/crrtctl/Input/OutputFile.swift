import Glibc

/// A file that a command makes for its user, whole or not at all.
struct OutputFile {
    private let path: String
    private let descriptor: Int32

    /// Readable by its owner only, since it may hold what is classified. One that is there already is left alone.
    ///
    /// - Parameter fill: writes it; where that fails, nothing is left.
    static func create(_ path: String, fill: (OutputFile) throws(Failure) -> Void) throws(Failure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failure(.failed, "\(path): \(SystemError.last)") }
        let file = OutputFile(path: path, descriptor: descriptor)
        do throws(Failure) {
            defer { close(descriptor) }
            try fill(file)
            guard fsync(descriptor) == 0 else { throw Failure(.failed, "\(path): \(SystemError.last)") }
        } catch {
            unlink(path)
            throw error
        }
    }

    static func create(_ path: String, _ bytes: [UInt8]) throws(Failure) {
        try create(path) { (file) throws(Failure) in try file.write(bytes) }
    }

    /// The same, in the place of what is there.
    static func replace(_ path: String, _ bytes: [UInt8]) throws(Failure) {
        let draft = path + ".new"
        unlink(draft)
        try create(draft, bytes)
        guard rename(draft, path) == 0 else {
            let failure = Failure(.failed, "\(path): \(SystemError.last)")
            unlink(draft)
            throw failure
        }
    }

    /// Adds everything.
    func write(_ bytes: [UInt8]) throws(Failure) {
        var left = bytes[...]
        while !left.isEmpty {
            let count = left.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Failure(.failed, "\(path): \(SystemError.last)") }
            left = left.dropFirst(count)
        }
    }
}
