import CRRTDomain
import CRRTProtocol
import CRRTStore
import Logging
import Synchronization

/// Fires the stored deadlines: unanswered consents lapse, and requests expire at the end of their period. After downtime the overdue ones
/// fire once each, in order.
final class DeadlineKeeper: Sendable {
    /// The longest timer, in seconds. A clock that was set is noticed within it.
    private static let maxWait = 60
    /// Seconds before the first retry after a failure. They double each time, up to `maxWait`.
    private static let initialRetryDelay = 1

    private let store: Store
    private let clock: @Sendable () -> Instant
    private let log: Logger
    /// The queue on which it works.
    let queue: any WorkQueue
    private let stopped = Mutex(false)
    /// Incremented at each check, so that an older timer notices that a newer one exists.
    private let generation = Mutex(0)
    /// Seconds before the next retry after a failure.
    private let retryDelay = Mutex(DeadlineKeeper.initialRetryDelay)

    init(_ store: Store, clock: @escaping @Sendable () -> Instant, log: Logger) {
        self.store = store
        queue = store.background.queue("crrtd.deadlines")
        self.clock = clock
        self.log = log
    }

    /// Fires the deadlines that are overdue. Call it once, before the daemon serves.
    func fireOverdue() {
        while (try? store.writeAndWait { [clock] in try DueDeadline.fire($0, at: clock()) }) == true {}
        reschedule()
    }

    func stop() { stopped.withLock { $0 = true } }

    /// Checks for the next deadline anew. Call it after changes that may affect it.
    func reschedule() {
        queue.async { [self] in
            let current = generation.withLock { number in
                number += 1
                return number
            }
            check(current)
        }
    }

    private func check(_ current: Int) {
        guard !stopped.withLock({ $0 }), generation.withLock({ $0 }) == current else { return }
        do {
            let next = try store.read { try $0.nextDeadline() }
            guard let next else { return retryDelay.withLock { $0 = Self.initialRetryDelay } }
            // Not in whole seconds: a deadline that fires up to a second late would show when the last change before it was committed, also
            // to those who do not see that change.
            let wait = next.at.milliseconds - clock().milliseconds
            if wait <= 0 { return fire() }
            queue.async(after: min(.milliseconds(wait), .seconds(Self.maxWait))) { [self] in check(current) }
        } catch {
            failed("deadlines cannot be read", error)
        }
    }

    /// The commit calls `reschedule()`, so that the next deadline follows.
    private func fire() {
        store.write { [clock] transaction in
            try DueDeadline.fire(transaction, at: clock())
        } then: { [self] outcome in
            switch outcome {
            case .success(true): retryDelay.withLock { $0 = Self.initialRetryDelay }
            case .success(false): queue.async(after: .seconds(Self.maxWait)) { [self] in reschedule() }
            case .failure(let error): failed("a deadline could not fire", error)
            }
        }
    }

    /// Retries after any error, because there may be no further change that would call `reschedule()`.
    private func failed(_ text: Logger.Message, _ error: any Error) {
        log.error(text, metadata: MessageID.deadlineFailed.with(["error": "\(error)"]))
        let seconds = retryDelay.withLock { delay in
            defer { delay = min(delay * 2, Self.maxWait) }
            return delay
        }
        queue.async(after: .seconds(seconds)) { [self] in reschedule() }
    }
}

extension RecordChange {
    /// Whether the next deadline may be another one after this change. Offers have no deadlines, and change by the thousand.
    var affectsDeadlines: Bool {
        switch self {
        case .expert, .team, .effect, .campaign, .standby: false
        case .request, .tasking, .consent: true
        }
    }
}

extension EntrySummary {
    /// Whether the next deadline may be another one after this entry, which changes no record.
    var affectsDeadlines: Bool { event == JournalEvent.injectReleased.rawValue }
}
