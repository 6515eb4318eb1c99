import Glibc
import Varlink

/// The daemon's socket as a bare descriptor, for passing bytes.
enum BridgeSocket {
    /// How long a daemon that takes no connections is waited for, in seconds.
    private static let patience = 30

    static func connect(_ path: String) throws(Failure) -> Int32 {
        let (descriptor, code) = StreamSocket.connect(path, within: patience)
        // What connect(2) answers where its time is over.
        if code == EAGAIN { throw Failure(.timedOut, endpoint: .socket(path), waited: patience) }
        guard code == 0 else { throw Failure(connecting: path, code) }
        return descriptor
    }
}
