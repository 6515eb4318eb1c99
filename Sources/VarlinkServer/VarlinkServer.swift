public import Glibc
public import Logging
public import NIOCore
internal import NIOPosix
internal import Synchronization
public import Varlink

/// Serves a ``Router`` on unix sockets. Calls are decoded and handed to the router on the event loops of the group given, one thread being
/// enough for most; nothing here starts a thread or a task.
public final class VarlinkServer: Sendable {
    private struct Listener {
        let channel: any Channel
        /// Nil where the socket was inherited; its file is then somebody else's.
        let path: BoundPath?
    }

    private let router: Router
    private let limits: Limits
    private let group: any EventLoopGroup
    private let log: Logger
    private let afterLarge: @Sendable () -> Void
    private let large: LargeMessages
    private let connections: ConnectionTable
    private let admission: Admission
    /// Nil once the server has been closed.
    private let listeners = Mutex<[Listener]?>([])

    /// - Parameters:
    ///   - group: Made by NIOPosix; it must outlive the server.
    ///   - afterLarge: Called on the event loop when a call with a large message has been answered. The handler may still be
    ///     releasing what it needed for it.
    ///   - isKnown: Whether the service knows a peer, asked when it connects. Those it does not know share a part of the connections and
    ///     send small messages only. Called on the event loop.
    public init(
        router: Router, limits: Limits, group: any EventLoopGroup, log: Logger, afterLarge: @escaping @Sendable () -> Void = {},
        isKnown: @escaping @Sendable (Peer) -> Bool = { _ in true }
    ) {
        self.router = router
        self.limits = limits
        self.group = group
        self.log = log
        self.afterLarge = afterLarge
        large = LargeMessages(limits)
        connections = ConnectionTable(limits: limits)
        admission = Admission(connections: connections, refusals: RefusalLog(log: log), isKnown: isKnown)
    }

    /// Listens at a path of at most 103 bytes, with exactly this mode whatever the umask. A socket file left behind by a program that is
    /// gone is replaced. Blocks for a moment; not to be called on an event loop.
    /// - Throws: ``ServerError``
    public func bind(path: String, mode: mode_t) throws {
        let socket = try ListeningSocket.bound(to: path, mode: mode, backlog: limits.backlog)
        do {
            try serve(socket.fileDescriptor, path: socket.path)
        } catch {
            socket.path.remove()
            throw error
        }
    }

    /// Serves an inherited listening socket and owns it from now on. Blocks for a moment; not to be called on an event loop.
    /// - Throws: ``ServerError``
    public func adopt(fileDescriptor: Int32) throws {
        try ListeningSocket.check(inherited: fileDescriptor)
        try serve(fileDescriptor, path: nil)
    }

    /// Accepts no more, lets calls in progress be answered for as long as the limits say, and closes every connection. Streams end with it,
    /// so their writers end them first. Socket files bound by ``bind(path:mode:)`` are removed.
    public func close() async {
        try? await stop().get()
    }

    /// Like ``close()``; not to be called on an event loop.
    public func closeBlocking() {
        try? stop().wait()
    }

    private func serve(_ descriptor: Int32, path: BoundPath?) throws {
        let channel = try bootstrap().withBoundSocket(descriptor).wait()
        // The bootstrap has set the backlog to its own default.
        listen(descriptor, limits.backlog)
        ListeningSocket.refuseDescriptors(descriptor)
        let isOpen = listeners.withLock { listeners in
            listeners?.append(Listener(channel: channel, path: path))
            return listeners != nil
        }
        if !isOpen {
            try? channel.close().wait()
            throw ServerError.closed
        }
    }

    private func bootstrap() -> ServerBootstrap {
        let (router, limits, log, afterLarge, large) = (router, limits, log, afterLarge, large)
        let room = ChannelOptions.Types.WriteBufferWaterMark(low: limits.replyQueue / 2, high: limits.replyQueue)
        return ServerBootstrap(group: group)
            .childChannelOption(.writeBufferWaterMark, value: room)
            // A peer that has said all it has to say still reads.
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 512, initial: 2048, maximum: limits.read))
            .childChannelOption(.maxMessagesPerRead, value: 1)
            .childChannelInitializer { [admission] channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let admitted = try admission.admit(channel) else { throw ServerError.closed }
                    let handler = ConnectionHandler(
                        router: router, limits: limits, admitted: admitted, large: large, log: log, afterLarge: afterLarge)
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
    }

    private func stop() -> EventLoopFuture<Void> {
        let loop = group.next()
        let closing = listeners.withLock { listeners -> [Listener] in
            defer { listeners = nil }
            return listeners ?? []
        }
        // The file goes first: a program that takes our place then finds none, and nobody connects to a socket that answers no more.
        for listener in closing { listener.path?.remove() }
        let closed = closing.map { $0.channel.close() }
        return EventLoopFuture.andAllComplete(closed, on: loop).flatMap { self.drain(on: loop) }
    }

    private func drain(on loop: any EventLoop) -> EventLoopFuture<Void> {
        let empty = loop.makePromise(of: Void.self)
        for channel in connections.close(empty) {
            channel.pipeline.fireUserInboundEventTriggered(ConnectionHandler.StopRequest())
        }
        let impatience = loop.scheduleTask(in: TimeAmount(limits.drain)) { [connections, log] in
            let late = connections.channels
            log.notice(
                "calls still in progress were cut off",
                metadata: ["MESSAGE_ID": "17a387c54d824154b05631499cc15640", "connections": "\(late.count)"])
            for channel in late { channel.close(promise: nil) }
        }
        return empty.futureResult.always { _ in impatience.cancel() }
    }
}
