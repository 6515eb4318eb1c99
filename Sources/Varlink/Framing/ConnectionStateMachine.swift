/// What one connection of a service may do next. It does nothing itself: events go in, actions come out.
///
/// Calls are answered one after the other (UAPI.20, "Wire Protocol"): the next message is taken only after the final reply to the last
/// one, so pipelined calls wait and a stream of replies has the connection to itself.
public struct ConnectionStateMachine: Sendable {
    private enum State: Sendable, Equatable {
        /// Nothing is in progress; the next message may be taken.
        case idle
        /// A message has been taken; what it says is found out elsewhere.
        case reading
        /// A call is being served.
        case serving(CallMessage.Flag?)
        /// Nothing is read or written any more.
        case closed
    }

    private var state = State.idle
    /// The peer will send nothing more.
    private var inputHasEnded = false
    /// No further message is taken, even one that has arrived.
    private var isStopping = false

    public init() {}

    /// Whether a message may be given to ``received(_:)`` now.
    public var takesMessage: Bool { state == .idle && !isStopping }
    /// Whether a message has been taken and not been answered.
    public var isBusy: Bool { state == .reading || isServing }
    public var isClosed: Bool { state == .closed }

    /// Whether a call is in progress.
    public var isServing: Bool {
        if case .serving = state { true } else { false }
    }

    // MARK: - What the peer does

    public enum MessageAction: Sendable, Equatable {
        /// Have the call served and report its replies.
        case dispatch(CallMessage)
        /// Answer with the error `org.varlink.service.MethodNotImplemented` and take the next message.
        case refuseUpgrade(CallMessage)
        /// Deliver what has been replied so far, then close.
        case close(CloseReason)
    }

    /// A whole message has come; only where ``takesMessage``.
    public mutating func received(_ message: UnsafeRawBufferPointer) -> MessageAction {
        taken(Result { () throws(CloseReason) in try CallMessage(parsing: message) })
    }

    /// A whole message has come, only where ``takesMessage``, and is read on another thread: ``read(_:)`` follows.
    public mutating func readsElsewhere() {
        state = .reading
    }

    /// What the message that is read elsewhere says; nil where the connection has been closed meanwhile.
    public mutating func read(_ call: Result<CallMessage, CloseReason>) -> MessageAction? {
        state == .reading ? taken(call) : nil
    }

    private mutating func taken(_ call: Result<CallMessage, CloseReason>) -> MessageAction {
        switch call {
        case .success(let call):
            // The standard lets a server answer `upgrade` with an error, after which "the connection remains a Varlink connection"; closing
            // would leave the client to guess. Of the declared errors it is MethodNotImplemented: no method is offered in that form here.
            // Clients send nothing of the other protocol before the confirmation, so what follows is read as messages.
            state = call.flag == .upgrade ? .idle : .serving(call.flag)
            return call.flag == .upgrade ? .refuseUpgrade(call) : .dispatch(call)
        case .failure(let reason):
            return fail(reason)
        }
    }

    /// The input breaks a rule that only the reader of the bytes can see: a message too long, or too slow.
    public mutating func fail(_ reason: CloseReason) -> MessageAction {
        state = .closed
        return .close(reason)
    }

    public enum EndAction: Sendable, Equatable {
        case wait
        case close
    }

    /// The peer has closed its sending side. What it sent whole is still answered.
    public mutating func inputEnded() {
        inputHasEnded = true
    }

    /// All whole messages have been taken.
    public mutating func ranDry() -> EndAction {
        inputHasEnded ? endIfIdle() : .wait
    }

    // MARK: - What the service does

    public enum ReplyAction: Sendable, Equatable {
        /// Drop it: its call is over, or the connection is.
        case ignore
        /// Write it with `continues`; the call goes on.
        case stream
        /// The call is over: write the reply if it is wanted, then take the next message or close.
        case finish(write: Bool, then: EndAction)
    }

    /// The call being served is answered. `continues` counts only where the caller asked for `more`: elsewhere the reply is the final one.
    public mutating func replied(continues: Bool) -> ReplyAction {
        guard case .serving(let flag) = state else { return .ignore }
        if continues, flag == .more { return .stream }
        state = .idle
        return .finish(write: flag != .oneway, then: isStopping ? endIfIdle() : .wait)
    }

    /// The call being served will never be answered. Only one that wants no answer can be passed over.
    public mutating func abandoned(method: String) -> MessageAction? {
        guard case .serving(let flag) = state else { return nil }
        if flag == .oneway {
            state = .idle
            return nil
        }
        return fail(.unanswered(method: method))
    }

    /// The service wants to end: the call in progress is the last one.
    public mutating func stop() -> EndAction {
        isStopping = true
        return endIfIdle()
    }

    /// The connection is gone; replies that are still to come have nobody to read them.
    public mutating func closed() {
        state = .closed
    }

    private mutating func endIfIdle() -> EndAction {
        guard state == .idle else { return .wait }
        state = .closed
        return .close
    }
}
