import CRRTDomain
import Glibc

/// The system's clocks (clock_gettime(2)).
enum SystemClock {
    /// The current time, from CLOCK_REALTIME.
    static func now() -> Instant {
        let time = read(CLOCK_REALTIME)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// The processor time that all threads of this process have used.
    static func processorTime() -> Duration {
        let time = read(CLOCK_PROCESS_CPUTIME_ID)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    private static func read(_ clock: clockid_t) -> timespec {
        var time = timespec()
        clock_gettime(clock, &time)
        return time
    }
}
