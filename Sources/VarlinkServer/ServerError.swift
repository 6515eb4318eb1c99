internal import Glibc

/// Why a server cannot listen.
public enum ServerError: Error, Sendable, Equatable {
    /// The path has more bytes than the limit.
    case pathTooLong(String, limit: Int)
    /// Another process listens there.
    case inUse(path: String)
    /// A file is there that is not a socket. It is left alone.
    case notASocket(path: String)
    /// An inherited descriptor is not a listening unix stream socket.
    case notListening(fileDescriptor: Int32)
    /// A system call failed.
    case system(call: String, path: String, errno: Int32)
    /// ``VarlinkServer/close()`` was called.
    case closed
}

extension ServerError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .pathTooLong(let path, let limit):
            "the socket path has \(path.utf8.count) bytes, at most \(limit) are possible; choose a shorter folder: \(path)"
        case .inUse(let path): "another program already answers at \(path); stop it or choose another path"
        case .notASocket(let path): "\(path) exists and is not a socket; remove it or choose another path"
        case .notListening(let descriptor): "file descriptor \(descriptor) is not a listening unix stream socket"
        case .system(let call, let path, let number): "\(path): \(call): \(String(cString: strerror(number)))"
        case .closed: "the server has been closed"
        }
    }
}
