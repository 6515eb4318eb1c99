public import Dispatch

/// Where work goes on beside those who asked for it: queues, timers and threads.
///
/// The daemon's are the system's (``SystemBackground``). A simulation has its own, which runs everything on one thread in an order that
/// can be repeated.
public protocol Background: Sendable {
    /// A new queue, which does one thing after the other.
    func queue(_ label: String) -> any WorkQueue

    /// Calls `turn` beside the caller, again and again, until it returns false.
    ///
    /// - Parameter niceness: what is added to the nice value of the thread.
    func start(niceness: Int32, _ turn: @escaping @Sendable () -> Bool)

    /// Whether a turn may block until there is more to do. Where not, it ends instead, and another one is started later.
    var turnsMayBlock: Bool { get }

    /// Blocks the caller until the semaphore has been signalled. Never call it on a queue that the signal waits for.
    func wait(for semaphore: DispatchSemaphore)

    /// Processors that the process may use.
    var processors: Int { get }

    /// What bounds on computing time are measured by.
    var now: ContinuousClock.Instant { get }
}

/// A queue that does one thing after the other, in the order in which it was told.
public protocol WorkQueue: AnyObject, Sendable {
    /// Does it soon; returns at once.
    func later(_ body: @escaping @Sendable () -> Void)

    /// Does it once that much time has passed, whatever the clock says; returns at once.
    func later(after delay: Duration, _ body: @escaping @Sendable () -> Void)

    /// Does it behind what waits already, and returns when it is done. Never call it on the queue itself.
    func now<Value>(_ body: () throws -> Value) rethrows -> Value
}
