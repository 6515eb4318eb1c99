public import Glibc
public import Logging
public import NIOCore
internal import NIOPosix
internal import Synchronization
public import Varlink

/// Serves a ``Router`` on unix sockets. Calls are decoded and passed to the router on the event loops of a group, for which one thread is
/// usually enough. It starts no threads and no tasks.
public final class VarlinkServer: Sendable {
    private struct Listener {
        let channel: any Channel
        /// nil where the socket was inherited: its file then belongs to the parent process.
        let path: BoundPath?
    }

    private let router: Router
    private let limits: ServerLimits
    private let group: any EventLoopGroup
    private let log: Logger
    private let onLargeCallCompleted: @Sendable () -> Void
    private let messageIDs: ServerMessageIDs
    private let large: LargeMessageLimiter
    private let connections: ConnectionTable
    private let admission: Admission
    /// nil once the server was closed.
    private let listeners = Mutex<[Listener]?>([])

    /// - Parameters:
    ///   - group: Made by NIOPosix. It must outlive the server.
    ///   - messageIDs: The `MESSAGE_ID`s of log entries.
    ///   - onLargeCallCompleted: Called on the event loop after a call with a large message was answered. The handler may still be
    ///     releasing memory.
    ///   - isKnown: Whether the service knows a peer, called on the event loop when the peer connects. Unknown users share a part of the
    ///     connections and may send small messages only.
    public init(
        router: Router, limits: ServerLimits, group: any EventLoopGroup, log: Logger, messageIDs: ServerMessageIDs = ServerMessageIDs(),
        onLargeCallCompleted: @escaping @Sendable () -> Void = {},
        isKnown: @escaping @Sendable (Peer) -> Bool = { _ in true }
    ) {
        self.router = router
        self.limits = limits
        self.group = group
        self.log = log
        self.messageIDs = messageIDs
        self.onLargeCallCompleted = onLargeCallCompleted
        large = LargeMessageLimiter(limits)
        connections = ConnectionTable(limits: limits)
        admission = Admission(
            connections: connections, refusals: RefusalLog(log: log, messageID: messageIDs.connectionRefused), isKnown: isKnown)
    }

    /// Listens at a path. A socket file that an earlier process left behind is replaced. It blocks shortly; never call it on an event loop.
    ///
    /// - Parameters:
    ///   - path: At most 103 bytes.
    ///   - mode: The mode of the socket file, whatever the umask.
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

    /// Serves an inherited listening socket, of which it takes ownership. It blocks shortly; never call it on an event loop.
    ///
    /// - Throws: ``ServerError``
    public func adopt(fileDescriptor: Int32) throws {
        try ListeningSocket.check(inherited: fileDescriptor)
        try serve(fileDescriptor, path: nil)
    }

    /// How many connections are open now.
    public var openConnections: Int { connections.count }

    /// Accepts no further connections, waits for calls in progress up to the drain timeout, and closes all connections. Streams are cut
    /// off, so end them first. Socket files of ``bind(path:mode:)`` are removed.
    public func close() async {
        try? await stop().get()
    }

    /// Like ``close()``, but blocks. Never call it on an event loop.
    public func closeBlocking() {
        try? stop().wait()
    }

    private func serve(_ descriptor: Int32, path: BoundPath?) throws {
        let channel = try bootstrap().withBoundSocket(descriptor).wait()
        // The bootstrap has set its own backlog.
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
        let (router, limits, log, onLargeCallCompleted, large) = (router, limits, log, onLargeCallCompleted, large)
        let room = ChannelOptions.Types.WriteBufferWaterMark(low: limits.replyQueueBytes / 2, high: limits.replyQueueBytes)
        return ServerBootstrap(group: group)
            .childChannelOption(.writeBufferWaterMark, value: room)
            // A peer may close its sending side and still read.
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(
                .recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 512, initial: 2048, maximum: limits.readBytes)
            )
            .childChannelOption(.maxMessagesPerRead, value: 1)
            .childChannelInitializer { [admission] channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let admitted = try admission.admit(channel) else { throw ServerError.closed }
                    let handler = ConnectionHandler(
                        router: router, limits: limits, admitted: admitted, large: large, log: log,
                        onLargeCallCompleted: onLargeCallCompleted)
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
        // The files are removed first, so that a successor finds none and no peer connects to a socket that is no longer served.
        for listener in closing { listener.path?.remove() }
        let closed = closing.map { $0.channel.close() }
        return EventLoopFuture.andAllComplete(closed, on: loop).flatMap { self.drain(on: loop) }
    }

    private func drain(on loop: any EventLoop) -> EventLoopFuture<Void> {
        let empty = loop.makePromise(of: Void.self)
        for channel in connections.close(empty) {
            channel.pipeline.fireUserInboundEventTriggered(ConnectionHandler.StopRequest())
        }
        let timeout = loop.scheduleTask(in: TimeAmount(limits.drainTimeout)) { [connections, log, messageIDs] in
            let open = connections.channels
            var fields: Logger.Metadata = ["connections": "\(open.count)"]
            fields["MESSAGE_ID"] = messageIDs.callsCutOff.map { "\($0)" }
            log.notice("calls still in progress were cut off", metadata: fields)
            for channel in open { channel.close(promise: nil) }
        }
        return empty.futureResult.always { _ in timeout.cancel() }
    }
}
