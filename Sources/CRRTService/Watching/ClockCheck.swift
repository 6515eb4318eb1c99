import CRRTDomain
import CRRTStore
import Logging

/// Compares the clock with the newest journal entry. Times of entries never decrease: after the clock was set back, entries get the time of
/// the last one until the clock has caught up (docs/decisions/0010).
enum ClockCheck {
    /// The whole seconds by which the clock is behind an entry's time; nil where it is not.
    static func secondsBehind(_ newest: Instant?, at now: Instant) -> Int? {
        guard let newest, newest.milliseconds - now.milliseconds >= 1000 else { return nil }
        return Int((newest.milliseconds - now.milliseconds) / 1000)
    }
}

extension CallEnvironment {
    /// Logs a warning where the journal is ahead of the clock.
    func checkClock() throws {
        let newest = try store.read { try $0.journalTime(of: $0.seq()) }
        guard let newest, let seconds = ClockCheck.secondsBehind(newest, at: clock()) else { return }
        log.warning(
            "the journal is ahead of the clock: its newest entry is of \(newest), \(seconds) s from now; is the clock right?",
            metadata: MessageID.clockBehind.with(["secondsBehind": "\(seconds)"]))
    }
}

extension Query {
    /// The seconds by which the clock is behind the newest entry that the caller may know of; nil where it is not behind, or the caller may
    /// not know.
    ///
    /// - Parameter seq: the caller's position of the newest entry that they see; 0 for none.
    func clockBehind(_ seq: Int) throws -> Int? {
        // Administrators read it in the log as well.
        if caller.seesEverything || caller.roles.contains(.admin) {
            return ClockCheck.secondsBehind(try rows.journalTime(of: rows.seq()), at: now)
        }
        return seq > 0 ? ClockCheck.secondsBehind(ViewerPosition.instant(of: seq), at: now) : nil
    }
}
