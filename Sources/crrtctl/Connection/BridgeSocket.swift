import Varlink

/// The daemon's socket as a bare descriptor, for passing bytes.
enum BridgeSocket {
    /// How long a daemon that takes no connections is waited for, in seconds.
    private static let timeout = 30

    static func connect(_ path: String) throws(Failure) -> Int32 {
        do throws(ClientError) { return try UnixSocket.connect(path: path, within: timeout) } catch {
            throw Failure(error, endpoint: .socket(path), waited: timeout)
        }
    }
}
