import Glibc

/// Limits the time of a stop, whatever is still in progress.
enum ShutdownTimeout {
    /// Less than the two seconds that a stop may take.
    private static let nanoseconds = 1_800_000_000

    /// Starts the timeout, after which the process exits with status 0.
    ///
    /// Nothing is lost: acknowledged changes are on the disk, and the database is as after a power cut. It needs a thread of its own,
    /// because all others may be blocked.
    static func begin() {
        var thread = pthread_t()
        let failure = pthread_create(
            &thread, nil,
            { _ in
                // No signal interrupts the wait, because this thread inherits the blocked signals.
                var wait = timespec(
                    tv_sec: ShutdownTimeout.nanoseconds / 1_000_000_000, tv_nsec: ShutdownTimeout.nanoseconds % 1_000_000_000)
                nanosleep(&wait, nil)
                _exit(0)
            }, nil)
        if failure == 0 { pthread_detach(thread) }
    }
}
