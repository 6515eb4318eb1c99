import Glibc

/// The time that this thread computes, which other programs and threads do not lengthen (clock_gettime(2), CLOCK_THREAD_CPUTIME_ID).
///
/// Tests compare two of these times, and none with a clock.
public enum ComputingTime {
    /// - Returns: seconds that the body takes.
    public static func seconds(_ body: () throws -> Void) rethrows -> Double {
        let start = now()
        try body()
        return now() - start
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
