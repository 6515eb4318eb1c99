import Synchronization
import Varlink

/// A call as its caller sees it: every reply, in order.
final class SimulatedCall: PendingCall {
    /// One message back.
    struct Reply: Sendable, Hashable {
        /// The error's full name; nil: it is a reply.
        var error: String?
        var json: [UInt8]
        /// More follow.
        var continues: Bool
        /// Its place among all replies of the process.
        var number: Int
    }

    private struct State {
        var replies: [Reply] = []
        var isOver = false
        var closed: [@Sendable () -> Void] = []
        var writable: [@Sendable () -> Void] = []
        var takes = true
    }

    let method: String
    let session: Session
    let more: Bool
    let oneway = false
    private let line: ReplyLine
    private let state = Mutex(State())

    init(_ method: String, _ session: Session, more: Bool, on line: ReplyLine) {
        (self.method, self.session, self.more, self.line) = (method, session, more, line)
    }

    var replies: [Reply] { state.withLock { $0.replies } }
    var isOver: Bool { state.withLock { $0.isOver } }
    var isWritable: Bool { state.withLock { $0.takes } }

    func send(_ parameters: [UInt8], continues: Bool) { note(nil, parameters, continues: continues && more) }
    func fail(_ name: String, _ parameters: [UInt8]) { note(name, parameters, continues: false) }

    func onWritable(_ body: @escaping @Sendable () -> Void) {
        let isNow = state.withLock { state in
            if !state.takes { state.writable.append(body) }
            return state.takes
        }
        if isNow { body() }
    }

    func onClose(_ body: @escaping @Sendable () -> Void) { state.withLock { $0.closed.append(body) } }

    /// The caller goes away.
    func close() {
        let closed = state.withLock { state in
            defer { state.closed = [] }
            state.isOver = true
            return state.closed
        }
        for body in closed { body() }
    }

    /// The caller takes no more for now, or does again.
    func take(_ takes: Bool) {
        let writable = state.withLock { state in
            state.takes = takes
            guard takes else { return [@Sendable () -> Void]() }
            defer { state.writable = [] }
            return state.writable
        }
        for body in writable { body() }
    }

    private func note(_ error: String?, _ json: [UInt8], continues: Bool) {
        guard let number = line.next() else { return }
        let closed = state.withLock { state -> [@Sendable () -> Void] in
            if state.isOver { return [] }
            state.replies.append(Reply(error: error, json: json, continues: continues, number: number))
            if continues { return [] }
            state.isOver = true
            defer { state.closed = [] }
            return state.closed
        }
        // Dropped, not called: the call is over.
        withExtendedLifetime(closed) {}
    }
}

/// What a process says to all of its callers. After the power has failed nobody hears it any more.
final class ReplyLine: Sendable {
    private let count = Mutex(0)
    private let isHeard: @Sendable () -> Bool

    init(isHeard: @escaping @Sendable () -> Bool) { self.isHeard = isHeard }

    /// The number of the next reply; nil where nobody hears it.
    func next() -> Int? {
        guard isHeard() else { return nil }
        return count.withLock { count in
            count += 1
            return count
        }
    }
}
