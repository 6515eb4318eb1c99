import CRRTDomain
import Dispatch
import Synchronization
import Varlink

@testable import CRRTService

/// A call that writes down every reply as the wire would have it.
final class RecordedCall: PendingCall {
    private struct State {
        var replies: [String] = []
        var over = false
        var closed: (@Sendable () -> Void)?
    }

    let method: String
    let session: Session
    let more: Bool
    let oneway = false
    /// false: takes what is sent anyway, but asks for no more of a stream.
    let isWritable: Bool
    private let state = Mutex(State())
    private let first = DispatchSemaphore(value: 0)
    private let done = DispatchSemaphore(value: 0)

    init(_ method: String, uid: UInt32, more: Bool, isWritable: Bool = true) {
        self.method = method
        self.more = more
        self.isWritable = isWritable
        session = Session(id: 1, peer: Peer(uid: uid, gid: uid, pid: 1, groups: []))
    }

    func send(_ parameters: [UInt8], continues: Bool) {
        note((continues ? "~ " : "= ") + String(decoding: parameters, as: UTF8.self), over: !continues)
    }
    func fail(_ name: String, _ parameters: [UInt8]) {
        note("! " + name + " " + String(decoding: parameters, as: UTF8.self), over: true)
    }
    func onWritable(_ body: @escaping @Sendable () -> Void) { if isWritable { body() } }
    func onClose(_ body: @escaping @Sendable () -> Void) { state.withLock { $0.closed = body } }

    private func note(_ reply: String, over: Bool) {
        let counts = state.withLock { state in
            if state.over { return false }
            state.replies.append(reply)
            state.over = over
            return true
        }
        guard counts else { return }
        first.signal()
        if over { done.signal() }
    }

    var replies: [String] { state.withLock { $0.replies } }
    func waitForFirst() { first.wait() }
    func wait() -> [String] {
        done.wait()
        return replies
    }
    func close() { state.withLock { $0.closed }?() }
}

extension InProcessDesk {
    /// One call to its end: every reply and error, byte for byte.
    func transcript(_ method: String, _ parameters: [UInt8], more: Bool = false, as uid: UInt32) -> [String] {
        let call = begin(method, parameters, more: more, as: uid)
        return call.wait()
    }

    func begin(
        _ method: String, _ parameters: [UInt8], more: Bool, as uid: UInt32, isWritable: Bool = true
    ) -> RecordedCall {
        let call = RecordedCall(method, uid: uid, more: more, isWritable: isWritable)
        parameters.withUnsafeBytes { router.dispatch($0, call) }
        return call
    }

    /// Waits until every watcher has been told of what has been committed.
    func letWatchersRead() {
        let passed = DispatchSemaphore(value: 0)
        while !instance.watchers.isSettled {
            // Behind the turns that wait now.
            for work in [Work.follow, .catchUp] {
                _ = instance.environment.scheduler.add(work, of: .max) { passed.signal() == .max }
                passed.wait()
            }
        }
    }
}
