import CRRTProtocol
import Synchronization
import Varlink

/// Whether the caller is still there. An answer that no caller waits for is not worked out.
final class Presence: Sendable {
    private let gone = Atomic(false)

    init(_ call: any PendingCall) {
        call.onClose { [weak self] in self?.gone.store(true, ordering: .relaxed) }
    }

    var isGone: Bool { gone.load(ordering: .relaxed) }
}

extension CallEnvironment {
    /// Has a call answered beside the event loop, when it is its caller's turn.
    ///
    /// - Throws: `Service.Busy` where too many calls of this caller wait.
    func answer<M: VarlinkMethod>(
        _ call: Call<M>, as work: Work, _ body: @escaping @Sendable () throws -> M.Reply
    ) throws {
        let presence = Presence(call.pending)
        try take(work, for: call.pending) { [self] in
            if !presence.isGone { answer(call, body) }
            return false
        }
    }

    /// Has something done for a call beside the event loop, in turns.
    ///
    /// - Throws: `Service.Busy` where too many calls of this caller wait.
    func take(_ work: Work, for call: any PendingCall, _ turn: @escaping Scheduler.Turn) throws {
        if scheduler.add(work, of: call.session.peer.uid, turn) { return }
        throw Service.Busy(
            retryAfterMs: 2000,
            message: "\(Plan.heavyWaiting) of your calls wait for their turn already; repeat this one when they are answered")
    }
}
