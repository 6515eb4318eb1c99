public import CRRTDomain
import Dispatch
import Glibc

/// Waiting for an instant to pass, where it is the passing of time itself that is tested.
public enum RealClock {
    /// Returns once CLOCK_REALTIME has passed the instant.
    public static func wait(until instant: Instant) {
        let (seconds, rest) = instant.milliseconds.quotientAndRemainder(dividingBy: 1000)
        let end = DispatchWallTime(timespec: timespec(tv_sec: Int(seconds), tv_nsec: Int(rest) * 1_000_000 + 1))
        // Nobody signals: the timeout is the event.
        _ = DispatchSemaphore(value: 0).wait(wallTimeout: end)
    }
}
