public import Logging
import Synchronization

/// The least important level that is logged, for all loggers of the process, changeable while it runs.
public final class LogThreshold: Sendable {
    private let present: Mutex<Logger.Level>

    /// - Parameter level: from which on entries are logged, until it is changed.
    public init(_ level: Logger.Level) { present = Mutex(level) }

    /// Entries below it are not logged. It may be read and set from any thread.
    public var level: Logger.Level {
        get { present.withLock { $0 } }
        set { present.withLock { $0 = newValue } }
    }
}
