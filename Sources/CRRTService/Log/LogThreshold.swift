public import Logging
import Synchronization

/// The least important level that is logged, for all loggers of the process, changeable while it runs.
public final class LogThreshold: Sendable {
    private let present: Mutex<Logger.Level>

    public init(_ level: Logger.Level) { present = Mutex(level) }

    public var level: Logger.Level {
        get { present.withLock { $0 } }
        set { present.withLock { $0 = newValue } }
    }
}
