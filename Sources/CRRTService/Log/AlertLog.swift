import CRRTDomain
import CRRTStore
import Logging
import Synchronization

/// What the store has met, in the log: each kind at once, and then at most once a minute for as long as it lasts.
final class AlertLog: Sendable {
    private struct Told {
        var at: Instant
        /// How often it has come up since.
        var more = 0
    }

    private static let pause = 60

    private let log: Logger
    private let clock: @Sendable () -> Instant
    private let told = Mutex<[MessageID?: Told]>([:])

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
        let before = told.withLock { told -> Int? in
            // A clock that was set back is no reason to keep silent.
            if let last = told[kind], last.at <= now, now < last.at.adding(seconds: Self.pause) {
                told[kind]?.more += 1
                return nil
            }
            defer { told[kind] = Told(at: now) }
            return told[kind]?.more ?? 0
        }
        guard let before else { return }
        var fields: Logger.Metadata = ["error": "\(reason)"]
        if before > 0 { fields["moreBefore"] = "\(before)" }
        log.log(level: level, "\(text)", metadata: kind?.with(fields) ?? fields)
    }
}
