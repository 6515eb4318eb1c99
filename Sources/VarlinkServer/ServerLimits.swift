/// The limits of a server for one peer, one user, and all users together.
public struct ServerLimits: Sendable, Hashable {
    /// The most bytes of a message from a peer, without its NUL. A longer one closes the connection. (systemd has the same limit, 16 MiB.)
    public var messageBytes = 16 << 20

    /// The most open connections. Further ones are closed when they are accepted. The process needs about 50 more file descriptors.
    public var connections = 4096

    /// The most open connections of one uid. The server's own user is not exempt.
    public var connectionsPerUser = 128

    /// Strangers are users whom the service does not know. Together they may have `connections` divided by this, but at least one.
    public var strangerFraction = 8

    /// The most open connections of one stranger.
    public var connectionsPerStranger = 16

    /// Once three quarters of `connections` are open, users with this number of connections get no more. The rest is for users with few.
    public var connectionsWhenCrowded = 16

    /// The most bytes of one user's large messages together, from the first byte until the call is answered. Here a message is large from
    /// `readAheadBytes` on. Above the limit, a connection is not read until another one of the user is done.
    public var largeBytesPerUser = 32 << 20

    /// The same for all users together. They take turns.
    public var largeBytesTotal = 128 << 20

    /// The size of a message from which on `onLargeCallCompleted` is called after its answer.
    public var largeMessageBytes = 1 << 20

    /// The most time from the first byte of a message to its NUL, after which the connection is closed. Time during which the server does
    /// not read does not count.
    public var partialMessageTimeout: Duration = .seconds(30)

    /// The bytes of unread replies at which streams of a connection pause and no further call of it is taken, until half of them are read.
    public var replyQueueBytes = 4 << 20

    /// The bytes of unread replies on all connections of one user, at which a connection with more than `replyBytesPerConnection` of them
    /// is treated as if its own queue were full.
    public var replyBytesPerUser = 16 << 20

    /// The bytes of unread replies that a connection may always have, whatever the user's other connections have.
    public var replyBytesPerConnection = 64 << 10

    /// The bytes of further calls that are read while a connection is busy with one. Beyond, its peer has to wait.
    public var readAheadBytes = 64 << 10

    /// The bytes read from one connection before others have their turn.
    public var readBytes = 16 << 10

    /// The time spent on calls of one connection before others have their turn, checked between calls.
    public var maxTurn: Duration = .milliseconds(1)

    /// The time in which a peer must read the last replies of a connection that the server closes.
    public var lingerTimeout: Duration = .seconds(5)

    /// The time for calls in progress to be answered when the server closes.
    public var drainTimeout: Duration = .seconds(5)

    /// The number of connections that the kernel queues for accept.
    public var backlog: Int32 = 4096

    public init() {}
}
