public import Dispatch
import Foundation

/// Queues and timers of Dispatch, threads of its own, and the machine's monotonic clock.
public struct SystemBackground: Background {
    public init() {}

    /// A serial queue of Dispatch.
    public func queue(_ label: String) -> any WorkQueue { SystemQueue(label) }

    /// On a thread of its own.
    public func start(niceness: Int32, _ turn: @escaping @Sendable () -> Bool) {
        WorkerThread.start(niceness: niceness) { while turn() {} }
    }

    /// Always true: each turn has a thread of its own.
    public var turnsMayBlock: Bool { true }

    /// Blocks the calling thread.
    public func wait(for semaphore: DispatchSemaphore) { semaphore.wait() }

    /// Processors that are online and that the process may use.
    public var processors: Int { ProcessInfo.processInfo.activeProcessorCount }

    /// By the machine's monotonic clock.
    public var now: ContinuousClock.Instant { .now }
}

private final class SystemQueue: WorkQueue {
    private let queue: DispatchQueue

    init(_ label: String) { queue = DispatchQueue(label: label) }

    func async(_ body: @escaping @Sendable () -> Void) { queue.async(execute: body) }

    func async(after delay: Duration, _ body: @escaping @Sendable () -> Void) {
        queue.asyncAfter(deadline: .now() + delay / .seconds(1), execute: body)
    }

    func sync<Value>(_ body: () throws -> Value) rethrows -> Value { try queue.sync(execute: body) }
}
