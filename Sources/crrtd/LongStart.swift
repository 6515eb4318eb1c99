import Dispatch
import Glibc
import Synchronization

/// Asks the service manager for more time while a start takes long, as one that migrates a large database does, and says what it is at.
///
/// It is asked for only while this process computes: a start that hangs comes to its timeout.
final class LongStart: Sendable {
    /// What is asked for each time, from then on; several looks fit into it.
    static let asked = Duration.seconds(60)
    /// Of the processor's time, within one look: less is a process that waits.
    private static let leastWork = Duration.milliseconds(5)

    private let tell: @Sendable (_ phase: String?) -> Void
    /// The processor's time at the last look.
    private let worked = Mutex(Duration.zero)
    /// Made once, and safe to be cancelled from anywhere.
    private nonisolated(unsafe) let timer: any DispatchSourceTimer

    /// - Parameters:
    ///   - look: how often it is seen whether there is progress.
    ///   - tell: asks for the time; with a phase where a new one has begun.
    init(look: Duration = .seconds(10), tell: @escaping @Sendable (_ phase: String?) -> Void) {
        self.tell = tell
        timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "crrtd.start"))
        let (seconds, attoseconds) = look.components
        let pause = DispatchTimeInterval.nanoseconds(Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000))
        timer.schedule(deadline: .now() + pause, repeating: pause)
        timer.setEventHandler { [weak self] in self?.lookForProgress() }
        timer.resume()
    }

    /// What begins now, for `systemctl status`.
    func begins(_ phase: String) { tell(phase) }

    func end() { timer.cancel() }

    private func lookForProgress() {
        let now = Self.processorTime
        let since = worked.withLock { worked in
            defer { worked = now }
            return now - worked
        }
        if since >= Self.leastWork { tell(nil) }
    }

    /// Of all threads of this process.
    private static var processorTime: Duration {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
