import Dispatch

extension Store {
    /// Like `write`, but blocks the calling thread until the outcome is known. Never call it on the writer's own thread.
    ///
    /// - Throws: what `body` throws; `WriteFailure` where the change could not be stored.
    public func writeAndWait<Value: Sendable>(_ body: @escaping @Sendable (WriteTransaction) throws -> Value) throws -> Value {
        let outcome = OutcomeBox<Value>(background)
        write(body) { outcome.set($0) }
        return try outcome.wait()
    }
}

/// Passes one outcome from the writer's thread to a waiting thread.
private final class OutcomeBox<Value: Sendable>: @unchecked Sendable {
    private let background: any Background
    private let done = DispatchSemaphore(value: 0)
    /// Written before `done` is signalled and read after waiting for it, so the semaphore orders both accesses.
    private var outcome: Result<Value, any Error>?

    init(_ background: any Background) { self.background = background }

    func set(_ result: Result<Value, any Error>) {
        outcome = result
        done.signal()
    }

    func wait() throws -> Value {
        background.wait(for: done)
        guard let outcome else { throw WriteFailure.refused("no outcome") }
        return try outcome.get()
    }
}
