internal import Logging
internal import NIOCore
internal import Varlink

/// Calls to the router, and replies from it.
extension ConnectionHandler {
    private static let noParameters: StaticString = "{}"
    /// The clock is read after each of these numbers of calls.
    private static let callsPerClockCheck = 4
    /// The pause of a connection that has used up its turn, in which the loop can serve all others.
    private static let pauseBetweenTurns = TimeAmount.microseconds(20)

    // MARK: To the router

    /// Takes messages as long as the state machine allows it. Replies given meanwhile do not call it recursively.
    func processMessages() {
        guard !isProcessing else { return }
        isProcessing = true
        let end = NIODeadline.now() + TimeAmount(limits.maxTurn)
        var taken = 0
        while machine.takesMessage, isWritable, takeMessage() {
            taken += 1
            if taken % Self.callsPerClockCheck == 0, NIODeadline.now() >= end {
                handle?.pause(Self.pauseBetweenTurns)
                break
            }
        }
        isProcessing = false
        if machine.takesMessage, !isWritable { hasStalled = true }
        releaseSlotUnlessNeeded()
        resumeReading()
    }

    /// Takes the next message; false where there is no complete one.
    private func takeMessage() -> Bool {
        switch messages.next() {
        case .message(let range):
            isLarge = range.count >= limits.largeMessageBytes
            if !readOffloaded(range) { messages.withMessage(range) { perform(machine.received($0), on: $0) } }
            // The call has read what it needs. Its message would otherwise be kept until it is answered.
            messages.releaseStorage()
            return true
        case .tooLong:
            perform(machine.fail(.tooLong(limit: limits.messageBytes)))
            return false
        case .incomplete:
            if machine.inputExhausted() == .close { closeAfterReplies() }
            return false
        }
    }

    /// Parses a large message on another thread, so that other connections of the loop do not wait; false where it is not large.
    private func readOffloaded(_ range: Range<Int>) -> Bool {
        guard router.offloads(range.count), let handle else { return false }
        let message = messages.withMessage(range) { Array($0) }
        machine.beginOffloadedRead()
        router.runOffloaded(of: session) {
            let call = message.withUnsafeBytes { bytes in Result { () throws(CloseReason) in try CallMessage(parsing: bytes) } }
            handle.hop { $0.hasRead(message, call) }
        }
        return true
    }

    private func hasRead(_ message: [UInt8], _ call: Result<CallMessage, CloseReason>) {
        guard let action = machine.read(call) else { return }
        message.withUnsafeBytes { perform(action, on: $0) }
        processMessages()
    }

    func perform(_ action: ConnectionStateMachine.MessageAction, on message: UnsafeRawBufferPointer = .init(start: nil, count: 0)) {
        switch action {
        case .dispatch(let call):
            dispatch(call, message)
        case .refuseUpgrade(let call):
            let refusal = VarlinkService.MethodNotImplemented(method: call.method)
            ReplyFrame.append(error: VarlinkService.MethodNotImplemented.name, parameters: refusal.jsonBytes(), to: &output)
            outputAdded()
        case .close(let reason):
            report(reason)
            closeAfterReplies()
        }
    }

    private func dispatch(_ call: CallMessage, _ message: UnsafeRawBufferPointer) {
        guard let handle else { return }
        serial += 1
        let pending = ConnectionCall(call, serial: serial, handle: handle)
        if let range = call.parameters {
            router.dispatch(UnsafeRawBufferPointer(rebasing: message[range]), pending)
        } else {
            let none = Self.noParameters
            router.dispatch(UnsafeRawBufferPointer(start: none.utf8Start, count: none.utf8CodeUnitCount), pending)
        }
    }

    private func report(_ reason: CloseReason) {
        let isOurs = if case .unanswered = reason { true } else { false }
        log.log(
            level: isOurs ? .error : .notice, "connection closed: \(reason)",
            metadata: ["connection": "\(session.id)", "uid": "\(session.peer.uid)", "pid": "\(session.peer.pid)"])
    }

    // MARK: From the router

    func reply(_ serial: UInt64, _ parameters: [UInt8], continues: Bool) {
        guard serial == self.serial else { return }
        perform(machine.replied(continues: continues)) { out, continues in
            ReplyFrame.append(parameters: parameters, continues: continues, to: &out)
        }
    }

    func fail(_ serial: UInt64, _ name: String, _ parameters: [UInt8]) {
        guard serial == self.serial else { return }
        perform(machine.replied(continues: false)) { out, _ in
            ReplyFrame.append(error: name, parameters: parameters, to: &out)
        }
    }

    func abandoned(_ serial: UInt64, method: String) {
        guard serial == self.serial else { return }
        if let action = machine.abandoned(method: method) { perform(action) }
        processMessages()
    }

    func onClose(_ serial: UInt64, _ body: @escaping @Sendable () -> Void) {
        guard serial == self.serial else { return }
        if machine.isClosed { return body() }
        if machine.isServing { closeCallbacks.append(body) }
    }

    func onWritable(_ serial: UInt64, _ body: @escaping @Sendable () -> Void) {
        guard serial == self.serial, machine.isServing, let handle else { return }
        if handle.isWritable { return body() }
        if isWritable {
            // The replies that fill the queue are still in transit from another thread. Check again after them.
            handle.hop { $0.onWritable(serial, body) }
        } else {
            hasStalled = true
            writableCallbacks.append(body)
        }
    }

    private func perform(_ action: ConnectionStateMachine.ReplyAction, _ write: (inout [UInt8], _ continues: Bool) -> Void) {
        switch action {
        case .ignore:
            return
        case .stream:
            write(&output, true)
            outputAdded()
        case .finish(let wanted, let then):
            if wanted { write(&output, false) }
            closeCallbacks = []
            writableCallbacks = []
            outputAdded()
            releaseSlot()
            // After the reply, which is on its way.
            if isLarge { handle?.hop { $0.onLargeCallCompleted() } }
            if then == .close { closeAfterReplies() } else { processMessages() }
        }
    }
}
