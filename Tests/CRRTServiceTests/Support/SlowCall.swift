import Dispatch
import Synchronization
import Varlink

/// A streaming call whose reader takes three replies and then nothing until it is told to read on.
final class SlowCall: PendingCall {
    private struct State {
        var replies: [String] = []
        var reads = false
        var onWritable: (@Sendable () -> Void)?
    }

    let method: String
    let session: Session
    let more = true
    let oneway = false
    private let state = Mutex(State())
    private let full = DispatchSemaphore(value: 0)
    private let over = DispatchSemaphore(value: 0)

    init(_ method: String, uid: UInt32) {
        self.method = method
        session = Session(id: 1, peer: Peer(uid: uid, gid: uid, pid: 1, groups: []))
    }

    var isWritable: Bool { state.withLock { $0.reads || $0.replies.count < 3 } }
    var replies: [String] { state.withLock { $0.replies } }

    func send(_ parameters: [UInt8], continues: Bool) { note(String(decoding: parameters, as: UTF8.self), last: !continues) }
    func fail(_ name: String, _ parameters: [UInt8]) { note(name, last: true) }
    func onClose(_ body: @escaping @Sendable () -> Void) {}

    func onWritable(_ body: @escaping @Sendable () -> Void) {
        state.withLock { $0.onWritable = body }
        full.signal()
    }

    private func note(_ reply: String, last: Bool) {
        state.withLock { $0.replies.append(reply) }
        if last { over.signal() }
    }

    func waitUntilFull() { full.wait() }

    func readOn() {
        let body = state.withLock { state in
            state.reads = true
            return state.onWritable
        }
        body?()
    }

    func wait() -> [String] {
        over.wait()
        return replies
    }
}
