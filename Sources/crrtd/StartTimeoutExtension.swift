import Dispatch
import Synchronization

/// Extends the start timeout of the service manager during a long start, such as the migration of a large database, and reports the phase.
///
/// The timeout is extended only while this process uses processor time, so that a hanging start times out.
final class StartTimeoutExtension: Sendable {
    /// The time from now that each extension asks for. It is several check intervals.
    static let duration = Duration.seconds(60)
    /// The least processor time in one check interval that counts as progress.
    private static let minWork = Duration.milliseconds(5)

    private let tell: @Sendable (_ phase: String?) -> Void
    /// The processor time at the last check.
    private let lastProcessorTime = Mutex(Duration.zero)
    private let timer: Mutex<any DispatchSourceTimer>

    /// - Parameters:
    ///   - interval: how often to check for progress.
    ///   - tell: extends the timeout; with a phase when a new one begins.
    init(interval: Duration = .seconds(10), tell: @escaping @Sendable (_ phase: String?) -> Void) {
        self.tell = tell
        timer = Mutex(DispatchSource.makeTimerSource(queue: DispatchQueue(label: "crrtd.start")))
        let (seconds, attoseconds) = interval.components
        let pause = DispatchTimeInterval.nanoseconds(Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000))
        timer.withLock { timer in
            timer.schedule(deadline: .now() + pause, repeating: pause)
            timer.setEventHandler { [weak self] in self?.checkProgress() }
            timer.resume()
        }
    }

    /// Begins a phase, which `systemctl status` shows.
    func phase(_ phase: String) { tell(phase) }

    func end() { timer.withLock { $0.cancel() } }

    private func checkProgress() {
        let now = SystemClock.processorTime()
        let since = lastProcessorTime.withLock { last in
            defer { last = now }
            return now - last
        }
        if since >= Self.minWork { tell(nil) }
    }
}
