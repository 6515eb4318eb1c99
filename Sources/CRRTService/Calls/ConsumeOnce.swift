import Synchronization

/// A value that one closure consumes. Had the closure captured the value itself, it would keep it alive for as long as the closure lives.
final class ConsumeOnce<Value: Sendable>: Sendable {
    private let value: Mutex<Value?>

    init(_ value: Value) { self.value = Mutex(value) }

    /// Takes the value, to which no other reference is left.
    ///
    /// - Throws: `AlreadyConsumed` at the second call.
    func take() throws -> Value {
        let taken = value.withLock { value in
            defer { value = nil }
            return value
        }
        guard let taken else { throw AlreadyConsumed() }
        return taken
    }
}

/// A value was to be consumed twice.
struct AlreadyConsumed: Error {}
