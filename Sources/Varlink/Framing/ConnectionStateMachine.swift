/// What a connection of a service may do next. It has no effects: events go in, actions come out.
///
/// Calls are answered one after another (UAPI.20, "Wire Protocol"). The next message is taken after the final reply to the last one, so
/// pipelined calls wait, and a stream of replies has the connection to itself.
public struct ConnectionStateMachine: Sendable {
    private enum State: Sendable, Equatable {
        /// Nothing is in progress; the next message may be taken.
        case idle
        /// A message has been taken and is being read on another thread.
        case reading
        /// A call is being served.
        case serving(CallMessage.Flag?)
        /// Nothing is read or written.
        case closed
    }

    private var state = State.idle
    /// Whether the peer will send nothing more.
    private var inputHasEnded = false
    /// Whether no further message is taken, not even one that has arrived.
    private var isStopping = false

    /// An open connection with nothing in progress.
    public init() {}

    /// Whether a message may be given to ``received(_:)`` now.
    public var takesMessage: Bool { state == .idle && !isStopping }
    /// Whether a message has been taken and is not answered yet.
    public var isBusy: Bool { state == .reading || isServing }
    /// Whether the connection is closed.
    public var isClosed: Bool { state == .closed }

    /// Whether a call is in progress.
    public var isServing: Bool {
        if case .serving = state { true } else { false }
    }

    // MARK: - What the peer does

    /// What to do after a message.
    public enum MessageAction: Sendable, Equatable {
        /// Serve the call and report its replies.
        case dispatch(CallMessage)
        /// Answer with the error `org.varlink.service.MethodNotImplemented`, and take the next message.
        case refuseUpgrade(CallMessage)
        /// Send the replies so far, then close.
        case close(CloseReason)
    }

    /// A whole message has come. Only where ``takesMessage``.
    public mutating func received(_ message: UnsafeRawBufferPointer) -> MessageAction {
        taken(Result { () throws(CloseReason) in try CallMessage(parsing: message) })
    }

    /// A whole message has come and is read on another thread; ``read(_:)`` follows. Only where ``takesMessage``.
    public mutating func beginOffloadedRead() {
        state = .reading
    }

    /// The message that another thread read; nil where the connection has been closed meanwhile.
    public mutating func read(_ call: Result<CallMessage, CloseReason>) -> MessageAction? {
        state == .reading ? taken(call) : nil
    }

    private mutating func taken(_ call: Result<CallMessage, CloseReason>) -> MessageAction {
        switch call {
        case .success(let call):
            // The standard lets a server answer `upgrade` with an error, after which "the connection remains a Varlink connection". Closing
            // would leave the client guessing. Of the declared errors MethodNotImplemented fits: no method is offered in that form here.
            // Clients send nothing of the other protocol before the confirmation, so what follows is read as messages.
            state = call.flag == .upgrade ? .idle : .serving(call.flag)
            return call.flag == .upgrade ? .refuseUpgrade(call) : .dispatch(call)
        case .failure(let reason):
            return fail(reason)
        }
    }

    /// The input breaks a rule that only the reader of the bytes can check: a message is too long or too slow.
    public mutating func fail(_ reason: CloseReason) -> MessageAction {
        state = .closed
        return .close(reason)
    }

    /// Whether to close the connection now.
    public enum EndAction: Sendable, Equatable {
        /// The peer may send more, or a call is still to be answered.
        case wait
        /// The peer sends no more, and every call is answered.
        case close
    }

    /// The peer has closed its sending side. Whole messages that it sent are still answered.
    public mutating func inputEnded() {
        inputHasEnded = true
    }

    /// All whole messages have been taken.
    public mutating func inputExhausted() -> EndAction {
        inputHasEnded ? endIfIdle() : .wait
    }

    // MARK: - What the service does

    /// What to do with a reply.
    public enum ReplyAction: Sendable, Equatable {
        /// Drop it: its call or the connection has ended.
        case ignore
        /// Write it with `continues`. The call goes on.
        case stream
        /// The call has ended. Write the reply if it is wanted, then take the next message or close.
        case finish(write: Bool, then: EndAction)
    }

    /// The call in progress was answered.
    ///
    /// - Parameter continues: Whether more replies follow. It counts only where the caller asked for `more`; otherwise the reply is final.
    public mutating func replied(continues: Bool) -> ReplyAction {
        guard case .serving(let flag) = state else { return .ignore }
        if continues, flag == .more { return .stream }
        state = .idle
        return .finish(write: flag != .oneway, then: isStopping ? endIfIdle() : .wait)
    }

    /// The call in progress will never be answered. The connection survives that only where no answer was wanted.
    public mutating func abandoned(method: String) -> MessageAction? {
        guard case .serving(let flag) = state else { return nil }
        if flag == .oneway {
            state = .idle
            return nil
        }
        return fail(.unanswered(method: method))
    }

    /// The service is stopping: the call in progress is the last one.
    public mutating func stop() -> EndAction {
        isStopping = true
        return endIfIdle()
    }

    /// The connection is gone. Later replies have no reader.
    public mutating func closed() {
        state = .closed
    }

    private mutating func endIfIdle() -> EndAction {
        guard state == .idle else { return .wait }
        state = .closed
        return .close
    }
}
