public import Dispatch
import Foundation

/// Dispatch's queues and timers, threads of our own, and the machine's monotonic clock.
public struct SystemBackground: Background {
    public init() {}

    public func queue(_ label: String) -> any WorkQueue { SystemQueue(label) }

    public func start(niceness: Int32, _ turn: @escaping @Sendable () -> Bool) {
        WorkerThread.start(niceness: niceness) { while turn() {} }
    }

    public var turnsMayBlock: Bool { true }

    public func wait(for semaphore: DispatchSemaphore) { semaphore.wait() }

    public var processors: Int { ProcessInfo.processInfo.activeProcessorCount }

    public var now: ContinuousClock.Instant { .now }
}

private final class SystemQueue: WorkQueue {
    private let queue: DispatchQueue

    init(_ label: String) { queue = DispatchQueue(label: label) }

    func later(_ body: @escaping @Sendable () -> Void) { queue.async(execute: body) }

    func later(after delay: Duration, _ body: @escaping @Sendable () -> Void) {
        queue.asyncAfter(deadline: .now() + delay / .seconds(1), execute: body)
    }

    func now<Value>(_ body: () throws -> Value) rethrows -> Value { try queue.sync(execute: body) }
}
