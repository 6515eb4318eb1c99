import Glibc

/// A file that a command makes for its user, whole or not at all.
enum OutputFile {
    /// Readable by its owner only, since it may hold what is classified. One that is there already is left alone.
    static func create(_ path: String, _ bytes: [UInt8]) throws(Failure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failure(.failed, "\(path): \(SystemError.last)") }
        var left = bytes[...]
        while !left.isEmpty {
            let count = left.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            left = left.dropFirst(count)
        }
        guard left.isEmpty, fsync(descriptor) == 0, close(descriptor) == 0 else {
            let failure = Failure(.failed, "\(path): \(SystemError.last)")
            unlink(path)
            throw failure
        }
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
}
