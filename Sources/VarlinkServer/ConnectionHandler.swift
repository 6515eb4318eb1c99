internal import Logging
internal import NIOCore
internal import Varlink

/// One connection: carries bytes between the channel, the message buffer, the state machine and the router, and does what the machine says.
///
/// Everything here runs on the channel's event loop. This file has the state and what the channel reports; `ConnectionCalls.swift` has what
/// goes to the router and comes back, `ConnectionOutput.swift` the way out.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Asks a connection to end after the call in progress.
    struct StopRequest: Sendable {}

    let router: Router
    let limits: Limits
    let session: Session
    let replies: UserReplies
    let large: LargeMessages
    let log: Logger
    let afterLarge: @Sendable () -> Void

    // `messages` lends its bytes to handlers, whose replies change `machine` and `output`: they stay apart because of exclusive access.
    var messages: MessageBuffer
    var machine = ConnectionStateMachine()
    /// Replies not yet handed to the channel.
    var output: [UInt8] = []

    var context: ChannelHandlerContext?
    var link: ConnectionLink?
    /// The number of the last call taken.
    var serial: UInt64 = 0
    /// Whether its message was a large one.
    var isLarge = false
    var closeCallbacks: [@Sendable () -> Void] = []
    var writableCallbacks: [@Sendable () -> Void] = []

    var isPumping = false
    /// Between a read and its end, where replies are collected.
    var isReading = false
    /// Something waits until replies have been read: a stream, or a call.
    var hasStalled = false
    var place: Place
    var flushIsScheduled = false
    /// The channel wants to read and is not allowed to.
    private var readIsHeld = false
    /// When the message that has begun did so.
    private var begun = NIODeadline.distantPast
    private var patience: Scheduled<Void>?
    var lingering: Scheduled<Void>?

    init(
        router: Router, limits: Limits, admitted: Admitted, large: LargeMessages, log: Logger, afterLarge: @escaping @Sendable () -> Void
    ) {
        self.router = router
        self.limits = limits
        self.large = large
        self.log = log
        self.afterLarge = afterLarge
        (session, replies) = (admitted.session, admitted.replies)
        place = admitted.isStranger ? .notNeeded : .none
        messages = MessageBuffer(limit: admitted.isStranger ? min(limits.message, limits.readAhead) : limits.message)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        link = ConnectionLink(handler: self, session: session, replies: replies, channel: context.channel, limits: limits)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
        self.context = nil
        link = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    /// A peer that is gone or a socket that failed; there is nobody left to tell.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        log.debug("connection failed", metadata: ["error": "\(error)"])
        context.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed:
            machine.inputEnded()
            pump()
            flush()
        case is StopRequest:
            if machine.stop() == .close { closeAfterReplies() }
        default:
            context.fireUserInboundEventTriggered(event)
        }
    }

    private func end() {
        machine.closed()
        link?.end()
        leavePlace()
        patience?.cancel()
        lingering?.cancel()
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
        pump()
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isReading = false
        flush()
    }

    /// The channel asks this before it reads again.
    func read(context: ChannelHandlerContext) {
        askForPlace()
        if wantsBytes {
            context.read()
        } else {
            readIsHeld = true
            if !isWritable { hasStalled = true }
        }
    }

    func resumeReading() {
        guard readIsHeld else { return }
        askForPlace()
        guard wantsBytes, let context else { return }
        readIsHeld = false
        // Time in which nothing was read is not the peer's.
        begun = .now()
        context.read()
    }

    /// While no message can be taken only a little is read ahead; the rest waits in the peer, as does a large message until it has its
    /// place.
    private var wantsBytes: Bool {
        !machine.isClosed && (messages.count < limits.readAhead || (machine.takesMessage && isWritable && place.isHeld))
    }

    var isWritable: Bool { link?.channelTakes ?? true }

    private func messageBegan(_ context: ChannelHandlerContext) {
        begun = .now()
        if patience == nil { beginPatience(context) }
    }

    /// One timer serves all the messages of a connection that come in pieces: it looks how old the latest is when it fires.
    private func beginPatience(_ context: ChannelHandlerContext) {
        patience = context.eventLoop.assumeIsolated().scheduleTask(deadline: begun + TimeAmount(limits.partialMessage)) {
            self.checkPatience()
        }
    }

    private func checkPatience() {
        patience = nil
        guard let context, messages.endsInsideMessage, !machine.isClosed else { return }
        if !wantsBytes { begun = .now() }
        if begun + TimeAmount(limits.partialMessage) <= .now() {
            perform(machine.fail(.tooSlow(limit: limits.partialMessage)))
        } else {
            beginPatience(context)
        }
    }
}
