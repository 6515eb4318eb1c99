import CRRTProtocol
import Synchronization
import Varlink

/// Becomes cancelled when the caller's connection closes, so that no answer is computed for a caller who has gone.
final class CancellationToken: Sendable {
    private let isClosed = Atomic(false)

    init(_ call: any PendingCall) {
        call.onClose { [weak self] in self?.isClosed.store(true, ordering: .relaxed) }
    }

    var isCancelled: Bool { isClosed.load(ordering: .relaxed) }
}

extension CallEnvironment {
    /// Answers a call off the event loop, when it is its caller's turn.
    ///
    /// - Throws: `Service.Busy` where too many calls of this caller are waiting.
    func answer<M: VarlinkMethod>(
        _ call: Call<M>, as work: Work, _ body: @escaping @Sendable (CancellationToken) throws -> M.Reply
    ) throws {
        let cancellation = CancellationToken(call.pending)
        try schedule(work, for: call.pending) { [self] in
            if !cancellation.isCancelled { answer(call) { try body(cancellation) } }
            return false
        }
    }

    /// Schedules work for a call off the event loop, in turns.
    ///
    /// - Throws: `Service.Busy` where too many calls of this caller are waiting.
    func schedule(_ work: Work, for call: any PendingCall, _ turn: @escaping Scheduler.Turn) throws {
        if scheduler.add(work, of: call.session.peer.uid, turn) { return }
        throw Service.Busy(
            retryAfterMs: 2000,
            message: "\(Plan.maxHeavyWaiting) of your calls wait for their turn already; repeat this one when they are answered")
    }
}
