import Dispatch
import Glibc
import Synchronization

/// Lets any thread end the daemon where it cannot go on, and be started anew.
final class Ending: Sendable {
    /// EX_TEMPFAIL of sysexits.h: systemd starts it again (Restart=on-failure).
    static let status: Int32 = 75
    /// The longest that those who wait for an answer can hold it up.
    private static let patience = DispatchTimeInterval.seconds(2)

    private let isBroken = Atomic(false)

    /// Whether the daemon is to end without touching the database again.
    var isCalled: Bool { isBroken.load(ordering: .acquiring) }

    /// Wakes the main thread, which waits for signals, and gives it a moment to let the answers out.
    func call() {
        isBroken.store(true, ordering: .releasing)
        kill(getpid(), SIGTERM)
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.patience) { _exit(Self.status) }
    }
}
