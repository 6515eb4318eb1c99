import Glibc
import Varlink

/// Something at a path that is written to and not replaced: a device, a FIFO, a socket, or the target of a symbolic link.
enum OutputStream {
    /// - Parameter followsLinks: whether a symbolic link to a regular file, or to nothing yet, counts.
    /// - Returns: a descriptor that the caller closes; nil where a regular file belongs there.
    static func open(_ path: String, followsLinks: Bool = false) throws(Failure) -> Int32? {
        if let own = standard(path) { return try checked(fcntl(own, F_DUPFD_CLOEXEC, 3), path) }
        var (named, meant) = (stat(), stat())
        guard lstat(path, &named) == 0 else { return nil }
        let isLink = named.st_mode & S_IFMT == S_IFLNK
        let kind = stat(path, &meant) == 0 ? meant.st_mode & S_IFMT : S_IFREG
        switch kind {
        case S_IFREG where isLink && followsLinks:
            return try checked(Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600), path)
        case S_IFREG: return nil
        case S_IFSOCK:
            // The error's description has the path and the reason.
            do throws(ClientError) { return try UnixSocket.connect(path: path) } catch { throw Failure(.failed, "\(error)") }
        default: return try checked(Glibc.open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC), path)
        }
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
