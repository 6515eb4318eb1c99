import CRRTStore
import NIOCore

/// Sends watchdog notifications at half the interval of the service manager, if both the event loop and the writer respond. If either
/// hangs, none is sent, and the daemon is restarted.
enum Heartbeat {
    /// - Parameters:
    ///   - interval: the watchdog's interval; nil where there is no watchdog.
    ///   - beat: sends the notification.
    /// - Returns: nil where there is no watchdog.
    static func start(
        on loop: any EventLoop, _ store: Store, every interval: Duration?, _ beat: @escaping @Sendable () -> Void
    ) -> RepeatedTask? {
        guard let interval else { return nil }
        return loop.scheduleRepeatedTask(initialDelay: .zero, delay: TimeAmount(interval / 2)) { _ in
            // An empty change waits its turn and writes nothing. Its outcome does not matter: a full disk, or a lock of an administrator's
            // shell, is no reason to restart, and an unknown outcome ends the daemon anyway.
            store.write { _ in
            } then: { _ in
                beat()
            }
        }
    }
}
