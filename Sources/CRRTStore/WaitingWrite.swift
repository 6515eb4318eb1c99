import Dispatch

extension Store {
    /// `write`, waiting for the outcome on the calling thread. Never call it on the writer's own.
    ///
    /// - Throws: what `body` throws; `WriteFailure` where the change could not be stored.
    public func writeAndWait<Value: Sendable>(_ body: @escaping @Sendable (WriteTransaction) throws -> Value) throws -> Value {
        let outcome = OutcomeBox<Value>(background)
        write(body) { outcome.set($0) }
        return try outcome.wait()
    }
}

/// One outcome, handed from the writer's thread to a waiting one.
private final class OutcomeBox<Value: Sendable>: @unchecked Sendable {
    private let background: any Background
    private let done = DispatchSemaphore(value: 0)
    /// Set before `done` is signalled and read after it was waited for; the semaphore orders the two.
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
