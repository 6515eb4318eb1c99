internal import NIOCore
internal import Synchronization
internal import Varlink

/// A thread-safe reference to a connection, whose handler belongs to its event loop.
final class ConnectionHandle: Sendable {
    let session: Session
    let channel: any Channel
    let loop: any EventLoop
    private let handler: NIOLoopBound<ConnectionHandler>
    private let limits: ServerLimits
    private let replies: UserReplyQuota
    /// The bytes of replies from other threads that have not reached the loop.
    private let inTransit = Atomic<Int>(0)
    /// The bytes given to the channel that the peer has not read.
    private let unread = Atomic<Int>(0)
    private let gone = Atomic<Bool>(false)

    init(handler: ConnectionHandler, session: Session, replies: UserReplyQuota, channel: any Channel, limits: ServerLimits) {
        self.session = session
        self.replies = replies
        self.channel = channel
        self.limits = limits
        loop = channel.eventLoop
        self.handler = NIOLoopBound(handler, eventLoop: channel.eventLoop)
    }

    /// The handler; nil on any other thread than the loop's.
    var handlerOnLoop: ConnectionHandler? { loop.inEventLoop ? handler.value : nil }

    /// Whether the connection has ended. Its loop may have ended as well.
    var isGone: Bool { gone.load(ordering: .acquiring) }

    func end() { gone.store(true, ordering: .releasing) }

    /// Whether replies may be given, by the limits of this connection and of its user.
    var isWritable: Bool {
        let coming = inTransit.load(ordering: .relaxed)
        return channel.isWritable && coming < limits.replyQueueBytes && isWithinUserQuota(beside: coming)
    }

    /// Whether the channel takes replies, not counting those in transit to the loop.
    var isChannelWritable: Bool { channel.isWritable && isWithinUserQuota(beside: 0) }

    /// Even if a user's other connections have used up the quota, each connection has a small part of its own, so that none waits for
    /// another.
    private func isWithinUserQuota(beside coming: Int) -> Bool {
        unread.load(ordering: .relaxed) + coming < limits.replyBytesPerConnection || !replies.isFull
    }

    /// Call when bytes are given to the channel.
    func writeBegan(_ size: Int) {
        unread.add(size, ordering: .relaxed)
        replies.add(size)
    }

    /// Call when the peer has read them, or is gone.
    func writeEnded(_ size: Int) {
        unread.subtract(size, ordering: .relaxed)
        replies.subtract(size)
    }

    /// Runs `body` later on the loop; never once the connection is gone.
    func hop(carrying size: Int = 0, _ body: @escaping @Sendable (ConnectionHandler) -> Void) {
        guard !isGone else { return }
        inTransit.add(size, ordering: .relaxed)
        replies.add(size)
        loop.execute {
            self.inTransit.subtract(size, ordering: .relaxed)
            self.replies.subtract(size)
            body(self.handler.value)
        }
    }

    /// Continues with the connection's calls after a pause, in which others have their turn.
    func pause(_ time: TimeAmount) {
        loop.scheduleTask(in: time) { self.handler.value.processMessages() }
    }
}
