public import Dispatch

/// Provides queues, timers and threads.
///
/// The daemon uses the system's (``SystemBackground``). A simulation has its own, which runs everything on one thread in a reproducible
/// order.
public protocol Background: Sendable {
    /// A new serial queue.
    func queue(_ label: String) -> any WorkQueue

    /// Calls `turn` repeatedly on another thread, until it returns false.
    ///
    /// - Parameter niceness: added to the nice value of the thread.
    func start(niceness: Int32, _ turn: @escaping @Sendable () -> Bool)

    /// Whether a turn may block until there is more to do. If not, it ends instead, and another one is started later.
    var turnsMayBlock: Bool { get }

    /// Blocks the calling thread until the semaphore is signalled. Never call it on a queue on which the signal depends.
    func wait(for semaphore: DispatchSemaphore)

    /// The number of processors that the process may use.
    var processors: Int { get }

    /// The clock by which time budgets are measured.
    var now: ContinuousClock.Instant { get }
}

/// A serial queue.
public protocol WorkQueue: AnyObject, Sendable {
    /// Runs `body` later, and returns at once.
    func async(_ body: @escaping @Sendable () -> Void)

    /// Runs `body` after a delay by the monotonic clock, and returns at once.
    func async(after delay: Duration, _ body: @escaping @Sendable () -> Void)

    /// Runs `body` after everything already queued, and returns when it is done. Never call it on the queue itself.
    func sync<Value>(_ body: () throws -> Value) rethrows -> Value
}
