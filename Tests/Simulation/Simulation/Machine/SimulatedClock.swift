import CRRTDomain
import Synchronization

/// The machine's clock. It stands still until it is moved.
final class SimulatedClock: Sendable {
    private let instant: Mutex<Instant>

    init(_ instant: Instant) { self.instant = Mutex(instant) }

    var now: Instant { instant.withLock { $0 } }

    /// - Parameter milliseconds: forward, or back where it is negative.
    func move(by milliseconds: Int64) { instant.withLock { $0.milliseconds += milliseconds } }
}
