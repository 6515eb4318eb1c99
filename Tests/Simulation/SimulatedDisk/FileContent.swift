import Glibc

/// Whole files, read and written by paths.
enum FileContent {
    /// - Returns: nothing where the file is not there.
    static func read(at: Int32 = AT_FDCWD, _ path: String) -> [UInt8] {
        let file = openat(at, path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return [] }
        defer { close(file) }
        var content: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = Glibc.read(file, &block, block.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return content }
            content += block[..<count]
        }
    }

    /// Makes a new file.
    ///
    /// - Throws: `SystemFailure`.
    static func write(_ content: [UInt8], to path: String, _ mode: mode_t) throws(SystemFailure) {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard file >= 0, fchmod(file, mode) == 0 else { throw SystemFailure(path) }
        defer { close(file) }
        var written = 0
        while written < content.count {
            let count = content.withUnsafeBytes { Glibc.write(file, $0.baseAddress?.advanced(by: written), content.count - written) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw SystemFailure(path) }
            written += count
        }
    }
}

/// A system call that failed outside of the simulation.
struct SystemFailure: Error, CustomStringConvertible {
    let description: String

    /// By the present errno.
    init(_ path: String) { description = "\(path): \(String(cString: strerror(errno)))" }
}
