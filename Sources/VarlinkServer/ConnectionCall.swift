internal import Synchronization
internal import Varlink

/// A call as the router gets it. Replies reach the connection at once on the event loop, and by a hop from other threads.
final class ConnectionCall: PendingCall {
    let method: String
    private let flag: CallMessage.Flag?
    private let handle: ConnectionHandle
    /// The number of the call on its connection. Replies to any call but the one in progress are dropped.
    private let serial: UInt64
    private let isOver = Atomic<Bool>(false)

    init(_ message: CallMessage, serial: UInt64, handle: ConnectionHandle) {
        method = message.method
        flag = message.flag
        self.serial = serial
        self.handle = handle
    }

    deinit {
        guard !isOver.load(ordering: .relaxed) else { return }
        let (serial, method) = (serial, method)
        // Always by a hop, because a deinitializer may run at any point.
        handle.hop { $0.abandoned(serial, method: method) }
    }

    var session: Session { handle.session }
    var more: Bool { flag == .more }
    var oneway: Bool { flag == .oneway }
    var isWritable: Bool { handle.isWritable }

    func send(_ parameters: [UInt8], continues: Bool) {
        let continues = continues && more
        guard isAccepted(final: !continues) else { return }
        if let connection = handle.handlerOnLoop {
            connection.reply(serial, parameters, continues: continues)
        } else {
            handle.hop(carrying: parameters.count) { [serial] in $0.reply(serial, parameters, continues: continues) }
        }
    }

    func fail(_ name: String, _ parameters: [UInt8]) {
        guard isAccepted(final: true) else { return }
        if let connection = handle.handlerOnLoop {
            connection.fail(serial, name, parameters)
        } else {
            handle.hop(carrying: parameters.count) { [serial] in $0.fail(serial, name, parameters) }
        }
    }

    func onWritable(_ body: @escaping @Sendable () -> Void) {
        if let connection = handle.handlerOnLoop {
            connection.onWritable(serial, body)
        } else {
            handle.hop { [serial] in $0.onWritable(serial, body) }
        }
    }

    func onClose(_ body: @escaping @Sendable () -> Void) {
        if let connection = handle.handlerOnLoop {
            connection.onClose(serial, body)
        } else if handle.isGone {
            if !isOver.load(ordering: .relaxed) { body() }
        } else {
            handle.hop { [serial] in $0.onClose(serial, body) }
        }
    }

    /// Whether a reply is still accepted. A final one ends the call.
    private func isAccepted(final: Bool) -> Bool {
        final ? !isOver.exchange(true, ordering: .relaxed) : !isOver.load(ordering: .relaxed)
    }
}
