public import CRRTDomain
import Dispatch
import Glibc

/// The machine's clock, for tests of programs that read it too. Other tests have a clock of their own.
public enum RealClock {
    /// The present instant, from CLOCK_REALTIME.
    public static var now: Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// Returns once CLOCK_REALTIME has passed the instant, where it is the passing of time itself that is tested.
    public static func wait(until instant: Instant) {
        let (seconds, rest) = instant.milliseconds.quotientAndRemainder(dividingBy: 1000)
        let end = DispatchWallTime(timespec: timespec(tv_sec: Int(seconds), tv_nsec: Int(rest) * 1_000_000 + 1))
        // Nothing signals it: the timeout is the event.
        _ = DispatchSemaphore(value: 0).wait(wallTimeout: end)
    }
}
