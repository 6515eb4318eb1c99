internal import Logging
internal import NIOCore
internal import Varlink

/// One connection. It moves bytes between the channel, the message buffer, the state machine and the router, and performs the machine's
/// actions.
///
/// Everything here runs on the channel's event loop. This file has the state and the channel's events, `ConnectionCalls.swift` the calls to
/// and replies from the router, `ConnectionOutput.swift` the output.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// The event that asks a connection to end after the call in progress.
    struct StopRequest: Sendable {}

    let router: Router
    let limits: ServerLimits
    let session: Session
    let replies: UserReplyQuota
    let large: LargeMessageLimiter
    let log: Logger
    let onLargeCallCompleted: @Sendable () -> Void

    // Handlers read bytes of `messages` while their replies change `machine` and `output`, so these must be separate for exclusive access.
    var messages: MessageBuffer
    var machine = ConnectionStateMachine()
    /// Replies not yet handed to the channel.
    var output: [UInt8] = []

    var context: ChannelHandlerContext?
    var handle: ConnectionHandle?
    /// The serial number of the last call taken.
    var serial: UInt64 = 0
    /// Whether its message was a large one.
    var isLarge = false
    var closeCallbacks: [@Sendable () -> Void] = []
    var writableCallbacks: [@Sendable () -> Void] = []

    var isProcessing = false
    /// Whether a read is in progress, during which replies are collected.
    var isReading = false
    /// Whether a stream or a call waits until the peer has read replies.
    var hasStalled = false
    var slot: SlotState
    var flushIsScheduled = false
    /// Whether the channel wants to read and may not.
    private var readIsHeld = false
    /// When the incomplete message began.
    private var messageBeganAt = NIODeadline.distantPast
    private var partialMessageTimer: Scheduled<Void>?
    var lingerTimer: Scheduled<Void>?

    init(
        router: Router, limits: ServerLimits, admitted: AdmittedConnection, large: LargeMessageLimiter, log: Logger,
        onLargeCallCompleted: @escaping @Sendable () -> Void
    ) {
        self.router = router
        self.limits = limits
        self.large = large
        self.log = log
        self.onLargeCallCompleted = onLargeCallCompleted
        (session, replies) = (admitted.session, admitted.replies)
        slot = admitted.isStranger ? .notNeeded : .none
        messages = MessageBuffer(limit: admitted.isStranger ? min(limits.messageBytes, limits.readAheadBytes) : limits.messageBytes)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        handle = ConnectionHandle(handler: self, session: session, replies: replies, channel: context.channel, limits: limits)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
        self.context = nil
        handle = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    /// The peer is gone or the socket failed, so no reply can be sent.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        log.debug("connection failed", metadata: ["error": "\(error)"])
        context.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed:
            machine.inputEnded()
            processMessages()
            flush()
        case is StopRequest:
            if machine.stop() == .close { closeAfterReplies() }
        default:
            context.fireUserInboundEventTriggered(event)
        }
    }

    private func end() {
        machine.closed()
        handle?.end()
        releaseSlot()
        partialMessageTimer?.cancel()
        lingerTimer?.cancel()
        let callbacks = closeCallbacks
        closeCallbacks = []
        writableCallbacks = []
        for callback in callbacks { callback() }
    }
}

// MARK: - Reading

extension ConnectionHandler {
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !machine.isClosed else { return }
        isReading = true
        let bytes = Self.unwrapInboundIn(data)
        if bytes.withUnsafeReadableBytes({ messages.append($0) }) { messageBegan(context) }
        processMessages()
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isReading = false
        flush()
    }

    /// The channel calls this before it reads again.
    func read(context: ChannelHandlerContext) {
        requestSlot()
        if wantsBytes {
            context.read()
        } else {
            readIsHeld = true
            if !isWritable { hasStalled = true }
        }
    }

    func resumeReading() {
        guard readIsHeld else { return }
        requestSlot()
        guard wantsBytes, let context else { return }
        readIsHeld = false
        // Time in which the server did not read does not count.
        messageBeganAt = .now()
        context.read()
    }

    /// While no message can be taken, only `readAheadBytes` are read. The rest of a large message is read once the connection has a slot.
    private var wantsBytes: Bool {
        !machine.isClosed && (messages.count < limits.readAheadBytes || (machine.takesMessage && isWritable && slot.isHeld))
    }

    var isWritable: Bool { handle?.isChannelWritable ?? true }

    private func messageBegan(_ context: ChannelHandlerContext) {
        messageBeganAt = .now()
        if partialMessageTimer == nil { startPartialMessageTimer(context) }
    }

    /// One timer serves all partial messages of a connection. When it fires, it checks the age of the latest.
    private func startPartialMessageTimer(_ context: ChannelHandlerContext) {
        partialMessageTimer = context.eventLoop.assumeIsolated().scheduleTask(
            deadline: messageBeganAt + TimeAmount(limits.partialMessageTimeout)
        ) {
            self.checkPartialMessage()
        }
    }

    private func checkPartialMessage() {
        partialMessageTimer = nil
        guard let context, messages.endsInsideMessage, !machine.isClosed else { return }
        if !wantsBytes { messageBeganAt = .now() }
        if messageBeganAt + TimeAmount(limits.partialMessageTimeout) <= .now() {
            perform(machine.fail(.tooSlow(limit: limits.partialMessageTimeout)))
        } else {
            startPartialMessageTimer(context)
        }
    }
}
