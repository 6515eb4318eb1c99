import CRRTDomain
import CRRTStore
import Logging
import Synchronization

/// Logs alerts of the store: each kind at once, and while it lasts at most once a minute.
final class AlertLog: Sendable {
    private struct Logged {
        var at: Instant
        /// The number of alerts since then that were not logged.
        var suppressed = 0
    }

    private static let interval = 60

    private let log: Logger
    private let clock: @Sendable () -> Instant
    private let logged = Mutex<[MessageID?: Logged]>([:])

    init(log: Logger, clock: @escaping @Sendable () -> Instant) {
        self.log = log
        self.clock = clock
    }

    func tell(_ alert: StoreAlert) {
        switch alert {
        case .full(let reason):
            tell(.error, "the disk is full or refuses to write: changes are refused", reason, .storageFull)
        case .gone(let reason):
            tell(
                .critical,
                "the database is not where it was: changes are refused, questions are answered from the file that is still open; "
                    + "do not restart crrtd: crrtctl backup FILE saves all that it holds, then stop it and restore that file", reason,
                .storageGone)
        case .outcomeUnknown(let reason):
            tell(
                .critical, "whether the last changes were written is unknown: crrtd ends, to start anew from what is on the disk", reason,
                .outcomeUnknown)
        case .notErased(let reason):
            tell(.error, "what was erased still stands in the database's log; it is tried again every second", reason, nil)
        }
    }

    private func tell(_ level: Logger.Level, _ text: String, _ reason: String, _ kind: MessageID?) {
        let now = clock()
        let before = logged.withLock { logged -> Int? in
            // Log it again if the clock was set back.
            if let last = logged[kind], last.at <= now, now < last.at.adding(seconds: Self.interval) {
                logged[kind]?.suppressed += 1
                return nil
            }
            defer { logged[kind] = Logged(at: now) }
            return logged[kind]?.suppressed ?? 0
        }
        guard let before else { return }
        var fields: Logger.Metadata = ["error": "\(reason)"]
        if before > 0 { fields["moreBefore"] = "\(before)" }
        log.log(level: level, "\(text)", metadata: kind?.with(fields) ?? fields)
    }
}
