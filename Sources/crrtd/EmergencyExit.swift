import Dispatch
import Glibc
import Synchronization

/// Lets any thread end the daemon when it must be restarted.
final class EmergencyExit: Sendable {
    /// EX_TEMPFAIL of sysexits.h. systemd restarts the daemon (Restart=on-failure).
    static let status: Int32 = 75
    /// The time in which replies are sent before the process ends at the latest.
    private static let timeout = DispatchTimeInterval.seconds(2)

    private let flag = Atomic(false)

    /// Whether the daemon must end without touching the database again.
    var isRequested: Bool { flag.load(ordering: .acquiring) }

    /// Wakes the main thread, which waits for signals, to end the daemon once replies are sent.
    func request() {
        flag.store(true, ordering: .releasing)
        kill(getpid(), SIGTERM)
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.timeout) { _exit(Self.status) }
    }
}
