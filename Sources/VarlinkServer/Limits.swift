/// What a server lets one peer, one user and all of them together take. All that can be tuned is here.
public struct Limits: Sendable, Hashable {
    /// Bytes of one message from a peer, its NUL not counted. Beyond, the connection is closed. (systemd: 16 MiB as well.)
    public var message = 16 << 20

    /// Connections open at once. Beyond, new ones are closed at accept. The process needs about 50 file descriptors more than this.
    public var connections = 4096

    /// Connections of one uid that are open at once. The server's own user is not exempt.
    public var connectionsPerUser = 128

    /// Connections open at once of strangers, which are users whom the service does not know: `connections` divided by this, at
    /// least one.
    public var strangersPart = 8

    /// Connections open at once of one stranger.
    public var connectionsPerStranger = 16

    /// Once three quarters of `connections` are open, a user who has this many open gets no more: the rest is for those who have few.
    public var connectionsWhenCrowded = 16

    /// Bytes that the large messages of one user may take together, from the first byte until the call is answered. A message is large
    /// from `readAhead` bytes on. Beyond, the connection is not read until another of this user's is done.
    public var largePerUser = 32 << 20

    /// The same for all users together, who take turns.
    public var largeTogether = 128 << 20

    /// Bytes of a message that is large: what its call has taken is worth giving back once it is answered.
    public var large = 1 << 20

    /// From the first byte of a message to its NUL. Later, the connection is closed. Time during which this side does not read does not
    /// count.
    public var partialMessage: Duration = .seconds(30)

    /// Bytes of replies that wait for a peer to read them. From there on streams are told to pause and no further call of that connection
    /// is taken, until half of them are gone.
    public var replyQueue = 4 << 20

    /// Bytes of replies that wait for one user on all of their connections together. From there on, a connection on which more than
    /// `repliesPerConnection` bytes wait is treated as if its own queue were full.
    public var repliesPerUser = 16 << 20

    /// Bytes of replies that may wait on a connection whatever waits on the user's others.
    public var repliesPerConnection = 64 << 10

    /// Bytes of further calls that are read while a connection is busy with one. Beyond, its peer has to wait.
    public var readAhead = 64 << 10

    /// Bytes read from one connection before others have their turn.
    public var read = 16 << 10

    /// Time spent on calls of one connection before others have their turn, looked at between calls.
    public var turn: Duration = .milliseconds(1)

    /// For the last replies of a connection that this side closes, to be read.
    public var linger: Duration = .seconds(5)

    /// For calls in progress to be answered when the server closes.
    public var drain: Duration = .seconds(5)

    /// Connections the kernel keeps waiting for accept.
    public var backlog: Int32 = 4096

    public init() {}
}
