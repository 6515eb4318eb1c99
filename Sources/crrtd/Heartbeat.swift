import CRRTStore
import NIOCore

/// Tells the service manager, at half the interval it allows, that this daemon works: the loop goes round and the writer can write.
/// A daemon in which either hangs falls silent, and is restarted.
enum Heartbeat {
    /// - Parameters:
    ///   - interval: the longest silence that is allowed; nil where nobody watches.
    ///   - beat: tells that all is well.
    /// - Returns: nil where nobody watches.
    static func start(
        on loop: any EventLoop, _ store: Store, every interval: Duration?, _ beat: @escaping @Sendable () -> Void
    ) -> RepeatedTask? {
        guard let interval else { return nil }
        return loop.scheduleRepeatedTask(initialDelay: .zero, delay: TimeAmount(interval / 2)) { _ in
            // An empty change: it waits its turn behind the others and touches no disk. How it ends does not matter: a full disk, or a lock
            // of an administrator's shell, is no reason to start anew, and a commit of unknown outcome ends the daemon by itself.
            store.write { _ in
            } then: { _ in
                beat()
            }
        }
    }
}
