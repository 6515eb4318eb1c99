internal import Glibc

/// Why a server does not listen.
public enum ServerError: Error, Sendable, Equatable {
    /// `sockaddr_un` has room for 107 bytes; this many are allowed.
    case pathTooLong(String, limit: Int)
    /// Another program answers there.
    case inUse(path: String)
    /// Something is there that is not a socket, and is left alone.
    case notASocket(path: String)
    /// An inherited descriptor that is not a listening unix stream socket.
    case notListening(fileDescriptor: Int32)
    /// A system call failed.
    case system(call: String, path: String, errno: Int32)
    /// ``VarlinkServer/close()`` has been called.
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
