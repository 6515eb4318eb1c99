import CRRTDomain
import CRRTProtocol
import CRRTStore
import Logging
import Synchronization

/// Lets the stored deadlines happen: a consent that nobody gave lapses, a request whose period is over expires. After downtime the
/// overdue ones fire once each, in order.
final class DeadlineKeeper: Sendable {
    /// A timer may be late by as much, and a clock that is set is noticed within it.
    private static let longestWait = 60
    /// After a failure it looks again, first after a second, then each time after twice as long, up to the longest wait.
    private static let firstPause = 1

    private let store: Store
    private let clock: @Sendable () -> Instant
    private let log: Logger
    /// Where it looks. What waits there is over once another piece of work has been done on it.
    let queue: any WorkQueue
    private let stopped = Mutex(false)
    /// Counts up with every look, so that an older wait that ends finds that a newer one has begun.
    private let generation = Mutex(0)
    /// Seconds before the next look after a failure.
    private let pause = Mutex(DeadlineKeeper.firstPause)

    init(_ store: Store, clock: @escaping @Sendable () -> Instant, log: Logger) {
        self.store = store
        queue = store.background.queue("crrtd.deadlines")
        self.clock = clock
        self.log = log
    }

    /// Fires what is due now; used once before serving begins.
    func fireOverdue() {
        while (try? store.writeAndWait { [clock] in try DueDeadline.fire($0, at: clock()) }) == true {}
        lookAgain()
    }

    func stop() { stopped.withLock { $0 = true } }

    /// Something has changed: the next deadline may be another one.
    func lookAgain() {
        queue.async { [self] in
            let turn = generation.withLock { number in
                number += 1
                return number
            }
            look(turn)
        }
    }

    private func look(_ turn: Int) {
        guard !stopped.withLock({ $0 }), generation.withLock({ $0 }) == turn else { return }
        do {
            let next = try store.read { try $0.nextDeadline() }
            guard let next else { return pause.withLock { $0 = Self.firstPause } }
            let wait = (next.at.milliseconds - clock().milliseconds + 999) / 1000
            if wait <= 0 { return fire() }
            queue.async(after: .seconds(min(wait, Int64(Self.longestWait)))) { [self] in look(turn) }
        } catch {
            failed("deadlines cannot be read", error)
        }
    }

    /// The commit that follows looks again, so that the next one has its turn.
    private func fire() {
        store.write { [clock] transaction in
            try DueDeadline.fire(transaction, at: clock())
        } then: { [self] outcome in
            switch outcome {
            case .success(true): pause.withLock { $0 = Self.firstPause }
            case .success(false): queue.async(after: .seconds(Self.longestWait)) { [self] in lookAgain() }
            case .failure(let error): failed("a deadline could not fire", error)
            }
        }
    }

    /// Whatever it was, deadlines go on: there may be no other change that would have them looked for again.
    private func failed(_ text: Logger.Message, _ error: any Error) {
        log.error(text, metadata: MessageID.deadlineFailed.with(["error": "\(error)"]))
        let seconds = pause.withLock { pause in
            defer { pause = min(pause * 2, Self.longestWait) }
            return pause
        }
        queue.async(after: .seconds(seconds)) { [self] in lookAgain() }
    }
}

extension RecordChange {
    /// Whether there may be another next deadline after it. What is offered has none, and changes in thousands.
    var movesDeadlines: Bool {
        switch self {
        case .expert, .team, .effect: false
        case .request, .tasking, .consent: true
        }
    }
}
