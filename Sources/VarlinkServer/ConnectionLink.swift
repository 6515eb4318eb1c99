internal import NIOCore
internal import Synchronization
internal import Varlink

/// The way from calls, which are anywhere, to their connection, which is on its event loop.
final class ConnectionLink: Sendable {
    let session: Session
    let channel: any Channel
    let loop: any EventLoop
    private let handler: NIOLoopBound<ConnectionHandler>
    private let limits: Limits
    private let replies: UserReplies
    /// Bytes of replies given on other threads that have not reached the loop.
    private let onTheWay = Atomic<Int>(0)
    /// Bytes handed to the channel that the peer has not taken.
    private let unread = Atomic<Int>(0)
    private let gone = Atomic<Bool>(false)

    init(handler: ConnectionHandler, session: Session, replies: UserReplies, channel: any Channel, limits: Limits) {
        self.session = session
        self.replies = replies
        self.channel = channel
        self.limits = limits
        loop = channel.eventLoop
        self.handler = NIOLoopBound(handler, eventLoop: channel.eventLoop)
    }

    /// Nil on any other thread than the loop's.
    var here: ConnectionHandler? { loop.inEventLoop ? handler.value : nil }

    /// The connection has ended: there is nothing to say to it, and its loop may have ended as well.
    var isGone: Bool { gone.load(ordering: .acquiring) }

    func end() { gone.store(true, ordering: .releasing) }

    /// Whether replies may be given, as far as this connection and its user's others go.
    var isWritable: Bool {
        let coming = onTheWay.load(ordering: .relaxed)
        return channel.isWritable && coming < limits.replyQueue && hasShare(beside: coming)
    }

    /// Whether the channel takes replies. What is still on its way to the loop does not count.
    var channelTakes: Bool { channel.isWritable && hasShare(beside: 0) }

    /// Where a user's other connections have filled what may wait for them, this one still has its own small part. When that has been
    /// read, ``taken(_:)`` tells; so no connection waits for another.
    private func hasShare(beside coming: Int) -> Bool {
        unread.load(ordering: .relaxed) + coming < limits.repliesPerConnection || !replies.isFull
    }

    /// Bytes are handed to the channel.
    func handed(_ size: Int) {
        unread.add(size, ordering: .relaxed)
        replies.add(size)
    }

    /// The peer has taken them, or is gone.
    func taken(_ size: Int) {
        unread.subtract(size, ordering: .relaxed)
        replies.subtract(size)
    }

    /// Runs on the loop, later; not at all once the connection is gone.
    func hop(carrying size: Int = 0, _ body: @escaping @Sendable (ConnectionHandler) -> Void) {
        guard !isGone else { return }
        onTheWay.add(size, ordering: .relaxed)
        replies.add(size)
        loop.execute {
            self.onTheWay.subtract(size, ordering: .relaxed)
            self.replies.subtract(size)
            body(self.handler.value)
        }
    }

    /// Goes on with the connection's calls when others have had their turn.
    func pause(_ time: TimeAmount) {
        loop.scheduleTask(in: time) { self.handler.value.pump() }
    }
}
