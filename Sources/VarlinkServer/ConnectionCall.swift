internal import Synchronization
internal import Varlink

/// A call as handed to the router. It says what is replied to its connection, at once on the event loop and by a hop from elsewhere.
final class ConnectionCall: PendingCall {
    let method: String
    private let flag: CallMessage.Flag?
    private let link: ConnectionLink
    /// Numbers the calls of a connection: replies to any but the one in progress are dropped.
    private let serial: UInt64
    private let isOver = Atomic<Bool>(false)

    init(_ message: CallMessage, serial: UInt64, link: ConnectionLink) {
        method = message.method
        flag = message.flag
        self.serial = serial
        self.link = link
    }

    deinit {
        guard !isOver.load(ordering: .relaxed) else { return }
        let (serial, method) = (serial, method)
        // Always by a hop: this may run in the middle of anything.
        link.hop { $0.abandoned(serial, method: method) }
    }

    var session: Session { link.session }
    var more: Bool { flag == .more }
    var oneway: Bool { flag == .oneway }
    var isWritable: Bool { link.isWritable }

    func send(_ parameters: [UInt8], continues: Bool) {
        let continues = continues && more
        guard goesOut(final: !continues) else { return }
        if let connection = link.here {
            connection.reply(serial, parameters, continues: continues)
        } else {
            link.hop(carrying: parameters.count) { [serial] in $0.reply(serial, parameters, continues: continues) }
        }
    }

    func fail(_ name: String, _ parameters: [UInt8]) {
        guard goesOut(final: true) else { return }
        if let connection = link.here {
            connection.fail(serial, name, parameters)
        } else {
            link.hop(carrying: parameters.count) { [serial] in $0.fail(serial, name, parameters) }
        }
    }

    func onWritable(_ body: @escaping @Sendable () -> Void) {
        if let connection = link.here {
            connection.onWritable(serial, body)
        } else {
            link.hop { [serial] in $0.onWritable(serial, body) }
        }
    }

    func onClose(_ body: @escaping @Sendable () -> Void) {
        if let connection = link.here {
            connection.onClose(serial, body)
        } else if link.isGone {
            if !isOver.load(ordering: .relaxed) { body() }
        } else {
            link.hop { [serial] in $0.onClose(serial, body) }
        }
    }

    /// Whether a reply is still wanted; the final one makes the call over.
    private func goesOut(final: Bool) -> Bool {
        final ? !isOver.exchange(true, ordering: .relaxed) : !isOver.load(ordering: .relaxed)
    }
}
