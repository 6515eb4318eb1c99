import Glibc

/// A stop ends in time, whatever is still in progress.
enum StopLimit {
    /// Under the two seconds that a stop may take.
    private static let nanoseconds = 1_800_000_000

    /// From now on the process has this long to end by itself; then it is ended, with status 0.
    ///
    /// Nothing is lost by it: what was acknowledged is on the disk, and the next start finds the database as a power cut would leave it.
    /// A thread of its own waits, because what has not ended may hold all others.
    static func begin() {
        var thread = pthread_t()
        let failure = pthread_create(
            &thread, nil,
            { _ in
                // No signal ends the wait early: all are blocked in this thread, as in the one that began it.
                var wait = timespec(tv_sec: StopLimit.nanoseconds / 1_000_000_000, tv_nsec: StopLimit.nanoseconds % 1_000_000_000)
                nanosleep(&wait, nil)
                _exit(0)
            }, nil)
        if failure == 0 { pthread_detach(thread) }
    }
}
