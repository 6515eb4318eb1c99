public import Logging
import Synchronization

/// The log level of all loggers of the process. It can be changed while the process runs.
public final class LogThreshold: Sendable {
    private let current: Mutex<Logger.Level>

    /// - Parameter level: the lowest level that is logged, until it is changed.
    public init(_ level: Logger.Level) { current = Mutex(level) }

    /// The lowest level that is logged. It may be read and set from any thread.
    public var level: Logger.Level {
        get { current.withLock { $0 } }
        set { current.withLock { $0 = newValue } }
    }
}
