import CRRTDomain
import CRRTStore
import Logging

/// The clock beside the journal's newest entry. Entries never go back in time: where the clock was set back, they bear the time of the
/// last one until it has caught up (docs/decisions/0010).
enum ClockCheck {
    /// By how many whole seconds the clock is behind an entry's time; nil: it is not.
    static func secondsBehind(_ newest: Instant?, at now: Instant) -> Int? {
        guard let newest, newest.milliseconds - now.milliseconds >= 1000 else { return nil }
        return Int((newest.milliseconds - now.milliseconds) / 1000)
    }
}

extension CallEnvironment {
    /// Says so in the log where the journal is ahead of the clock.
    func checkClock() throws {
        let newest = try store.read { try $0.journalTime(of: $0.seq()) }
        guard let newest, let seconds = ClockCheck.secondsBehind(newest, at: clock()) else { return }
        log.warning(
            "the journal is ahead of the clock: its newest entry is of \(newest), \(seconds) s from now; is the clock right?",
            metadata: MessageID.clockBehind.with(["secondsBehind": "\(seconds)"]))
    }
}

extension Query {
    /// By how many seconds the clock is behind the newest entry that the caller may know of; nil: it is not, or that is not theirs to know.
    ///
    /// - Parameter seq: the newest entry that they see, as they count; 0: none.
    func clockBehind(_ seq: Int) throws -> Int? {
        // Administrators read it in the log as well.
        if caller.seesEverything || caller.roles.contains(.admin) {
            return ClockCheck.secondsBehind(try rows.journalTime(of: rows.seq()), at: now)
        }
        return seq > 0 ? ClockCheck.secondsBehind(JournalPlace.instant(of: seq), at: now) : nil
    }
}
