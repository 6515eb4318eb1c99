import CRRTDomain
import CRRTProtocol
import CRRTStore
import Dispatch
import Synchronization
import Testing
import Varlink

@testable import CRRTService

/// A call whose caller reads when the test says so, as behind a socket: from some bytes on there is no room.
final class PacedCall: PendingCall {
    private struct State {
        var unread = 0
        var total = 0
        var replies: [[UInt8]] = []
        var isOver = false
        var isGone = false
        var writable: [@Sendable () -> Void] = []
        var closed: [@Sendable () -> Void] = []
    }

    let method: String
    let session: Session
    let more: Bool
    let oneway = false
    private let room: Int
    private let then: @Sendable () -> Void
    private let state = Mutex(State())
    private let over = DispatchSemaphore(value: 0)
    private let full = DispatchSemaphore(value: 0)
    private let replied = DispatchSemaphore(value: 0)

    /// - Parameters:
    ///   - room: bytes that may wait to be read.
    ///   - then: what is done where the call is answered, when it is over.
    init(_ method: String, uid: UInt32, more: Bool = true, room: Int = .max, then: @escaping @Sendable () -> Void = {}) {
        (self.method, self.more, self.room, self.then) = (method, more, room, then)
        session = Session(id: 1, peer: Peer(uid: uid, gid: uid, pid: 1, groups: []))
    }

    var isWritable: Bool { state.withLock { $0.unread < room } }
    var isOver: Bool { state.withLock { $0.isOver } }
    var unread: Int { state.withLock { $0.unread } }
    var replies: [[UInt8]] { state.withLock { $0.replies } }

    func send(_ parameters: [UInt8], continues: Bool) { note(parameters, continues: continues) }
    func fail(_ name: String, _ parameters: [UInt8]) { note(parameters, continues: false) }

    private func note(_ parameters: [UInt8], continues: Bool) {
        state.withLock { state in
            state.replies.append(parameters)
            state.unread += parameters.count
            if !continues { state.isOver = true }
        }
        replied.signal()
        if !continues {
            then()
            over.signal()
            full.signal()
        }
    }

    func onWritable(_ body: @escaping @Sendable () -> Void) {
        let now = state.withLock { state in
            if state.unread < room { return true }
            state.writable.append(body)
            return false
        }
        if now { body() } else { full.signal() }
    }

    func onClose(_ body: @escaping @Sendable () -> Void) { state.withLock { $0.closed.append(body) } }

    /// Reads all that waits.
    func read() {
        let callbacks = state.withLock { state in
            defer { (state.unread, state.writable) = (0, []) }
            return state.writable
        }
        for callback in callbacks { callback() }
    }

    func close() {
        for callback in state.withLock({ $0.closed }) { callback() }
    }

    func wait() { wait(over, "end") }
    /// Or until the call is over.
    func waitUntilFull() { wait(full, "full queue") }
    func waitForReply() { wait(replied, "reply") }

    /// A minute is far more than any of it takes; a wait without end would name no test.
    private func wait(_ event: DispatchSemaphore, _ name: Comment) {
        #expect(event.wait(timeout: .now() + 60) == .success, name)
    }
}

extension InProcessDesk {
    func begin(_ call: PacedCall, _ parameters: some JSONEncodable) {
        let bytes = parameters.jsonBytes()
        bytes.withUnsafeBytes { router.dispatch($0, call) }
    }

    /// Entries about a Latvian expert, which a contact point of another nation does not see, in one transaction.
    ///
    /// - Parameters:
    ///   - bytes: of a text in each of them.
    ///   - apart: each in a millisecond of its own; else all in one.
    func writeEntries(_ count: Int, about subject: String = "LVA-0001", bytes: Int = 0, apart: Bool = true) throws {
        let (start, text) = (clock.now, String(repeating: "x", count: bytes))
        try store.writeAndWait { transaction in
            for number in 0..<count {
                var at = start
                at.milliseconds += apart ? Int64(number) : 0
                let detail = bytes == 0 ? [:] : ["reason": text]
                try transaction.append(JournalDraft(by: "test", .expertPut, subject, [], detail: detail), at: at)
            }
        }
        if apart { clock.advance(milliseconds: Int64(count)) }
    }

    /// An entry that all views follow.
    func writeNews() throws {
        _ = try call(Roster.PutExpert.self, .init(expert: OneTasking.expert("EST-0001")), as: OneTasking.estonia)
    }
}
