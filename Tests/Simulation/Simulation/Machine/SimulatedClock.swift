import CRRTDomain
import Synchronization

/// The machine's clock. It stands still until it is moved.
final class SimulatedClock: Sendable {
    private let state: Mutex<(now: Instant, latest: Instant)>

    init(_ instant: Instant) { state = Mutex((instant, instant)) }

    var now: Instant { state.withLock { $0.now } }
    /// The latest time that it has ever said.
    var latest: Instant { state.withLock { $0.latest } }

    /// - Parameter milliseconds: forward, or back where it is negative.
    func move(by milliseconds: Int64) {
        state.withLock { state in
            state.now.milliseconds += milliseconds
            state.latest = max(state.latest, state.now)
        }
    }
}
