import Glibc
import Varlink

/// Something at a path that is written to and not replaced: a device, a FIFO or a socket.
enum OutputStream {
    /// - Returns: a descriptor that the caller closes; nil where a regular file belongs there.
    static func open(_ path: String) throws(Failure) -> Int32? {
        if let own = standard(path) { return try checked(fcntl(own, F_DUPFD_CLOEXEC, 3), path) }
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return nil
        case S_IFSOCK:
            // The error's description has the path and the reason.
            do throws(ClientError) { return try UnixSocket.connect(path: path) } catch { throw Failure(.failed, "\(error)") }
        default: return try checked(Glibc.open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC), path)
        }
    }

    /// Where the symbolic links at the end of a path lead: to what is no link, to a descriptor of this program, or to a name that is free.
    static func target(_ path: String) throws(Failure) -> String {
        var target = path
        // As many as the kernel follows (path_resolution(7)).
        for _ in 0...40 {
            guard standard(target) == nil, let next = try link(at: target) else { return target }
            target = next.hasPrefix("/") ? next : folder(of: target) + next
        }
        throw Failure(.failed, "\(path): \(SystemError.words(ELOOP))")
    }

    /// The folder of a path with its slash; empty for a name alone.
    static func folder(of path: String) -> String { path.lastIndex(of: "/").map { String(path[...$0]) } ?? "" }

    /// The text of a symbolic link; nil for all else, and for the links of /proc, whose text need not be a path.
    private static func link(at path: String) throws(Failure) -> String? {
        if path.hasPrefix("/proc/") { return nil }
        var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(path, &bytes, bytes.count)
        guard count > 0 else { return nil }
        let text = String(validating: bytes[..<count].lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard let text else { throw Failure(.failed, "\(path): \(SystemError.words(EILSEQ))") }
        return text
    }

    /// The descriptor of this program that a path such as `/dev/stdout` names; nil for other paths. Opening the path would fail for a
    /// socket, and would write over the beginning of a file to which the shell appends.
    private static func standard(_ path: String) -> Int32? {
        switch path {
        case "/dev/stdout": return Terminal.output
        case "/dev/stderr": return Terminal.errors
        default:
            guard let folder = ["/dev/fd/", "/proc/self/fd/"].first(where: path.hasPrefix) else { return nil }
            return Int32(path.dropFirst(folder.count))
        }
    }

    private static func checked(_ descriptor: Int32, _ path: String) throws(Failure) -> Int32 {
        guard descriptor >= 0 else { throw Failure(.failed, "\(path): \(SystemError.last)") }
        return descriptor
    }
}
