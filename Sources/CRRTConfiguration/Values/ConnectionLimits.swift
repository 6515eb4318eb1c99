/// The section `limits` of crrtd.yaml. nil is the server's default.
public struct ConnectionLimits: Sendable, Hashable {
    /// The longest message, in bytes.
    public var messageBytes: Int?
    /// Connections of all users.
    public var connections: Int?
    /// Connections of one user.
    public var connectionsPerUser: Int?
    /// Seconds from a message's first byte to its last.
    public var messageSeconds: Int?
    /// Bytes of replies that may wait on a connection.
    public var replyQueueBytes: Int?

    /// The server's defaults.
    public init() {}
}
