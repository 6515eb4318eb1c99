internal import NIOCore
internal import Synchronization
internal import Varlink

/// The way from calls, which are anywhere, to their connection, which is on its event loop.
final class ConnectionLink: Sendable {
    let session: Session
    let channel: any Channel
    let loop: any EventLoop
    private let handler: NIOLoopBound<ConnectionHandler>
    private let queueLimit: Int
    /// Bytes of replies given on other threads that have not reached the loop.
    private let onTheWay = Atomic<Int>(0)
    private let gone = Atomic<Bool>(false)

    init(handler: ConnectionHandler, session: Session, channel: any Channel, queueLimit: Int) {
        self.session = session
        self.channel = channel
        self.queueLimit = queueLimit
        loop = channel.eventLoop
        self.handler = NIOLoopBound(handler, eventLoop: channel.eventLoop)
    }

    /// Nil on any other thread than the loop's.
    var here: ConnectionHandler? { loop.inEventLoop ? handler.value : nil }

    /// The connection has ended: there is nothing to say to it, and its loop may have ended as well.
    var isGone: Bool { gone.load(ordering: .acquiring) }

    func end() { gone.store(true, ordering: .releasing) }

    var isWritable: Bool { channel.isWritable && onTheWay.load(ordering: .relaxed) < queueLimit }

    /// Runs on the loop, later; not at all once the connection is gone.
    func hop(carrying size: Int = 0, _ body: @escaping @Sendable (ConnectionHandler) -> Void) {
        guard !isGone else { return }
        onTheWay.add(size, ordering: .relaxed)
        loop.execute {
            self.onTheWay.subtract(size, ordering: .relaxed)
            body(self.handler.value)
        }
    }

    /// Goes on with the connection's calls when others have had their turn.
    func pause(_ time: TimeAmount) {
        loop.scheduleTask(in: time) { self.handler.value.pump() }
    }
}
