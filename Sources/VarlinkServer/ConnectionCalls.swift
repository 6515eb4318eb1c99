internal import Logging
internal import NIOCore
internal import Varlink

/// What goes to the router and what comes back from it.
extension ConnectionHandler {
    private static let noParameters: StaticString = "{}"
    /// Calls between two looks at the clock.
    private static let callsPerLook = 4
    /// Until a connection that has used up its turn goes on: time enough for the loop to look at all the others.
    private static let pauseBetweenTurns = TimeAmount.microseconds(20)

    // MARK: To the router

    /// Takes messages as long as the machine allows it. A reply given meanwhile does not start this again from inside.
    func pump() {
        guard !isPumping else { return }
        isPumping = true
        let end = NIODeadline.now() + TimeAmount(limits.turn)
        var taken = 0
        while machine.takesMessage, isWritable, takeMessage() {
            taken += 1
            if taken % Self.callsPerLook == 0, NIODeadline.now() >= end {
                link?.pause(Self.pauseBetweenTurns)
                break
            }
        }
        isPumping = false
        if machine.takesMessage, !isWritable { hasStalled = true }
        leavePlaceUnlessNeeded()
        resumeReading()
    }

    /// False when there is no whole message left.
    private func takeMessage() -> Bool {
        switch messages.next() {
        case .message(let place):
            isLarge = place.count >= limits.large
            if !readElsewhere(place) { messages.withMessage(place) { perform(machine.received($0), on: $0) } }
            // A call that takes long has read what it needs by now; its message would lie here until it is answered.
            messages.letGo()
            return true
        case .tooLong:
            perform(machine.fail(.tooLong(limit: limits.message)))
            return false
        case .incomplete:
            if machine.ranDry() == .close { closeAfterReplies() }
            return false
        }
    }

    /// Has a large message read on another thread: no other connection of this loop waits for that. False where it is not large.
    private func readElsewhere(_ place: Range<Int>) -> Bool {
        guard router.takesElsewhere(place.count), let link else { return false }
        let message = messages.withMessage(place) { Array($0) }
        machine.readsElsewhere()
        router.runElsewhere(of: session) {
            let call = message.withUnsafeBytes { bytes in Result { () throws(CloseReason) in try CallMessage(parsing: bytes) } }
            link.hop { $0.hasRead(message, call) }
        }
        return true
    }

    private func hasRead(_ message: [UInt8], _ call: Result<CallMessage, CloseReason>) {
        guard let action = machine.read(call) else { return }
        message.withUnsafeBytes { perform(action, on: $0) }
        pump()
    }

    func perform(_ action: ConnectionStateMachine.MessageAction, on message: UnsafeRawBufferPointer = .init(start: nil, count: 0)) {
        switch action {
        case .dispatch(let call):
            dispatch(call, message)
        case .refuseUpgrade(let call):
            let refusal = VarlinkService.MethodNotImplemented(method: call.method)
            ReplyFrame.append(error: VarlinkService.MethodNotImplemented.name, parameters: refusal.jsonBytes(), to: &output)
            written()
        case .close(let reason):
            report(reason)
            closeAfterReplies()
        }
    }

    private func dispatch(_ call: CallMessage, _ message: UnsafeRawBufferPointer) {
        guard let link else { return }
        serial += 1
        let pending = ConnectionCall(call, serial: serial, link: link)
        if let place = call.parameters {
            router.dispatch(UnsafeRawBufferPointer(rebasing: message[place]), pending)
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
        pump()
    }

    func onClose(_ serial: UInt64, _ body: @escaping @Sendable () -> Void) {
        guard serial == self.serial else { return }
        if machine.isClosed { return body() }
        if machine.isServing { closeCallbacks.append(body) }
    }

    func onWritable(_ serial: UInt64, _ body: @escaping @Sendable () -> Void) {
        guard serial == self.serial, machine.isServing, let link else { return }
        if link.isWritable { return body() }
        if isWritable {
            // What fills the queue is still on its way here from another thread; look again behind it.
            link.hop { $0.onWritable(serial, body) }
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
            written()
        case .finish(let wanted, let then):
            if wanted { write(&output, false) }
            closeCallbacks = []
            writableCallbacks = []
            written()
            leavePlace()
            // Behind the reply, which is on its way.
            if isLarge { link?.hop { $0.afterLarge() } }
            if then == .close { closeAfterReplies() } else { pump() }
        }
    }
}
